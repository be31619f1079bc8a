import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'
import { busyError } from './busy'

/** A library as this process holds it; ends with the process at the latest. */
export interface Presence {
  leave(): void
}

const heldByNone: Presence = { leave: () => undefined }
const lockName = 'castkeeper.lock'
const windowLockName = 'castkeeper.window'
const joinWaitMs = 5_000
const claimWaitMs = 1_000
/** A window that is just closing needs no longer. */
const windowWaitMs = 500

/**
 * Marks this process as using the library, so that no other process replaces it. A SQLite lock on an empty
 * file works on every system, and is released when the process is killed. Throws AppError `database-busy`
 * while another process is replacing the library.
 */
export function joinLibrary(dataFolder: string): Presence {
  let lock: Database | null = null
  try {
    lock = openLock(dataFolder, joinWaitMs)
    lock.exec('BEGIN')
    lock.prepare('SELECT count(*) FROM sqlite_schema').get()
    return presenceOf(lock)
  } catch (error) {
    lock?.close()
    if (isBusy(error)) throw busyError(join(dataFolder, lockName), error)
    // A read-only or missing folder: what is opened in it next reports that better.
    return heldByNone
  }
}

/** Holds the library alone. Throws AppError `backup-library-in-use` while another process uses it. */
export function claimLibrary(dataFolder: string): Presence {
  mkdirSync(dataFolder, { recursive: true })
  const lock = openLock(dataFolder, claimWaitMs)
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return presenceOf(lock)
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new AppError('backup-library-in-use', {}, { cause: error })
    throw error
  }
}

/**
 * Claims the data folder for the one window that may have it open, by whatever way it was opened: the lock is
 * on a file in it. Where the folder cannot be written, or its disk knows no locks, nothing is held. Throws
 * AppError `database-busy` while another window has it, and `database-lock-refused` where no process here does.
 */
export function claimWindow(dataFolder: string): Presence {
  const path = join(dataFolder, windowLockName)
  let lock: Database | null = null
  try {
    lock = new SQLite(path, { timeout: windowWaitMs })
    lock.exec('BEGIN EXCLUSIVE')
    return presenceOf(lock)
  } catch (error) {
    lock?.close()
    if (isBusy(error)) throw busyError(path, error)
    return heldByNone
  }
}

/**
 * True while a window has the data folder open, in whatever process. Throws AppError `database-lock-refused`
 * where that cannot be found out.
 */
export function isWindowOpen(dataFolder: string): boolean {
  try {
    claimWindow(dataFolder).leave()
    return false
  } catch (error) {
    if (error instanceof AppError && error.code === 'database-busy') return true
    throw error
  }
}

/** Removes what the windows of earlier versions left in the data folder for commands to reach them by. */
export async function removeOldWindowFiles(
  fileSystem: Pick<FileSystem, 'unlink'>,
  dataFolder: string,
): Promise<void> {
  for (const name of ['window-door.json', 'window.sock']) {
    try {
      await fileSystem.unlink(join(dataFolder, name))
    } catch (error) {
      // It is not there, as a rule; what cannot be removed does no harm.
      if (systemErrorCode(error) === '') throw error
    }
  }
}

function openLock(dataFolder: string, timeout: number): Database {
  return new SQLite(join(dataFolder, lockName), { timeout })
}

function presenceOf(lock: Database): Presence {
  return { leave: () => void lock.close() }
}

/** True for SQLite's error when another process has the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
