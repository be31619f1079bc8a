import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'
import { asDiskError } from '../disk/write-file'
import { databaseError } from './database-error'
import { isShared } from './shortage'
import { type Checkpoint, hasLogReached } from './write-ahead-log'

/** From how many pages on SQLite itself would copy the log into the database. */
const usualLogPages = 1_000

/**
 * Runs a change that ends its own transaction, and resolves with its value once it is on the disk, for which
 * the main thread does not wait. Others see the change as soon as it has run. Throws what the change throws,
 * and AppErrors of the disk: then the change is made and shown, and a power cut may still take it back.
 */
export type CommitOffThread = <Value>(change: () => Value) => Promise<Value>

/** Waits for the disk inside the change, as the database does by itself. */
export const commitInPlace: CommitOffThread = async (change) => change()

export interface CommitOffThreadOptions {
  readonly database: Database
  readonly fileSystem: Pick<FileSystem, 'syncFolder'>
  /** Copies the log into the database, without holding up this thread, and ends at once with the signal. */
  readonly checkpoint: (path: string, signal: AbortSignal) => Promise<Checkpoint>
  /** The log could not be kept short; what it holds is safe. */
  readonly onTrouble: (error: unknown) => void
  /** Resolves when everything that was in the file before the call is on the disk. */
  readonly syncLog?: (path: string) => Promise<void>
}

/**
 * Commits whose sync runs on Node's threads: SQLite would sync inside the commit, and pictures and reads
 * would wait for a slow disk. Where the log is not shared with other processes, commits stay synchronous.
 */
export function createCommitOffThread(options: CommitOffThreadOptions): {
  readonly commitOffThread: CommitOffThread
  /** To be called before the database is closed. */
  stop(): void
} {
  const { database, syncLog = createLogSync(options.fileSystem) } = options
  const stopping = new AbortController()
  if (!isShared(database)) return { commitOffThread: commitInPlace, stop: () => undefined }
  const logPath = `${database.name}-wal`
  // The kernel reports bytes that it could not write once and forgets them: a second sync would say "stored".
  let failedSync: unknown = null

  async function syncToDisk(): Promise<void> {
    try {
      if (failedSync === null) await syncLog(logPath)
    } catch (error) {
      // Closing the database has copied and removed the log.
      if (!database.open && systemErrorCode(error) === 'ENOENT') return
      failedSync = error
    }
    if (failedSync === null) return
    // What comes after a gap in the log is lost with it, so nothing counts until the log was copied whole.
    if (!emptyLog(database)) throw asDiskError(failedSync, { folder: dirname(logPath) })
    failedSync = null
  }

  const synced = shareSync(syncToDisk)
  const keepShort = createLogKeeper({ ...options, logPath, signal: stopping.signal })

  return {
    async commitOffThread(change) {
      if (database.inTransaction) return change()
      const value = withoutSync(database, change)
      await synced()
      void keepShort()
      return value
    },
    stop: () => stopping.abort(),
  }
}

// Autocommit ends with the change, so both settings hold for its transaction and for nothing else.
function withoutSync<Value>(database: Database, change: () => Value): Value {
  database.pragma('synchronous = NORMAL')
  database.pragma('wal_autocheckpoint = 0')
  try {
    return change()
  } finally {
    database.pragma('synchronous = FULL')
    database.pragma(`wal_autocheckpoint = ${usualLogPages}`)
  }
}

/** Callers share a sync that has not begun; one that has may have missed what they wrote. */
function shareSync(sync: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  function start(): Promise<void> {
    next = null
    running = sync().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (next !== null) return next
    if (running === null) return start()
    next = running.then(start, start)
    return next
  }
}

// Of the log alone: closing a second handle of the database would give up the locks of this process on it.
function createLogSync({ syncFolder }: Pick<FileSystem, 'syncFolder'>) {
  let knownFile: number | null = null
  return async (path: string): Promise<void> => {
    // Windows syncs only what may be written to.
    const file = await open(path, 'r+')
    try {
      await file.datasync()
      const { ino } = await file.stat()
      if (ino === knownFile) return
      await syncFolder(dirname(path))
      knownFile = ino
    } finally {
      await file.close()
    }
  }
}

/** Copies the log into the database and begins it from the start, here and now. False when it could not. */
function emptyLog(database: Database): boolean {
  if (!database.open) return false
  const timeout = database.pragma('busy_timeout', { simple: true })
  try {
    // Others who read the log are not waited for on the main thread.
    database.pragma('busy_timeout = 0')
    return database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } catch (error) {
    if (databaseError(error) instanceof AppError) return false
    throw error
  } finally {
    database.pragma(`busy_timeout = ${timeout}`)
  }
}

interface LogKeeperOptions
  extends Pick<CommitOffThreadOptions, 'database' | 'checkpoint' | 'onTrouble'> {
  readonly logPath: string
  readonly signal: AbortSignal
}

/** Copies a long log into the database, which commits off the thread do not trigger by themselves. */
function createLogKeeper(options: LogKeeperOptions) {
  const { database, logPath, checkpoint, onTrouble, signal } = options
  let isBusy = false
  // How far the last checkpoint found the log, which goes on while others read it.
  let salt = ''
  let limit = usualLogPages

  const limitFor = (found: string): number => {
    if (found !== salt) limit = usualLogPages
    salt = found
    return limit
  }

  const isOver = (): boolean => signal.aborted || !database.open

  return async (): Promise<void> => {
    if (isBusy || isOver()) return
    isBusy = true
    try {
      if (!(await hasLogReached(logPath, limitFor)) || isOver()) return
      const { logPages } = await checkpoint(database.name, signal)
      limit = logPages + usualLogPages
    } catch (error) {
      if (!isOver()) onTrouble(error)
    } finally {
      isBusy = false
    }
  }
}
