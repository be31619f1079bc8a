import { basename, dirname } from 'node:path'
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import type { Translate } from '../../shared/translate'
import type { FileSystem } from '../core/disk/file-system'
import { systemError } from '../core/disk/system-error'
import { asDiskError, replaceFile } from '../core/disk/write-file'

const pictureExtensions = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif']

/** Asks for a picture with the system's file picker. Null when it was closed without a choice. */
export async function choosePicture(
  window: BrowserWindow | null,
  translate: Translate,
): Promise<string | null> {
  const options = {
    title: translate('dialog.choosePicture'),
    properties: ['openFile' as const],
    filters: [{ name: translate('dialog.pictures'), extensions: pictureExtensions }],
  }
  return choosePath(window, options)
}

/** What an old library can be kept in. */
const oldLibraryExtensions = ['db', 'sqlite', 'sqlite3', 'zip', 'tar', 'gz', 'tgz']

/** Asks for the old app's folder, or for a file. Null when the picker was closed without a choice. */
export async function chooseOldLibrary(
  window: BrowserWindow | null,
  translate: Translate,
  what: 'folder' | 'file' | 'database',
): Promise<string | null> {
  const filters = [
    { name: translate('dialog.oldLibraries'), extensions: oldLibraryExtensions },
    { name: translate('dialog.allFiles'), extensions: ['*'] },
  ]
  const options =
    what === 'folder'
      ? { title: translate('dialog.chooseOldFolder'), properties: ['openDirectory' as const] }
      : { title: translate('dialog.chooseOldFile'), properties: ['openFile' as const], filters }
  return choosePath(window, options)
}

async function choosePath(
  window: BrowserWindow | null,
  options: OpenDialogOptions,
): Promise<string | null> {
  const { filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options)
  return filePaths[0] ?? null
}

export interface FileToSave {
  readonly what: keyof typeof saveTitles
  readonly name: string
  readonly bytes: Uint8Array
}

/** What is saved where the game master says, with the title of the system's dialog. */
const saveTitles = {
  picture: 'dialog.savePicture',
  pdf: 'dialog.savePdf',
  report: 'dialog.saveReport',
  sessions: 'dialog.saveSessions',
} as const

/**
 * Asks where to save these bytes, with `name` as the proposed file name, and writes them there. False when the dialog was
 * closed without a place. Throws the disk's AppErrors; what stood in that place before is still whole then.
 */
export async function saveFile(
  window: BrowserWindow | null,
  translate: Translate,
  fileSystem: FileSystem,
  { what, name, bytes }: FileToSave,
): Promise<boolean> {
  const options = { title: translate(saveTitles[what]), defaultPath: name }
  const { filePath } =
    window === null
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options)
  if (filePath === '') return false
  try {
    await replaceFile(fileSystem, filePath, bytes)
    // It counts as saved once the disk gives back the same bytes.
    if (Buffer.compare(bytes, await fileSystem.readFile(filePath)) !== 0) {
      throw systemError('EIO', 'other bytes were read than were written')
    }
  } catch (error) {
    const folder = basename(dirname(filePath))
    throw asDiskError(error, { folder, neededBytes: bytes.length })
  }
  return true
}
