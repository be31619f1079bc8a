import { type BrowserWindow, MessageChannelMain, type WebContents } from 'electron'
import { requestChannel } from '../../shared/channels'
import {
  type PlayersAnswer,
  type PlayersScene,
  playersPortChannel,
} from '../../shared/players-messages'
import type { Log } from '../core/log'
import type { PlayersPlace, PlayersView, PlayersViewListeners } from '../players/host'
import type { Screen } from '../players/screens'
import { openHardenedWindow } from './hardened-window'

export interface PlayersPageOptions {
  /** Address of the players' page. */
  readonly page: string
  readonly preload: string
  readonly icon: string
  /** The session of the page, in memory. */
  readonly partition: string
  /** The title of an ordinary window; it never names what is shown. */
  readonly title: () => string
  readonly log: Log
}

const ordinarySize = { width: 960, height: 640, minWidth: 240, minHeight: 180 }
const numberSidePx = 240
const longestSidePx = 100_000

/** Opens the players' window: without a frame over a whole screen, or an ordinary one. It takes no focus. */
export function openPlayersWindow(
  options: PlayersPageOptions,
  place: PlayersPlace,
  listeners: PlayersViewListeners,
): PlayersView {
  const window = openPageWindow(options, {
    ...(place.kind === 'screen' ? { ...place.screen.bounds, frame: false } : ordinarySize),
    title: options.title(),
  })
  window.removeMenu()
  window.on('page-title-updated', (event) => event.preventDefault())
  const isOrdinary = place.kind === 'window'
  listenToKeys(window, isOrdinary)
  const { onCrash, onClosed, onAnswer } = listeners
  window.on('closed', onClosed)
  const { send, ready } = connectPage(window, options, {
    onCrash,
    onAnswer: (answer) => {
      if (answer.kind === 'double-click' && isOrdinary) toggleFullScreen(window)
      onAnswer(answer)
    },
  })
  let current = place
  let isHidden = false
  const show = () => {
    if (!isHidden && !window.isDestroyed()) showAt(window, current)
  }
  void ready.then(show)
  return {
    send,
    hide: () => {
      isHidden = true
      window.hide()
    },
    showAt: (next) => {
      isHidden = false
      current = next
      void ready.then(show)
    },
    destroy: () => {
      window.off('closed', onClosed)
      if (!window.isDestroyed()) window.destroy()
    },
  }
}

/** Paints the number over the middle of the screen. Answers how to remove it. */
export function paintNumber(
  options: PlayersPageOptions,
  screen: Screen,
  number: number,
): () => void {
  const { x, y, width, height } = screen.bounds
  const window = openPageWindow(options, {
    x: Math.round(x + (width - numberSidePx) / 2),
    y: Math.round(y + (height - numberSidePx) / 2),
    width: numberSidePx,
    height: numberSidePx,
    frame: false,
    resizable: false,
    focusable: false,
    alwaysOnTop: true,
    title: options.title(),
  })
  const { send, ready } = connectPage(window, options, {
    onCrash: () => undefined,
    onAnswer: () => undefined,
  })
  send({ kind: 'number', id: 1, number })
  void ready.then(() => {
    if (!window.isDestroyed()) window.showInactive()
  })
  return () => {
    if (!window.isDestroyed()) window.destroy()
  }
}

function openPageWindow(
  { preload, partition, icon }: PlayersPageOptions,
  options: Electron.BrowserWindowConstructorOptions,
): BrowserWindow {
  return openHardenedWindow({
    ...options,
    show: false,
    icon,
    backgroundColor: '#000000',
    skipTaskbar: options.frame === false,
    hasShadow: false,
    autoHideMenuBar: true,
    page: { preload, partition, devTools: false, webgl: false },
  })
}

/** Loads the page and hands it a port; the newest scene waits until then. Its `ready` never rejects. */
function connectPage(
  window: BrowserWindow,
  { page, log }: PlayersPageOptions,
  { onCrash, onAnswer }: Pick<PlayersViewListeners, 'onCrash' | 'onAnswer'>,
) {
  const { webContents } = window
  refuseRequests(webContents, log)
  const { port1: near, port2: far } = new MessageChannelMain()
  near.on('message', ({ data }) => {
    const answer = readAnswer(data)
    if (answer === null) log('players page sent something else', {})
    else onAnswer(answer)
  })
  near.start()
  window.on('closed', () => near.close())
  webContents.on('render-process-gone', (_event, { reason }) => {
    log('players page crashed', { reason })
    // Chromium is still tidying up after it.
    setImmediate(onCrash)
  })
  let waiting: PlayersScene | null = null
  let isLoaded = false
  const ready = window.loadURL(page).then(
    () => {
      isLoaded = true
      webContents.postMessage(playersPortChannel, null, [far])
      if (waiting !== null) near.postMessage(waiting)
    },
    (error: unknown) => {
      if (window.isDestroyed()) return
      log('players page not loaded', { error })
      onCrash()
    },
  )
  const send = (scene: PlayersScene) => {
    if (isLoaded) near.postMessage(scene)
    else waiting = scene
  }
  return { send, ready }
}

/** A picture that took this page over is still at our address: what it asks for is refused here. */
function refuseRequests(webContents: WebContents, log: Log): void {
  webContents.ipc.handle(requestChannel, () => {
    log('request refused: the players page asked', {})
    return { ok: false, error: { code: 'request-refused', details: {} } }
  })
}

function readAnswer(data: unknown): PlayersAnswer | null {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return null
  if (data.kind === 'double-click') return { kind: 'double-click' }
  if (data.kind === 'resized') return readSize(data)
  if (data.kind !== 'painted' && data.kind !== 'failed') return null
  return 'id' in data && typeof data.id === 'number' ? { kind: data.kind, id: data.id } : null
}

/** Null for a size that no page has. */
function readSize(data: object): PlayersAnswer | null {
  const isLength = (value: unknown): value is number =>
    typeof value === 'number' && value >= 1 && value <= longestSidePx
  if (!('widthPx' in data && 'heightPx' in data)) return null
  const { widthPx, heightPx } = data
  return isLength(widthPx) && isLength(heightPx) ? { kind: 'resized', widthPx, heightPx } : null
}

function showAt(window: BrowserWindow, place: PlayersPlace): void {
  if (place.kind === 'window') {
    window.showInactive()
    return
  }
  const { bounds } = place.screen
  leaveFullScreen(window)
  window.setBounds(bounds)
  window.showInactive()
  // Between screens of different scales the first call is measured by the scale of the one it leaves.
  window.setBounds(bounds)
  // A window with the screen's bounds may still be a pixel short. On a Mac the simple way opens no space of its own.
  if (process.platform === 'darwin') window.setSimpleFullScreen(true)
  else window.setFullScreen(true)
}

function leaveFullScreen(window: BrowserWindow): void {
  if (window.isSimpleFullScreen()) window.setSimpleFullScreen(false)
  if (window.isFullScreen()) window.setFullScreen(false)
}

function toggleFullScreen(window: BrowserWindow): void {
  window.setFullScreen(!window.isFullScreen())
}

/** No key does anything in it but F11 in an ordinary window, and Escape, which leaves full screen. */
function listenToKeys(window: BrowserWindow, isOrdinary: boolean): void {
  window.webContents.on('before-input-event', (event, { type, key }) => {
    event.preventDefault()
    if (!isOrdinary || type !== 'keyDown') return
    if (key === 'F11') toggleFullScreen(window)
    else if (key === 'Escape') window.setFullScreen(false)
  })
}
