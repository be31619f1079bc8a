import { basename } from 'node:path'
import { AppError } from '../../shared/errors'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import { readDataUrl } from './picture-text'

export interface OwnFile {
  /** The file's own name, without its folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * A picture the game master chose, read whole. Throws AppError `picture-too-many-bytes` before reading
 * one above 64 MiB, and `file-unreadable` when it cannot be read. A link is only followed where the link itself was
 * chosen.
 */
export async function readOwnFile(
  fileSystem: FileSystem,
  path: string,
  { followLinks = true } = {},
): Promise<OwnFile> {
  const name = basename(path)
  try {
    const limits = { maximumBytes: maximumOwnPictureBytes, followLinks }
    return { name, bytes: await fileSystem.readFile(path, limits) }
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    if (code === 'EFBIG') {
      const facts = { maximumBytes: maximumOwnPictureBytes }
      throw new AppError('picture-too-many-bytes', facts, { cause: error })
    }
    throw new AppError('file-unreadable', { name, code }, { cause: error })
  }
}

/** The bytes of a data URL that was dropped or pasted. Throws AppError `picture-too-many-bytes` or `picture-damaged`. */
export function pictureInDataUrl(url: string): Uint8Array {
  const bytes = readDataUrl(url)
  if (bytes === 'too-large') throw new AppError('picture-too-many-bytes')
  if (bytes === 'unreadable') throw new AppError('picture-damaged')
  return bytes
}
