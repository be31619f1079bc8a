import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, powerMonitor, shell } from 'electron'
import type { Events } from '../../shared/contract'
import { startBackground } from '../app/background/background'
import { type CrashMarker, leaveCrashMarker } from '../app/crash-marker'
import { reportUncaughtErrors } from '../app/uncaught-errors'
import { createScrubber } from '../core/scrub'
import { ask } from './ask'
import { openNoMoreImageSandboxes } from './image-sandbox-host'
import { createMainWindow } from './main-window'
import { offerContextMenu, showMenu } from './menu'
import { openOwnFolder } from './open-folder'
import { openPlayers } from './open-players'
import { openJsonFile } from './settings-file'
import { watchWindow } from './window-recovery'
import { serveWindow, type WindowRequestsOptions } from './window-requests'

/** The game master is idle once keyboard and mouse were not touched for so long. */
const idleSeconds = 60

/** Called with every change of the library that is sent to the window. */
export type LibraryListener = (change: Events['library:changed']) => void

export interface WindowAppOptions extends Omit<WindowRequestsOptions, 'players'> {
  /** `app://ui/index.html`, or the address of the development server. */
  readonly address: string
  readonly isDevelopment: boolean
  readonly followLibrary: (listener: LibraryListener) => void
}

/** Opens the app with its window: menu, requests, and the jobs in the background. */
export function openWindow(options: WindowAppOptions): BrowserWindow {
  const { context, sendEvent, notices, followLibrary } = options
  const mark = leaveCrashMarker(context.dataFolder, context.log)
  reportErrors(options, mark)
  context.serve()
  if (mark.hasCrashed) notices.add({ code: 'ended-badly', details: {} })
  const players = openPlayers(options)
  followLibrary(({ why }) => players.libraryChanged(why))
  serveWindow({ ...options, players })
  showMenuAndFollow(options)
  const window = openMainWindow(options, mark)
  const stopBackground = startBackground({
    context,
    sendEvent,
    notices,
    isIdle: () => !window.isFocused() || powerMonitor.getSystemIdleTime() >= idleSeconds,
    trashDays: () => context.preferences.read().trashDays,
  })
  // The image sandbox's hidden window would otherwise keep the app alive.
  window.on('closed', () => app.quit())
  app.on('before-quit', openNoMoreImageSandboxes)
  app.on('will-quit', () => {
    stopBackground()
    context.tasks.cancel()
    context.close()
    mark.remove()
  })
  return window
}

function reportErrors({ context }: WindowAppOptions, mark: CrashMarker): void {
  const { log, translator, knownKeys } = context
  const scrub = createScrubber(context.namedFolders)
  reportUncaughtErrors(process, {
    log,
    translate: () => translator.t,
    ask,
    copy: (text) => clipboard.writeText(text),
    versions: `Castkeeper ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform}`,
    scrub: (text) => scrub(knownKeys.hide(text)),
    onException: mark.preserve,
    quit: () => app.quit(),
  })
}

/** The campaigns opened last that are still there; none while the library is closed. */
function recentCampaigns({ libraryHandle, preferences }: WindowAppOptions['context']) {
  const campaigns = libraryHandle.whenOpen()?.campaigns
  return preferences.read().recentCampaignIds.flatMap((id) => campaigns?.find(id) ?? [])
}

/** Shows the menu, and lets language, menu, free space and window follow each change of the preferences. */
function showMenuAndFollow({ context, sendEvent, isDevelopment }: WindowAppOptions): void {
  const { preferences, translator, language, space } = context
  const showMenuNow = () =>
    showMenu({
      t: translator.t,
      preferences: preferences.read(),
      platform: process.platform,
      isDevelopment,
      recent: recentCampaigns(context),
      actions: {
        openCampaign: (id) => sendEvent('menu:campaign-chosen', { id }),
        choose: (command) => sendEvent('menu:chosen', { command }),
        change: (changes) => preferences.change(changes),
        openFolder: (folder) => void openOwnFolder(context, folder).catch(() => shell.beep()),
      },
    })
  preferences.onChange((now) => {
    void translator.changeLanguage(language())
    showMenuNow()
    void space.check()
    sendEvent('preferences:changed', now)
  })
  showMenuNow()
}

function openMainWindow(options: WindowAppOptions, mark: CrashMarker): BrowserWindow {
  const { context, address, isDevelopment } = options
  const { preferences, dataFolder, clock, log, translator } = context
  const translate = () => translator.t
  const window = createMainWindow({
    address,
    preload: join(app.getAppPath(), 'out/preload/index.cjs'),
    icon: join(app.getAppPath(), 'resources/icons/256x256.png'),
    preferences,
    openStateFile: () => openJsonFile(dataFolder, 'window-state', { isExpendable: true }),
    log,
    isDevelopment,
  })
  offerContextMenu(window, translate)
  watchWindow(window, {
    translate,
    log,
    clock,
    ask,
    quit: () => {
      // A page that keeps failing may do so because of what is in the library.
      mark.preserve()
      app.quit()
    },
  })
  return window
}
