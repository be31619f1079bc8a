import { basename, dirname } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import type { Translate } from '../../shared/translate'
import type { FileSystem } from '../disk/file-system'
import { asDiskError, replaceFile } from '../disk/write-file'
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
  const { filePath } =
    window === null
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options)
  if (filePath === '') return false
  try {
    await replaceFile(fileSystem, filePath, bytes)
  } catch (error) {
    const folder = basename(dirname(filePath))
    throw asDiskError(error, { folder, neededBytes: bytes.length })
  }
  return true
}
