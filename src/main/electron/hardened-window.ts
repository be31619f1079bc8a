import { BrowserWindow, type BrowserWindowConstructorOptions, type WebContents } from 'electron'

/** What differs between the pages of our windows; everything else is the same for all of them. */
export interface HardenedPage {
  /** Full path of the built preload; without one the page asks for nothing. */
  readonly preload?: string
  /** A session of its own, in memory; without one, the session of the main window. */
  readonly partition?: string
  readonly devTools?: boolean
  readonly zoomFactor?: number
  readonly backgroundThrottling?: boolean
  readonly webgl?: boolean
  readonly javascript?: boolean
}

export interface HardenedWindowOptions
  extends Omit<BrowserWindowConstructorOptions, 'webPreferences'> {
  readonly page: HardenedPage
}

/** The one way a window of ours is opened: sandboxed, isolated, and without a way out by WebRTC. */
export function openHardenedWindow({ page, ...options }: HardenedWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    webPreferences: {
      ...page,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  shutWebRtc(window.webContents)
  return window
}

/**
 * No rule of a page's policy holds WebRTC back. Without a proxy, and none is ever used, nothing leaves by UDP
 * under this policy; what would leave by TCP is stopped by `host-resolver-rules`, which know no host.
 */
export function shutWebRtc(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
