import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { systemError, systemErrorCode } from './system-error'

/** A virus scanner or an indexer holds a file for a moment; together 2 s. */
const tries = 20
const waitMs = 100
/** More than any list or note of ours comes to. */
const mostTextBytes = 256 * 1024 * 1024
const passing: ReadonlySet<string> = new Set(['EBUSY', 'EPERM', 'EACCES'])

/** Renames; on Windows a file that is briefly held is tried again. Throws Node's own errors. */
export function renamePatiently(from: string, to: string): void {
  for (let count = 1; ; count += 1) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      const isPassing = process.platform === 'win32' && passing.has(systemErrorCode(error))
      if (!isPassing || count === tries) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs)
    }
  }
}

/**
 * Reads a small file of text. Throws Node's own errors: EISDIR for a folder, ENOTSUP for a pipe or a device, which
 * would otherwise keep the app waiting or fill its memory, EFBIG above 256 MiB.
 */
export function readTextSync(path: string): string {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = fstatSync(file)
    if (found.isDirectory()) throw systemError('EISDIR', 'a folder, not a file')
    if (!found.isFile()) throw systemError('ENOTSUP', 'not a plain file')
    if (found.size > mostTextBytes) throw systemError('EFBIG', 'larger than allowed')
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/** Puts a small file in its place as a whole, on the disk when it returns. Throws Node's own errors. */
export function replaceSync(path: string, text: string): void {
  const temporary = `${path}.partial`
  const file = openSync(temporary, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renamePatiently(temporary, path)
  syncFolderNow(dirname(path))
}

/** Puts names made or removed in a folder on the disk; nothing where it is not there. */
export function syncFolderNow(folder: string): void {
  // Windows cannot open folders; NTFS journals names by itself.
  if (process.platform === 'win32') return
  try {
    const file = openSync(folder, constants.O_RDONLY)
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (!['ENOENT', 'EINVAL', 'ENOTSUP'].includes(systemErrorCode(error))) throw error
  }
}
