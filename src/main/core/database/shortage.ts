import { closeSync, openSync, rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { systemErrorCode } from '../disk/system-error'

/**
 * What can be missing when an intact library is opened: a writable disk, room on it, file handles, or memory
 * shared between processes, which some disks do not support.
 */
export type Shortage = 'read-only' | 'full' | 'handles' | 'no-sharing'

const readOnly: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM', 'SQLITE_PERM'])
const full: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
])
const noSharing: ReadonlySet<string> = new Set([
  'SQLITE_IOERR_SHMOPEN',
  'SQLITE_IOERR_SHMMAP',
  'SQLITE_IOERR_SHMLOCK',
])

/** SQLite's file, log and index, the lock beside them, and one to spare. */
const handlesNeeded = 5

/** What was short when opening failed with this error, or null when it failed for another reason. */
export function findShortage(error: unknown, path: string): Shortage | null {
  const code = systemErrorCode(error)
  if (readOnly.has(code) || code.startsWith('SQLITE_READONLY')) return 'read-only'
  if (full.has(code)) return 'full'
  const isOpening = code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR')
  if (['EMFILE', 'ENFILE'].includes(code) || (isOpening && !hasHandles(path))) return 'handles'
  if (code.startsWith('SQLITE_CANTOPEN') && !isFolderWritable(path)) return 'read-only'
  return noSharing.has(code) ? 'no-sharing' : null
}

// SQLite reports a log that it may not create as something that cannot be opened.
function isFolderWritable(path: string): boolean {
  const probe = `${path}.${process.pid}.partial`
  try {
    closeSync(openSync(probe, 'wx', 0o600))
    rmSync(probe)
    return true
  } catch (error) {
    return !readOnly.has(systemErrorCode(error))
  }
}

function hasHandles(path: string): boolean {
  const handles: number[] = []
  try {
    while (handles.length < handlesNeeded) handles.push(openSync(path, 'r'))
    return true
  } catch (error) {
    return !['EMFILE', 'ENFILE'].includes(systemErrorCode(error))
  } finally {
    for (const handle of handles) closeSync(handle)
  }
}

/** Whether the library was opened for reading alone: it is then a copy in memory. */
export function isReadOnly(database: Database): boolean {
  return database.memory
}

/** Whether other connections can look into the file beside this one. */
export function isShared(database: Database): boolean {
  return !isReadOnly(database) && database.pragma('locking_mode', { simple: true }) === 'normal'
}

/** Called before a file is written whose row could not follow. Throws AppError `folder-not-writable`. */
export function requireWritable(database: Database): void {
  if (isReadOnly(database)) throw new AppError('folder-not-writable', { context: 'database' })
}
