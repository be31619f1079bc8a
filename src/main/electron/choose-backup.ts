import { type BrowserWindow, dialog } from 'electron'
import type { Translate } from '../../shared/translate'

async function open(
  window: BrowserWindow | null,
  options: Electron.OpenDialogOptions,
): Promise<string | null> {
  const { filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options)
  return filePaths[0] ?? null
}

/** Asks for a folder. Null when the dialog was closed without one. */
export function chooseFolder(window: BrowserWindow | null, title: string): Promise<string | null> {
  return open(window, { title, properties: ['openDirectory', 'createDirectory'] })
}

/** Asks for a backup: an archive, or the folder of an unpacked one. Null when there was no choice. */
export function chooseBackup(
  window: BrowserWindow | null,
  translate: Translate,
  what: 'file' | 'folder',
): Promise<string | null> {
  const title = translate('dialog.chooseBackup')
  if (what === 'folder') return open(window, { title, properties: ['openDirectory'] })
  const filters = [
    { name: translate('dialog.backups'), extensions: ['tar', 'gz', 'tgz', 'zip', 'db'] },
  ]
  return open(window, { title, properties: ['openFile'], filters })
}
