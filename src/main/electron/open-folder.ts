import { join } from 'node:path'
import { shell } from 'electron'
import { AppError } from '../../shared/errors'
import type { AppContext } from '../app/app-context'

export type OwnFolder = 'data' | 'portraits' | 'log'

/** Shows one of the app's folders in the file manager. Throws AppError `folder-not-opened`. */
export async function openOwnFolder(
  { dataFolder, log }: Pick<AppContext, 'dataFolder' | 'log'>,
  folder: OwnFolder,
): Promise<void> {
  const paths: Record<OwnFolder, string> = {
    data: dataFolder,
    portraits: join(dataFolder, 'static', 'portraits'),
    log: join(dataFolder, 'logs'),
  }
  // A missing folder cannot be shown; its parent shows that it is missing.
  for (const path of [paths[folder], dataFolder]) {
    if ((await shell.openPath(path)) === '') return
  }
  log('folder not opened', { folder })
  throw new AppError('folder-not-opened')
}

/** Shows a folder in the file manager. Throws AppError `folder-not-opened`. */
export async function openFolder(path: string): Promise<void> {
  if ((await shell.openPath(path)) !== '') throw new AppError('folder-not-opened')
}
