import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { systemErrorCode } from '../disk/system-error'
import type { Clock } from './clock'
import { copyBeforeMigrating } from './copies'
import { databaseError } from './database-error'
import { applicationId, migrate, readSchemaVersion, schemaVersion } from './migrations'
import { hasTraces } from './traces'

/** The open database; the type's own name in better-sqlite3 cannot be named by who imports it. */
export interface LibraryDatabase extends Database {}

/** Above this size a clean database is not read through at every start. */
const alwaysCheckedBytes = 32 * 1024 * 1024

export interface OpenDatabaseOptions {
  /** The user data folder; the database is `castkeeper.db` in it. */
  readonly dataFolder: string
  readonly clock: Clock
  /** How long to wait for another process that is writing, in milliseconds. */
  readonly busyTimeoutMs?: number
  /** True when the game master has chosen to begin with an empty library beside what is there. */
  readonly mayBeNew?: boolean
  /** True when backups of this library are kept elsewhere, so that it cannot be a new one. */
  readonly hasBackups?: () => boolean
}

/**
 * Opens the library's database, making it when it is not there and migrating it when it is older.
 * Throws AppError `database-busy`, `database-damaged`, `database-newer` or `database-unreadable`,
 * and has changed nothing then.
 */
export function openDatabase(options: OpenDatabaseOptions): LibraryDatabase {
  const path = join(options.dataFolder, 'castkeeper.db')
  const timeout = options.busyTimeoutMs ?? 5_000
  try {
    mkdirSync(options.dataFolder, { recursive: true })
    const isEmpty = !existsSync(path) || inspectBeforeOpening(path, timeout) === 'empty'
    if (isEmpty && !options.mayBeNew) refuseToForget(path, options)
    const database = new SQLite(path, { timeout })
    try {
      prepare(database, options)
    } catch (error) {
      database.close()
      throw error
    }
    return database
  } catch (error) {
    throw openingError(error)
  }
}

// Whatever the system says of the folder here, it is about the library: a drive that is away is ENOENT.
function openingError(error: unknown): unknown {
  const known = databaseError(error)
  const reason = systemErrorCode(error)
  if (known instanceof AppError || !/^E[A-Z]+$/.test(reason)) return known
  return new AppError('database-unreadable', { reason }, { cause: error })
}

function prepare(database: Database, { dataFolder, clock }: OpenDatabaseOptions): void {
  database.pragma('journal_mode = WAL')
  // better-sqlite3 is built with NORMAL for WAL, which may forget the last commits in a power cut.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  const version = readSchemaVersion(database)
  if (version > 0 && version < schemaVersion) {
    copyBeforeMigrating(database, { dataFolder, clock, fromVersion: version })
  }
  migrate(database)
}

// Whatever is left of a library without its database shows that this is not a new one.
function refuseToForget(
  path: string,
  { dataFolder, hasBackups = () => false }: OpenDatabaseOptions,
): void {
  // SQLite deletes the log of a file without a byte.
  if (!hasBytes(`${path}-wal`) && !hasTraces(dataFolder) && !hasBackups()) return
  throw new AppError('database-damaged', { reason: 'missing', context: 'missing' })
}

function hasBytes(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0
}

// Looked at through a read-only connection, which never checkpoints: what cannot be opened for
// good is left as it was, byte for byte.
function inspectBeforeOpening(path: string, timeout: number): 'empty' | 'library' {
  const { size } = statSync(path)
  if (size === 0) return 'empty'
  const hasLog = hasBytes(`${path}-wal`)
  // Whoever was killed while making the file left a journal that only a writer may take back.
  const readonly = !hasBytes(`${path}-journal`)
  const database = new SQLite(path, { readonly, timeout })
  try {
    const version = readSchemaVersion(database)
    if (version > schemaVersion) {
      throw new AppError('database-newer', { found: version, known: schemaVersion })
    }
    const id = Number(database.pragma('application_id', { simple: true }))
    const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
    if (id !== applicationId && (version > 0 || Number(tables) > 0)) {
      throw new AppError('database-damaged', { reason: 'other-program' })
    }
    if (hasLog || size <= alwaysCheckedBytes) {
      const verdict = database.pragma('quick_check(1)', { simple: true })
      if (verdict !== 'ok') throw new AppError('database-damaged', { reason: 'check-failed' })
    }
    return version === 0 && Number(tables) === 0 ? 'empty' : 'library'
  } finally {
    database.close()
  }
}
