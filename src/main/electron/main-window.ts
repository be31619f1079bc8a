import { type BrowserWindow, nativeTheme, screen } from 'electron'
import type { Preferences } from '../../shared/preferences'
import { nextZoom } from '../../shared/zoom'
import type { Log } from '../core/log'
import type { PreferencesKeeper } from '../preferences/preferences'
import type { JsonFile } from '../preferences/preferences-file'
import { openHardenedWindow } from './hardened-window'
import { minimumSize, placeWindow } from './window-state'

export interface MainWindowOptions {
  /** `app://ui/index.html`, or the address of the development server. */
  readonly address: string
  /** Full paths of the built preload and of the icon. */
  readonly preload: string
  readonly icon: string
  readonly preferences: PreferencesKeeper
  /** Opens `window-state.json`; throws when it cannot be read. */
  readonly openStateFile: () => JsonFile
  readonly log: Log
  readonly isDevelopment: boolean
}

const settleMs = 400
/** How long the first picture may take once the page has loaded. */
const firstPictureMs = 3_000
const lamplightRoom = '#14100d'
const parchmentRoom = '#f2e9d9'
const schemes = { system: 'system', lamplight: 'dark', parchment: 'light' } as const

/** Makes the system's own parts (and the page's first paint) as dark or light as the theme. */
export function applyTheme(theme: Preferences['theme']): void {
  nativeTheme.themeSource = schemes[theme]
}

/** Opens the main window where it was last time, and shows it once there is something to see. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const { address, preload, icon, preferences, isDevelopment } = options
  applyTheme(preferences.read().theme)
  const { isMaximised, ...bounds } = placeWindow(readState(options), screensOfHome())
  const window = openHardenedWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Castkeeper',
    icon,
    backgroundColor: roomColour(),
    page: { preload, devTools: isDevelopment, zoomFactor: preferences.read().zoom },
  })
  showOnceDrawn(window, isMaximised)
  keepState(window, options)
  followPreferences(window, preferences)
  // A failure arrives as did-fail-load; see `watchWindow`.
  window.loadURL(address).catch(() => undefined)
  return window
}

/** Shows the window when its first picture is drawn; without one after a while too, which makes Chromium draw again. */
function showOnceDrawn(window: BrowserWindow, isMaximised: boolean): void {
  let timer: NodeJS.Timeout | undefined
  const show = () => {
    clearTimeout(timer)
    if (isMaximised) window.maximize()
    window.show()
  }
  window.once('ready-to-show', show)
  window.once('closed', () => clearTimeout(timer))
  // The picture is lost when the process that draws ends while the window is still hidden.
  window.webContents.once('did-finish-load', () => {
    if (window.isVisible()) return
    timer = setTimeout(() => {
      window.off('ready-to-show', show)
      show()
    }, firstPictureMs)
  })
}

function screensOfHome() {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary, ...others].map(({ workArea }) => workArea)
}

function roomColour(): string {
  return nativeTheme.shouldUseDarkColors ? lamplightRoom : parchmentRoom
}

function followPreferences(window: BrowserWindow, preferences: PreferencesKeeper): void {
  const { webContents } = window
  const applyZoom = () => webContents.setZoomFactor(preferences.read().zoom)
  const applyColour = () => window.setBackgroundColor(roomColour())
  // Chromium remembers a zoom of its own for each origin.
  webContents.on('did-finish-load', applyZoom)
  webContents.on('zoom-changed', (_event, direction) => {
    const zoom = nextZoom(preferences.read().zoom, direction === 'in' ? 1 : -1)
    preferences.change({ zoom })
  })
  nativeTheme.on('updated', applyColour)
  const stop = preferences.onChange((now, before) => {
    if (now.theme !== before.theme) applyTheme(now.theme)
    if (now.zoom !== before.zoom) applyZoom()
  })
  window.once('closed', () => {
    stop()
    nativeTheme.off('updated', applyColour)
  })
}

function readState({ openStateFile, log }: MainWindowOptions): unknown {
  try {
    return openStateFile().store
  } catch (error) {
    // Failing to restore the window's place is not worth a message.
    log('window state not read', { error })
    return null
  }
}

function keepState(window: BrowserWindow, { openStateFile, log }: MainWindowOptions): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    try {
      openStateFile().store = { ...window.getNormalBounds(), isMaximised: window.isMaximized() }
    } catch (error) {
      log('window state not kept', { error })
    }
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, settleMs)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
}
