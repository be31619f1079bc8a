import { basename } from 'node:path'
import { AppError } from '../../shared/errors'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import type { FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'

export interface OwnFile {
  /** The file's own name, without its folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * A picture the game master chose, read whole. Throws AppError `picture-too-many-bytes` before reading
 * one above 64 MiB, and `file-unreadable` when it cannot be read.
 */
export async function readOwnFile(fileSystem: FileSystem, path: string): Promise<OwnFile> {
  const name = basename(path)
  try {
    const limits = { maximumBytes: maximumOwnPictureBytes, followLinks: true }
    return { name, bytes: await fileSystem.readFile(path, limits) }
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EFBIG') {
      const facts = { maximumBytes: maximumOwnPictureBytes }
      throw new AppError('picture-too-many-bytes', facts, { cause: error })
    }
    throw new AppError('file-unreadable', { name, code }, { cause: error })
  }
}
