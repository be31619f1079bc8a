import { constants } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { AppError, type ErrorDetails } from '../../../shared/errors'
import { freeBytesNow } from './disk-room'
import type { FileSystem, NewFile } from './file-system'
import { claimName, partialName } from './scratch/names'
import { systemError, systemErrorCode } from './system-error'

/** Writes all of the bytes at the end of a new file. */
export async function writeWhole(file: NewFile, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) written += await file.write(bytes.subarray(written))
}

/**
 * Stores a new file so that its name never shows anything but all of its bytes, and resolves when
 * bytes and name are on the disk. Never overwrites: EEXIST when the name is taken. Throws Node's own
 * errors, after which nothing is left under the name.
 */
export async function writeFileWhole(
  fileSystem: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  await placeFile(fileSystem, path, bytes)
  try {
    await fileSystem.syncFolder(dirname(path))
  } catch (error) {
    // The name may not survive a power cut, so the file counts as not stored.
    await discard(fileSystem, path)
    throw error
  }
}

/**
 * Like writeFileWhole, but only the bytes are synced: a caller that stores many files syncs the folder once
 * for all names.
 */
export async function placeFile(
  fileSystem: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  const temporary = await writeTemporary(fileSystem, dirname(path), bytes)
  try {
    await moveIntoPlace(fileSystem, temporary, path)
  } catch (error) {
    await discard(fileSystem, temporary)
    throw error
  }
}

/** Like writeFileWhole, but takes the place of the file that had the name. */
export async function replaceFile(
  fileSystem: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  const temporary = await writeTemporary(fileSystem, dirname(path), bytes)
  try {
    await fileSystem.rename(temporary, path)
  } catch (error) {
    await discard(fileSystem, temporary)
    throw error
  }
  await fileSystem.syncFolder(dirname(path))
}

/**
 * Stores a new file in a folder that nothing reads yet: its name may show a part of its bytes until this resolves,
 * when they are on the disk. Throws Node's own errors; EEXIST when the name is taken.
 */
export async function writeNewFile(
  fileSystem: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  await fill(await fileSystem.create(path), bytes)
}

async function fill(file: NewFile, bytes: Uint8Array): Promise<void> {
  try {
    await writeWhole(file, bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeTemporary(
  fileSystem: FileSystem,
  folder: string,
  bytes: Uint8Array,
): Promise<string> {
  try {
    return await tryTemporary(fileSystem, folder, bytes)
  } catch (error) {
    // The kernel drops what it could not write and forgets the error: a second sync of the same
    // file would say "stored". Only other blocks, in a new file, deserve a second try.
    if (systemErrorCode(error) !== 'EIO') throw error
    return tryTemporary(fileSystem, folder, bytes)
  }
}

async function tryTemporary(
  fileSystem: FileSystem,
  folder: string,
  bytes: Uint8Array,
): Promise<string> {
  const path = join(folder, partialName())
  const file = await fileSystem.create(path)
  try {
    await fill(file, bytes)
  } catch (error) {
    await discard(fileSystem, path)
    throw error
  }
  return path
}

// What file systems without second names (exFAT, some network disks) answer to link().
const linkUnsupported: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EISDIR',
  'EMLINK',
  'EXDEV',
])

/**
 * Gives a finished file its name without overwriting: EEXIST when the name is taken. `beforeLettingGo` runs
 * while it has both names, for a move from another folder.
 */
export async function moveIntoPlace(
  fileSystem: FileSystem,
  from: string,
  to: string,
  beforeLettingGo?: () => Promise<void>,
): Promise<void> {
  try {
    await fileSystem.link(from, to)
  } catch (error) {
    if (!linkUnsupported.has(systemErrorCode(error))) throw error
    await renameWithoutOverwriting(fileSystem, from, to)
    return
  }
  await beforeLettingGo?.()
  // The file has its name; a first one left behind by an error here is swept at the next start.
  await discard(fileSystem, from)
}

/**
 * rename() overwrites and a copy would show half a file under its name, so a name is first claimed
 * with a file that only one writer can create, then looked at, then taken. What this cannot see is
 * another program making that very file in between, on a disk that has no links.
 */
async function renameWithoutOverwriting(
  fileSystem: FileSystem,
  from: string,
  to: string,
): Promise<void> {
  const claim = join(dirname(to), claimName(basename(to)))
  await (await fileSystem.create(claim)).close()
  try {
    if (await isTaken(fileSystem, to)) throw systemError('EEXIST', 'the name is taken')
    await fileSystem.rename(from, to)
  } finally {
    await discard(fileSystem, claim)
  }
}

async function isTaken(fileSystem: FileSystem, path: string): Promise<boolean> {
  try {
    await fileSystem.lstat(path)
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false
    throw error
  }
}

async function discard(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    await fileSystem.unlink(path)
  } catch {
    // The original error matters more; the sweep at the next start removes what is left.
  }
}

const notWritable: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS'])
const replaced: ReadonlySet<string> = new Set(['ENOTDIR', 'ELOOP'])
const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/**
 * What a failed call on a folder means to a person: `disk-full` with the bytes needed and free,
 * `folder-not-writable`, `folder-replaced` or `write-failed`, each with the folder's name alone.
 * An AppError comes back as it is.
 */
export function asDiskError(
  error: unknown,
  facts: { readonly folder: string; readonly neededBytes?: number },
): AppError {
  if (error instanceof AppError) return error
  const folder = basename(facts.folder)
  const code = diskErrorCode(error)
  if (full.has(code)) return new AppError('disk-full', room(folder, facts), { cause: error })
  if (notWritable.has(code))
    return new AppError('folder-not-writable', { folder }, { cause: error })
  if (replaced.has(code)) return new AppError('folder-replaced', { folder }, { cause: error })
  return new AppError('write-failed', { folder, code }, { cause: error })
}

// Node has no name for an exceeded quota and says "Unknown system error".
function diskErrorCode(error: unknown): string {
  const isQuota =
    error instanceof Error && 'errno' in error && error.errno === -constants.errno.EDQUOT
  return isQuota ? 'EDQUOT' : systemErrorCode(error)
}

/** `context` picks the sentence that names both sizes, where both are known. */
function room(
  folder: string,
  facts: { readonly folder: string; readonly neededBytes?: number },
): ErrorDetails {
  try {
    const { neededBytes } = facts
    if (neededBytes === undefined) return { folder }
    return { folder, neededBytes, freeBytes: freeBytesNow(facts.folder), context: 'measured' }
  } catch {
    // The folder may be gone by now; the news stays that the disk is full.
    return { folder }
  }
}
