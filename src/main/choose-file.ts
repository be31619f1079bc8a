import { type BrowserWindow, dialog } from 'electron'
import type { Translate } from '../shared/translate'

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

/** Asks where to save a file of this name. Null when it was closed without a choice. */
export async function chooseWhereToSave(
  window: BrowserWindow | null,
  translate: Translate,
  name: string,
): Promise<string | null> {
  const options = { title: translate('dialog.savePicture'), defaultPath: name }
  const { filePath } =
    window === null
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options)
  return filePath === '' ? null : filePath
}
