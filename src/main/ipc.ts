import { type BrowserWindow, ipcMain, type WebFrameMain } from 'electron'
import { eventChannel, requestChannel } from '../shared/channels'
import type { EventName, Events } from '../shared/contract'
import { answer, type Handlers, type Log } from './requests/answer'

interface Door {
  readonly handlers: Handlers
  readonly log: Log
  /** The main window; the darkroom's page has the same address, and no business here. */
  readonly window: () => BrowserWindow | null
  /** Where our own pages come from: `app://ui`, or the address of the development server. */
  readonly uiOrigin: string
}

/** Answers the requests of our own pages, and of nobody else. */
export function serveRequests({ handlers, log, window, uiOrigin }: Door): void {
  ipcMain.handle(requestChannel, (event, name: unknown, input: unknown) => {
    const isMainWindow = event.sender === window()?.webContents
    if (!isMainWindow || !isOurs(event.senderFrame, uiOrigin)) {
      log('request refused: foreign sender')
      return { ok: false, error: { code: 'request-refused', details: {} } }
    }
    return answer(handlers, log, name, input)
  })
}

// Compared as text: in Node the origin of an app:// address is the word "null".
function isOurs(frame: WebFrameMain | null, uiOrigin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${uiOrigin}/`)
}

/** Tells the window something happened; a window that is gone is not told. */
export function createTeller(window: () => BrowserWindow | null) {
  return <Name extends EventName>(name: Name, payload: Events[Name]): void => {
    const target = window()
    if (target === null || target.isDestroyed()) return
    target.webContents.send(eventChannel, { name, payload })
  }
}
