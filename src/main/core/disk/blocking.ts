import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
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

/** The first bytes of a file, fewer where it ends earlier, links followed. Throws Node's own errors. */
export function readHeadSync(path: string, bytes: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const head = Buffer.alloc(bytes)
    return head.subarray(0, readSync(file, head, 0, bytes, 0))
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

/** Syncs a file that was written by other code, such as SQLite. Throws Node's own errors. */
export function syncFileNow(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
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

// What the start and the end of the app, and everything that must happen in one turn, ask of the disk. Whatever may
// take long belongs to the `FileSystem` instead.

/** Whether something is there, links followed; false for what may not be looked at. */
export const isThere = (path: string): boolean => existsSync(path)

/** What is there, links followed; null when nothing is. Throws Node's other errors. */
export const statNow = (path: string): Stats | null =>
  statSync(path, { throwIfNoEntry: false }) ?? null

/** The same without following a link. */
export const lstatNow = (path: string): Stats | null =>
  lstatSync(path, { throwIfNoEntry: false }) ?? null

/** The path without links. Throws Node's own errors. */
export const realPathNow = (path: string): string => realpathSync.native(path)

/** The same, or the absolute path itself for what is not there or out of reach. */
export function realPathOrSame(path: string): string {
  try {
    return realPathNow(resolve(path))
  } catch {
    // Whatever opens a file in it next reports better what is wrong.
    return resolve(path)
  }
}

/** Names in a folder. Throws Node's own errors. */
export const readFolderNow = (folder: string): string[] => readdirSync(folder)

/** Makes a folder and those above it; does nothing when it is there. Throws Node's own errors. */
export function makeFolderNow(folder: string): void {
  mkdirSync(folder, { recursive: true })
}

/** Makes an empty file, for this account alone, in the place of whatever was there. Throws Node's own errors. */
export function makeEmptyFileNow(path: string): void {
  writeBytesNow(path, new Uint8Array())
}

/** Sets who may do what with a file or folder (chmod). Throws Node's own errors. */
export function setModeNow(path: string, mode: number): void {
  chmodSync(path, mode)
}

/** Throws Node's own errors where a file may not be written; writes nothing. */
export function requireWritableNow(path: string): void {
  closeSync(openSync(path, 'r+'))
}

/** Throws Node's own errors where files may not be made in a folder; makes none. */
export function requireUsableFolderNow(folder: string): void {
  accessSync(folder, constants.W_OK | constants.X_OK)
}

/** All bytes of a file, read in one go so that a program that writes to it has no time. Throws Node's own errors. */
export const readBytesNow = (path: string): Buffer => readFileSync(path)

/** Writes a file for this account alone in one go, over whatever was there. Throws Node's own errors. */
export function writeBytesNow(path: string, bytes: Uint8Array): void {
  writeFileSync(path, bytes, { mode: 0o600 })
}

/** Copies a small file; EEXIST when the name is taken. Throws Node's other errors. */
export function copyNewNow(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL)
}

/** Removes a file or link; does nothing when it is not there. Throws Node's own errors. */
export function removeNow(path: string): void {
  rmSync(path, { force: true })
}

/** Removes a folder with everything in it; does nothing when it is not there. Throws Node's own errors. */
export function removeTreeNow(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** Removes an empty folder; ENOTEMPTY otherwise. Throws Node's other errors. */
export function removeEmptyNow(folder: string): void {
  rmdirSync(folder)
}
