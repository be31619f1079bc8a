import { join } from 'node:path'
import { app, type BrowserWindow, powerSaveBlocker, screen } from 'electron'
import type { Log } from '../core/log'
import type { PlayersHost } from '../players/host'
import { canPlaceWindows, type Screens } from '../players/screens'
import { stageOrigin } from '../players/stage-pictures'
import { prepareOwnSession } from './own-session'
import { openPlayersWindow, type PlayersPageOptions, paintNumber } from './players-window'
import { createOnePageServer, playersAddress } from './ui-files'

export interface PlayersHostOptions {
  /** Where our own pages come from: `app://ui`, or the address of the development server. */
  readonly uiOrigin: string
  /** The game master's window. */
  readonly ownWindow: () => BrowserWindow | null
  /** Answers `app://stage/…`. */
  readonly serveStage: (request: Request) => Promise<Response>
  readonly title: () => string
  readonly log: Log
}

const partition = 'players'

/** The players' window in Electron. Opens nothing by itself. */
export function createPlayersHost(options: PlayersHostOptions): PlayersHost {
  const { uiOrigin, ownWindow, title, log } = options
  const page: PlayersPageOptions = {
    page: `${uiOrigin}/players.html`,
    preload: join(app.getAppPath(), 'out/preload/players.cjs'),
    icon: join(app.getAppPath(), 'resources/icons/256x256.png'),
    partition,
    title,
    log,
  }
  let blocker: number | null = null
  return {
    screens: readScreens,
    ownScreenId() {
      const window = ownWindow()
      if (window === null || window.isDestroyed()) return null
      return screen.getDisplayMatching(window.getBounds()).id
    },
    canPlace: canPlaceWindows({
      platform: process.platform,
      ozone: app.commandLine.getSwitchValue('ozone-platform'),
      sessionType: process.env.XDG_SESSION_TYPE,
      waylandDisplay: process.env.WAYLAND_DISPLAY,
      electronMajor: Number.parseInt(process.versions.electron, 10),
    }),
    open(place, listeners) {
      serveStageTo(page, options)
      return openPlayersWindow(page, place, listeners)
    },
    paintNumbers(numbered) {
      serveStageTo(page, options)
      const removals = numbered.map((one) => paintNumber(page, one.screen, one.number))
      return () => {
        for (const remove of removals) remove()
      }
    },
    keepAwake(isNeeded) {
      if (isNeeded && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep')
      else if (!isNeeded && blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
    onScreensChanged(listener) {
      screen.on('display-removed', listener)
      screen.on('display-added', listener)
      screen.on('display-metrics-changed', listener)
    },
    later(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}

/** The players' page is served its own files and the pictures on stage, in a session that no other page has. */
function serveStageTo({ page }: PlayersPageOptions, { serveStage, log }: PlayersHostOptions): void {
  const files = createOnePageServer(join(app.getAppPath(), 'out/renderer'), playersAddress)
  const begin = `${stageOrigin}/`
  prepareOwnSession({
    partition,
    page,
    alsoServed: [begin],
    files: (request) => (request.url.startsWith(begin) ? serveStage(request) : files(request)),
    log,
  })
}

function readScreens(): Screens {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary, ...others].map(({ id, label, bounds, scaleFactor, internal }) => ({
    id,
    label,
    bounds,
    scaleFactor,
    isInternal: internal,
  }))
}
