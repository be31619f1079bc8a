import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright'

/** Red, green and blue. */
export type Colour = readonly [number, number, number]
type Which = 'own' | 'players'

/** Two screens side by side: the game master's, and one that can be plugged in and unplugged. */
export interface TwoScreens {
  /** What the app needs in its environment to be on them. */
  readonly env: Readonly<Record<string, string>>
  /** Call once the app has started. */
  readonly prepare: (app: ElectronApplication) => Promise<void>
  readonly plug: (app: ElectronApplication) => Promise<void>
  readonly unplug: (app: ElectronApplication) => Promise<void>
  /** Which part of the screen has this colour, from 0 to 1. */
  readonly share: (app: ElectronApplication, which: Which, colour: Colour) => Promise<number>
  readonly end: () => void
}

const own = { width: 1280, height: 720 }
const second = { width: 1024, height: 768 }

/**
 * Two outputs of a real X server, whose pixels are compared, where Xorg and its driver without hardware are installed
 * (Debian: `xserver-xorg-core xserver-xorg-video-dummy x11-xserver-utils`). Elsewhere Electron is told of a second
 * screen that is not there, and the pixels are those of the windows.
 */
export async function openTwoScreens(): Promise<TwoScreens> {
  const isReal = ['Xorg', 'xrandr'].every((name) => spawnSync('which', [name]).status === 0)
  return (isReal ? await openRealScreens() : null) ?? pretendScreens
}

const configuration = `
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 2560 1024
    Modes "${own.width}x${own.height}"
  EndSubSection
EndSection
`

/** Null where the server cannot be started: it may be installed without its driver, or without the right to run it. */
async function openRealScreens(): Promise<TwoScreens | null> {
  const folder = await mkdtemp(join(tmpdir(), 'castkeeper-screens-'))
  const config = join(folder, 'xorg.conf')
  await writeFile(config, configuration)
  const server = spawn(
    'Xorg',
    ['-displayfd', '3', '-config', config, '-logfile', join(folder, 'log'), '-noreset', '-ac'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const answer = server.stdio[3]
  const begun = await Promise.race([
    answer ? once(answer, 'data').then(([number]) => String(number).trim()) : null,
    once(server, 'exit').then(() => null),
  ])
  if (begun === null) return null
  const env = { DISPLAY: `:${begun}` }
  const run = (...words: string[]) =>
    execFileSync('xrandr', words, { env: { ...process.env, ...env } })
  const xrandr = (...words: string[]) => {
    run(...words)
    // The server finds out what is connected only when it is asked for everything.
    run()
  }
  const mode = `${second.width}x${second.height}`
  xrandr('--addmode', 'DUMMY1', mode)
  const plug = async (app?: ElectronApplication) => {
    xrandr('--output', 'DUMMY1', '--mode', mode, '--right-of', 'DUMMY0')
    if (app) await seesScreens(app, 2)
  }
  await plug()
  return {
    env,
    prepare: (app) => seesScreens(app, 2),
    plug,
    unplug: async (app) => {
      xrandr('--output', 'DUMMY1', '--off')
      await seesScreens(app, 1)
    },
    share: shareOnScreen,
    end: () => void server.kill(),
  }
}

/** Waits until Electron knows of so many screens. */
async function seesScreens(app: ElectronApplication, count: number): Promise<void> {
  await app.evaluate(async ({ screen }, wanted) => {
    while (screen.getAllDisplays().length !== wanted) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }, count)
}

/** Of what the X server has on that output. */
function shareOnScreen(app: ElectronApplication, which: Which, colour: Colour): Promise<number> {
  return app.evaluate(
    async ({ desktopCapturer, screen }, [asked, rgb]) => {
      const primary = screen.getPrimaryDisplay().id
      const display = screen
        .getAllDisplays()
        .find(({ id }) => (id === primary) === (asked === 'own'))
      if (display === undefined) return 0
      const sources = await desktopCapturer.getSources({
        types: ['screen'],
        thumbnailSize: { width: 320, height: 240 },
      })
      const source = sources.find(({ display_id }) => display_id === String(display.id))
      if (source === undefined) throw new Error('a screen was not captured')
      const bytes = source.thumbnail.toBitmap()
      let equal = 0
      for (let at = 0; at < bytes.length; at += 4) {
        const isEqual = [2, 1, 0].every(
          (offset, part) => Math.abs((bytes[at + offset] ?? 0) - (rgb[part] ?? 0)) < 12,
        )
        if (isEqual) equal += 1
      }
      return (equal * 4) / bytes.length
    },
    [which, colour] as const,
  )
}

const pretendScreens: TwoScreens = {
  env: {},
  prepare: (app) => pretend(app, 2),
  plug: (app) => pretend(app, 2),
  unplug: (app) => pretend(app, 1),
  share: shareInWindow,
  end: () => undefined,
}

/** Tells the app of so many screens, below what it asks of Electron. */
function pretend(app: ElectronApplication, count: number): Promise<void> {
  return app.evaluate(
    ({ screen }, [wanted, other]) => {
      const first = screen.getPrimaryDisplay()
      const bounds = { x: first.bounds.width, y: 0, ...other }
      const added = { ...first, id: 4_242, label: 'Projector', bounds, workArea: bounds }
      const all = [first, added].slice(0, wanted)
      screen.getAllDisplays = () => all
      screen.getDisplayMatching = () => first
      screen.emit(wanted === 1 ? 'display-removed' : 'display-added', {}, added)
    },
    [count, second] as const,
  )
}

/** Of what the window paints; a window that is hidden has no part in any screen. */
function shareInWindow(app: ElectronApplication, which: Which, colour: Colour): Promise<number> {
  return app.evaluate(
    async ({ BrowserWindow }, [asked, rgb]) => {
      const window = BrowserWindow.getAllWindows().find(
        (one) =>
          one.isVisible() &&
          one.webContents.getURL().includes(asked === 'own' ? 'index.html' : 'players.html'),
      )
      if (window === undefined) return 0
      const bytes = (await window.capturePage()).resize({ width: 320 }).toBitmap()
      let equal = 0
      for (let at = 0; at < bytes.length; at += 4) {
        const isEqual = [2, 1, 0].every(
          (offset, part) => Math.abs((bytes[at + offset] ?? 0) - (rgb[part] ?? 0)) < 12,
        )
        if (isEqual) equal += 1
      }
      return (equal * 4) / bytes.length
    },
    [which, colour] as const,
  )
}
