import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors'
import { lstatNow, requireUsableFolderNow } from '../core/disk/blocking'
import { systemErrorCode } from '../core/disk/system-error'
import { portraitFolders } from '../portraits/files'

/**
 * Why portraits cannot be stored now, or null: one of their folders may not be written, or a file or a link
 * is in its place. A missing one is created with the next portrait.
 */
export function findFolderProblem(dataFolder: string): AppError | null {
  const inner = portraitFolders(dataFolder)
  const root = dirname(inner[0] ?? join(dataFolder, 'static', 'portraits', 'gm'))
  for (const folder of [dataFolder, dirname(root), root, ...inner]) {
    const problem = problemOf(folder, folder === dataFolder)
    if (problem !== null) return problem
  }
  return null
}

function problemOf(folder: string, mayBeLink: boolean): AppError | null {
  const details = { folder: basename(folder) }
  try {
    // The data folder itself may be reached by a link; what is in it may not lead elsewhere.
    const found = lstatNow(folder)
    if (found === null) return null
    const isFolder = found.isDirectory() || (mayBeLink && found.isSymbolicLink())
    if (!isFolder) return new AppError('folder-replaced', details)
    requireUsableFolderNow(folder)
    return null
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT') return null
    if (code === '') throw error
    return new AppError('folder-not-writable', details, { cause: error })
  }
}
