import type { App, Session, WebContents } from 'electron'
import type { Log } from '../core/log'
import { shutWebRtc } from './hardened-window'

export interface LockDownOptions {
  /** Where our own pages come from: `app://ui`, or the address of the development server. */
  readonly uiOrigin: string
  readonly log: Log
}

/**
 * Holds every page and every session to what our own need: no navigation, no further windows, no
 * embedded pages, no downloads, and of all permissions only to copy text. Call before Electron is ready.
 */
export function lockDown(app: App, options: LockDownOptions): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents, options))
  app.on('session-created', (session) => lockSession(session, options))
}

function lockPage(contents: WebContents, { log }: LockDownOptions): void {
  const refuse = (what: string) => (event: { preventDefault(): void }) => {
    event.preventDefault()
    log('refused', { what })
  }
  contents.on('will-frame-navigate', (event) => {
    // A page may be shown again as it is, and nothing else be put in its place.
    if (event.isMainFrame && event.url === contents.getURL()) return
    refuse('navigation')(event)
  })
  contents.on('will-redirect', refuse('redirect'))
  contents.on('will-attach-webview', refuse('webview'))
  shutWebRtc(contents)
  contents.setWindowOpenHandler(() => {
    log('refused', { what: 'window' })
    return { action: 'deny' }
  })
}

function lockSession(session: Session, { uiOrigin, log }: LockDownOptions): void {
  const isAllowed = (permission: string, asking: string | undefined) =>
    permission === 'clipboard-sanitized-write' && `${asking}/`.startsWith(`${uiOrigin}/`)

  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowed(permission, origin),
  )
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) => {
    const isGranted = isAllowed(permission, requestingUrl)
    if (!isGranted) log('refused', { what: 'permission', permission })
    decide(isGranted)
  })
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => {
    event.preventDefault()
    log('refused', { what: 'download' })
  })
  // Its dictionaries would be fetched from the network.
  session.setSpellCheckerEnabled(false)
}
