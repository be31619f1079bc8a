import { basename, dirname, join, sep } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { FileSystem } from '../../core/disk/file-system'
import { kindOf } from '../../core/disk/kind-at'
import { systemErrorCode } from '../../core/disk/system-error'
import { root } from '../../portraits/files'

/** True for a path below the portraits' folder, with forward slashes and no step up. */
export function isPathInLibrary(path: string): boolean {
  const parts = path.split('/')
  return (
    parts.length > root.length &&
    root.every((name, at) => parts[at] === name) &&
    parts.every((part) => !['', '.', '..'].includes(part) && !part.includes('\u0000')) &&
    (sep === '/' || !path.includes(sep))
  )
}

/** True for a path that may be moved to the quarantine: one of the library, or a file of the inbox. */
export function isMovablePath(path: string): boolean {
  return isPathInLibrary(path) || /^inbox\/(?:job|answer)-\d{1,16}-\d{1,6}\.bin$/.test(path)
}

/** Where a path below the data folder is on this disk. */
export function absolutePath(dataFolder: string, path: string): string {
  return join(dataFolder, ...path.split('/'))
}

function foldersAbove(dataFolder: string, path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, at) => join(dataFolder, ...parts.slice(0, at + 1)))
}

/**
 * The plain file of this path. A link is not followed, neither here nor above: what it leads to is not ours
 * to move. Throws AppError `not-found`, `not-a-plain-file` or `folder-replaced`.
 */
export async function requirePlainFile(
  fileSystem: FileSystem,
  dataFolder: string,
  path: string,
): Promise<string> {
  if (!isMovablePath(path)) throw new AppError('not-found')
  const file = absolutePath(dataFolder, path)
  try {
    for (const folder of foldersAbove(dataFolder, path)) {
      const { kind } = await fileSystem.lstat(folder)
      if (kind !== 'folder') throw new AppError('folder-replaced', { folder: basename(folder) })
    }
    const { kind } = await fileSystem.lstat(file)
    if (kind !== 'file') throw new AppError('not-a-plain-file', { name: basename(path) })
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') throw new AppError('not-found', {}, { cause: error })
    throw error
  }
  return file
}

/** The folders above this path, made where they were not there. Throws AppError `folder-replaced`. */
export async function requireFolders(
  fileSystem: FileSystem,
  dataFolder: string,
  path: string,
): Promise<void> {
  for (const folder of foldersAbove(dataFolder, path)) {
    if ((await kindOf(fileSystem, folder)) === 'nothing') {
      await fileSystem.mkdir(folder)
      await fileSystem.syncFolder(dirname(folder))
    }
    if ((await kindOf(fileSystem, folder)) !== 'folder') {
      throw new AppError('folder-replaced', { folder: basename(folder) })
    }
  }
}
