import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron'
import { z } from 'zod'
import {
  dropBackupChannel,
  dropChannel,
  dropPicturesChannel,
  eventChannel,
  requestChannel,
} from '../../shared/channels'
import type { Events, Reply } from '../../shared/contract'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import type { PictureSource } from '../add-pictures/find-pictures'
import { type AnswerContext, answer, answerWith, type SendEvent } from '../core/answer'

interface RequestServer extends AnswerContext {
  /** Receives the path of what was dropped on the window, which only the preload script knows. */
  readonly openDropped: (path: string) => Promise<unknown>
  /** The same for what looks like a backup. */
  readonly openDroppedBackup: (path: string) => Promise<unknown>
  /** Takes files and folders that may be pictures. */
  readonly offerPictures: (
    sources: readonly PictureSource[],
    origin: 'own-file' | 'pasted',
  ) => Promise<unknown>
  /** The main window; the image sandbox's page has the same address, and no business here. */
  readonly window: () => BrowserWindow | null
  /** Where our own pages come from: `app://ui`, or the address of the development server. */
  readonly uiOrigin: string
}

/** Answers the requests of our own pages only. */
export function serveRequests(server: RequestServer): void {
  const { openDropped, openDroppedBackup, log } = server
  ipcMain.handle(requestChannel, (event, name: unknown, input: unknown) =>
    isFromMainWindow(event, server) ? answer(server, name, input) : refused,
  )
  const takeDrops = (channel: string, open: (path: string) => Promise<unknown>): void => {
    ipcMain.handle(channel, (event, path: unknown) => {
      // A file made by the page itself has no place on the disk.
      const isPath = typeof path === 'string' && path !== ''
      if (!isFromMainWindow(event, server) || !isPath) return refused
      return answerWith(log, 'what was dropped', () => open(path))
    })
  }
  takeDrops(dropChannel, openDropped)
  takeDrops(dropBackupChannel, openDroppedBackup)
  ipcMain.handle(dropPicturesChannel, (event, given: unknown, how: unknown) => {
    const sources = sourcesSchema.safeParse(given)
    if (!isFromMainWindow(event, server) || !sources.success) return refused
    const origin = how === 'pasted' ? 'pasted' : 'own-file'
    return answerWith(log, 'dropped pictures', () => server.offerPictures(sources.data, origin))
  })
}

/** As many as one drop may have beside each other; folders have their own limit. */
const mostDropped = 20_000

const sourcesSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(32_768) }),
      z.strictObject({
        kind: z.literal('bytes'),
        name: z.string().max(1_000),
        bytes: z
          .instanceof(Uint8Array)
          .refine(({ byteLength }) => byteLength <= maximumOwnPictureBytes),
      }),
    ]),
  )
  .min(1)
  .max(mostDropped)

const refused: Reply<unknown> = { ok: false, error: { code: 'request-refused', details: {} } }

function isFromMainWindow(
  event: IpcMainInvokeEvent,
  { log, window, uiOrigin }: RequestServer,
): boolean {
  const isMainWindow = event.sender === window()?.webContents
  if (isMainWindow && isOurs(event.senderFrame, uiOrigin)) return true
  log('request refused: foreign sender')
  return false
}

// Compared as text: in Node the origin of an app:// address is the word "null".
function isOurs(frame: WebFrameMain | null, uiOrigin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${uiOrigin}/`)
}

/** Sends an event to the window; does nothing when the window is gone. The players' window follows the library, too. */
export function createEventSender(
  window: () => BrowserWindow | null,
  onLibraryChanged: (change: Events['library:changed']) => void,
): SendEvent {
  return (name, payload) => {
    if (name === 'library:changed') onLibraryChanged(payload as Events['library:changed'])
    const target = window()
    if (target === null || target.isDestroyed()) return
    target.webContents.send(eventChannel, { name, payload })
  }
}
