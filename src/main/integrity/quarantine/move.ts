import { basename, dirname } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { FileSystem } from '../../core/disk/file-system'
import { systemErrorCode } from '../../core/disk/system-error'
import { moveIntoPlace, writeFileWhole } from '../../core/disk/write-file'

/** What is moved to another disk goes through memory; a portrait has at most a quarter of this. */
const maximumBytesAcross = 256 * 1024 * 1024

/**
 * Moves a file to a name that no other process can have; it has one of the two names at every moment. If the
 * portraits' folder is on another disk, the file is copied and read back before the original is removed.
 */
export async function moveAside(
  fileSystem: FileSystem,
  from: string,
  to: string,
  sha256: string,
): Promise<void> {
  try {
    await fileSystem.rename(from, to)
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') throw error
    await copyAcross(fileSystem, from, to, sha256)
    await fileSystem.unlink(from)
  }
  await fileSystem.syncFolder(dirname(to))
  await fileSystem.syncFolder(dirname(from))
}

/**
 * Moves a file back without overwriting: EEXIST when the name is taken. The new name is on the disk before
 * the old one goes, so that no power cut can take both.
 */
export async function moveBack(
  fileSystem: FileSystem,
  from: string,
  to: string,
  sha256: string,
): Promise<void> {
  const syncTarget = () => fileSystem.syncFolder(dirname(to))
  try {
    await moveIntoPlace(fileSystem, from, to, syncTarget)
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') throw error
    await copyAcross(fileSystem, from, to, sha256)
    await fileSystem.unlink(from)
  }
  await fileSystem.syncFolder(dirname(to))
  await fileSystem.syncFolder(dirname(from))
}

async function copyAcross(
  fileSystem: FileSystem,
  from: string,
  to: string,
  sha256: string,
): Promise<void> {
  const { bytes } = await fileSystem.lstat(from)
  if (bytes > maximumBytesAcross) {
    throw new AppError('write-failed', { folder: basename(dirname(to)), code: 'EXDEV' })
  }
  await writeFileWhole(fileSystem, to, await fileSystem.readFile(from))
  if ((await fileSystem.digest(to)).sha256 === sha256) return
  // It was changed while it was copied: the copy is worth nothing, the file itself is where it was.
  await fileSystem.unlink(to)
  throw new AppError('write-failed', { folder: basename(dirname(to)), code: 'EIO' })
}
