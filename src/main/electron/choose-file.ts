import { basename, dirname } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import type { Translate } from '../../shared/translate'
import type { FileSystem } from '../core/disk/file-system'
import { systemError } from '../core/disk/system-error'
import { asDiskError, replaceFile } from '../core/disk/write-file'
import { inspectPicture } from '../portraits/inspect'

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
  const { filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options)
  return filePaths[0] ?? null
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
  const { filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options)
  return filePaths[0] ?? null
}

/** Asks where to save a report of this name, and writes it there; as savePicture does. */
export async function saveReport(
  window: BrowserWindow | null,
  translate: Translate,
  fileSystem: FileSystem,
  report: { readonly name: string; readonly bytes: Uint8Array },
): Promise<boolean> {
  const options = { title: translate('dialog.saveReport'), defaultPath: report.name }
  return saveWhere(window, fileSystem, options, report.bytes)
}

/** Asks where to save a sheet as a PDF, and writes it there; as savePicture does. */
export async function savePdf(
  window: BrowserWindow | null,
  translate: Translate,
  fileSystem: FileSystem,
  sheet: { readonly name: string; readonly bytes: Uint8Array },
): Promise<boolean> {
  const options = { title: translate('dialog.savePdf'), defaultPath: sheet.name }
  return saveWhere(window, fileSystem, options, sheet.bytes)
}

/** Asks where to save sessions as a text, and writes it there; as savePicture does. */
export async function saveSessions(
  window: BrowserWindow | null,
  translate: Translate,
  fileSystem: FileSystem,
  document: { readonly name: string; readonly bytes: Uint8Array },
): Promise<boolean> {
  const options = { title: translate('dialog.saveSessions'), defaultPath: document.name }
  return saveWhere(window, fileSystem, options, document.bytes)
}

/**
 * Asks where to save a picture, and writes it there. False when the dialog was closed without a place.
 * Throws the disk's AppErrors; what stood in that place before is still whole then.
 */
export async function savePicture(
  window: BrowserWindow | null,
  translate: Translate,
  fileSystem: FileSystem,
  bytes: Uint8Array,
  name = `${translate('dialog.pictureName')}.${inspectPicture(bytes).format}`,
): Promise<boolean> {
  const options = { title: translate('dialog.savePicture'), defaultPath: name }
  return saveWhere(window, fileSystem, options, bytes)
}

async function saveWhere(
  window: BrowserWindow | null,
  fileSystem: FileSystem,
  options: { readonly title: string; readonly defaultPath: string },
  bytes: Uint8Array,
): Promise<boolean> {
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
