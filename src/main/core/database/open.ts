import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { Clock } from '../clock'
import { systemErrorCode } from '../disk/system-error'
import { busyError } from './busy'
import { copyBeforeMigrating, nameToSetAside } from './copies'
import { databaseError } from './database-error'
import { isOnlyDerivedHarmed, repairDerived } from './derived'
import { copyIntoMemory } from './in-memory'
import { applicationId, migrate, readSchemaVersion, schemaVersion } from './migrations'
import { findShortage, type Shortage } from './shortage'
import { hasTraces } from './traces'

/** The open database; the type's own name in better-sqlite3 cannot be named by who imports it. */
export interface LibraryDatabase extends Database {}

/** How long another process that writes is waited for. */
const usualTimeoutMs = 5_000

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
  /** Called when the library is open with what was short: it may be open for reading only. */
  readonly onShort?: (what: Shortage) => void
}

/**
 * Opens the library's database; creates it when there is none and migrates an older one. Where rights, room
 * or handles are short, an intact one is opened as far as possible, and `onShort` is called. Throws AppError
 * `database-busy`, `database-damaged`, `database-newer` or `database-unreadable`, with nothing changed.
 */
export function openDatabase(options: OpenDatabaseOptions): LibraryDatabase {
  const path = join(options.dataFolder, 'castkeeper.db')
  try {
    return openToChange(path, options, 'shared')
  } catch (error) {
    const shortage = hasBytes(path) ? findShortage(error, path) : null
    if (shortage === null) throw openingError(error, path)
    const database = openDespite(shortage, path, options)
    options.onShort?.(shortage)
    return database
  }
}

// SQLite does not say why a file cannot be read; the system does.
function readingError(path: string): AppError | null {
  try {
    closeSync(openSync(path, 'r'))
  } catch (error) {
    const reason = systemErrorCode(error)
    if (['EACCES', 'EPERM'].includes(reason)) {
      return new AppError('database-unreadable', { reason }, { cause: error })
    }
  }
  return null
}

function openToChange(
  path: string,
  options: OpenDatabaseOptions,
  use: 'shared' | 'alone',
): LibraryDatabase {
  const timeout = options.busyTimeoutMs ?? usualTimeoutMs
  mkdirSync(options.dataFolder, { recursive: true })
  const isEmpty = !hasBytes(path) || inspectOrRepair(path, options, use) === 'empty'
  if (isEmpty && !options.mayBeNew) refuseIfDatabaseIsLost(path, options)
  const database = new SQLite(path, { timeout })
  try {
    // Set before the log is first read, this makes SQLite do without the shared index.
    if (use === 'alone') database.pragma('locking_mode = EXCLUSIVE')
    requireWriting(database, timeout)
    prepare(database, options)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

function openDespite(
  shortage: Shortage,
  path: string,
  options: OpenDatabaseOptions,
): LibraryDatabase {
  if (shortage !== 'read-only') {
    try {
      return openToChange(path, options, 'alone')
    } catch (error) {
      if (findShortage(error, path) === null) throw openingError(error, path)
    }
  }
  try {
    return openToRead(path)
  } catch (error) {
    throw openingError(error, path)
  }
}

/** A copy in memory of the database as it is now; an older one is migrated in memory. */
function openToRead(path: string): LibraryDatabase {
  // What is half written can only be taken back in the file itself.
  if (hasBytes(`${path}-journal`))
    throw new AppError('folder-not-writable', { context: 'database' })
  const database = copyIntoMemory(path)
  try {
    requireReadableLibrary(database, { isReadThrough: !isOnlyDerivedHarmed(database.serialize()) })
    database.pragma('foreign_keys = ON')
    migrate(database)
    database.pragma('query_only = ON')
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

// On a read-only disk SQLite opens what it can, and fails only at the first change.
function requireWriting(database: Database, timeout: number): void {
  database.pragma('busy_timeout = 0')
  try {
    const version = readSchemaVersion(database)
    // One that may only be read begins without a word.
    database.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}`)
  } catch (error) {
    // Another process writes just now, so this one may as well.
    if (!systemErrorCode(error).startsWith('SQLITE_BUSY')) throw error
  }
  if (database.inTransaction) database.exec('ROLLBACK')
  database.pragma(`busy_timeout = ${timeout}`)
}

// Whatever error the folder gives here, it is about the library: ENOENT means that a drive is disconnected.
function openingError(error: unknown, path: string): unknown {
  const isClosed = systemErrorCode(error).startsWith('SQLITE_CANTOPEN')
  // Only then, because closing a file gives up the locks that this process has on it.
  const known = databaseError((isClosed ? readingError(path) : null) ?? error)
  if (known instanceof AppError && known.code === 'database-busy') return busyError(path, error)
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
function refuseIfDatabaseIsLost(
  path: string,
  { dataFolder, hasBackups = () => false }: OpenDatabaseOptions,
): void {
  // SQLite deletes the log of an empty file. Beside any other file it was read already, and a log from a
  // creation that was cut short holds nothing of value.
  const hasUnreadLog = !hasBytes(path) && hasBytes(`${path}-wal`)
  if (!hasUnreadLog && !hasTraces(dataFolder) && !hasBackups()) return
  throw new AppError('database-damaged', { reason: 'missing', context: 'missing' })
}

function hasBytes(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0
}

// Derived data is rebuilt silently; the damaged file is set aside.
function inspectOrRepair(
  path: string,
  { dataFolder, clock, busyTimeoutMs = usualTimeoutMs }: OpenDatabaseOptions,
  use: 'shared' | 'alone',
): 'empty' | 'library' {
  try {
    return inspectBeforeOpening(path, busyTimeoutMs, use)
  } catch (error) {
    const known = databaseError(error)
    const isHarmed = known instanceof AppError && known.code === 'database-damaged'
    if (!isHarmed || !repairDerived(path, nameToSetAside({ dataFolder, clock }))) throw error
    return inspectBeforeOpening(path, busyTimeoutMs, use)
  }
}

// Looked at through a read-only connection, which never checkpoints: what cannot be opened for
// good is left as it was, byte for byte.
function inspectBeforeOpening(
  path: string,
  timeout: number,
  use: 'shared' | 'alone',
): 'empty' | 'library' {
  const hasLog = hasBytes(`${path}-wal`)
  // A process killed while creating the file left a journal that only a writer can roll back.
  const readonly = !hasBytes(`${path}-journal`)
  const database = use === 'alone' ? copyIntoMemory(path) : new SQLite(path, { readonly, timeout })
  try {
    const isReadThrough = hasLog || statSync(path).size <= alwaysCheckedBytes
    return requireReadableLibrary(database, { isReadThrough })
  } finally {
    database.close()
  }
}

function requireReadableLibrary(
  database: Database,
  { isReadThrough }: { readonly isReadThrough: boolean },
): 'empty' | 'library' {
  const version = readSchemaVersion(database)
  if (version > schemaVersion) {
    throw new AppError('database-newer', { found: version, known: schemaVersion })
  }
  const id = Number(database.pragma('application_id', { simple: true }))
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get())
  if (id !== applicationId && (version > 0 || tables > 0)) {
    throw new AppError('database-damaged', { reason: 'other-program' })
  }
  if (isReadThrough) {
    const verdict = database.pragma('quick_check(1)', { simple: true })
    if (verdict !== 'ok') throw new AppError('database-damaged', { reason: 'check-failed' })
  }
  return version === 0 && tables === 0 ? 'empty' : 'library'
}
