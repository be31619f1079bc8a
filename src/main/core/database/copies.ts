import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { DatabaseCopy } from '../../../shared/start'
import type { Clock } from '../clock'
import { renamePatiently, syncFolderNow } from '../disk/blocking'
import { systemErrorCode } from '../disk/system-error'
import { dashed, unusedName } from '../disk/unused-name'
import { askReader } from '../reader/ask-reader'
import { defineReaderTask } from '../reader/reader-task'
import { copyFromFile } from './copy-database'
import { databaseError } from './database-error'
import { repairDerived } from './derived'
import { readIdentity, readIdentityOf } from './identity'
import { rotateCopies } from './rotate-copies'
import { isShared } from './shortage'

const unfinishedName =
  /^(?:daily|before_migration_from_\d+)_\d{8}_\d{6}\.db\.partial(?:-wal|-shm|-journal)?$/

const dayMs = 24 * 60 * 60 * 1_000

interface Place {
  readonly dataFolder: string
  readonly clock: Clock
}

const backupsFolder = (dataFolder: string): string => join(dataFolder, 'backups')

function stamp(clock: Clock): string {
  return clock().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')
}

/**
 * Copies the whole database before its schema is changed; the copy gets its name once it was checked and is
 * on the disk. Throws AppError `database-damaged` and what SQLite and Node throw.
 */
export function copyBeforeMigrating(
  database: Database,
  { dataFolder, clock, fromVersion }: Place & { readonly fromVersion: number },
): void {
  const folder = backupsFolder(dataFolder)
  mkdirSync(folder, { recursive: true })
  clearUnfinished(folder)
  const path = join(folder, `before_migration_from_${fromVersion}_${stamp(clock)}.db`)
  database.prepare('VACUUM INTO ?').run(`${path}.partial`)
  finishCopy(path)
}

// A name stands for a whole copy, so it is given last: after a power cut there is all of it or none.
function finishCopy(path: string): void {
  const partial = `${path}.partial`
  proveWhole(partial)
  const file = openSync(partial, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renamePatiently(partial, path)
  syncFolderNow(dirname(path))
}

/**
 * Makes today's copy of the database with SQLite's own backup, unless there is one of this library made within
 * a day, and keeps the last seven that are whole. Copies of another library, and those from before a library
 * had an identity, are never touched. Answers the file's name, or null when none was due. Throws the signal's
 * reason; what was begun is removed before the next one.
 */
export async function makeDailyCopy(
  database: Database,
  place: Place,
  signal?: AbortSignal,
): Promise<string | null> {
  const folder = backupsFolder(place.dataFolder)
  mkdirSync(folder, { recursive: true })
  const own = readIdentity(database)
  const earlier = listCopies(place.dataFolder).filter(
    ({ name }) => name.startsWith('daily_') && own === readIdentityOf(join(folder, name)),
  )
  const now = place.clock().getTime()
  if (earlier.some(({ madeAt }) => Math.abs(now - Date.parse(madeAt)) < dayMs)) return null
  clearUnfinished(folder)
  const name = `daily_${stamp(place.clock)}.db`
  await makeCopy(database, join(folder, name), signal)
  // The new one comes first whatever the clock says: a clock that was set back must not get it removed at
  // once.
  await rotateCopies([name, ...earlier.map((copy) => copy.name)].map((one) => join(folder, one)))
  return name
}

// Reading a large copy through and bringing it to the disk would hold this process up.
async function makeCopy(database: Database, to: string, signal?: AbortSignal): Promise<void> {
  if (isShared(database)) {
    await askReader(dailyCopyTask, { path: database.name, to }, { signal })
    return
  }
  await database.backup(`${to}.partial`)
  finishCopy(to)
}

/** Makes a copy that was read through, and has its name then, in the reading process. */
export const dailyCopyTask = defineReaderTask(
  'daily-copy',
  async ({ path, to }: { readonly path: string; readonly to: string }) => {
    await copyFromFile({ path, to: `${to}.partial` })
    finishCopy(to)
  },
)

/**
 * A copy of a damaged database must not push out those that were made while it was whole.
 * Throws AppError `database-damaged`; the copy is then gone.
 */
function proveWhole(path: string): void {
  const copy = new SQLite(path)
  try {
    // One file without a log, which can be looked at later without leaving anything behind.
    copy.pragma('journal_mode = DELETE')
    const found = copy.pragma('quick_check(1)', { simple: true })
    if (found === 'ok') return
  } catch (error) {
    if (!systemErrorCode(error).startsWith('SQLITE_CORRUPT')) throw error
  } finally {
    copy.close()
  }
  if (repairDerived(path)) return
  rmSync(path)
  throw new AppError('database-damaged', { reason: 'check-failed' })
}

// Only one process on a folder makes these, so what is there was left by one that was killed.
function clearUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (unfinishedName.test(name)) rmSync(join(folder, name))
  }
}

/** Where a copy of this name is. */
export function databaseCopyPath(dataFolder: string, name: string): string {
  return join(backupsFolder(dataFolder), basename(name))
}

/** The copies of the database that can be put back, newest first. */
export function listCopies(dataFolder: string): DatabaseCopy[] {
  let names: string[]
  try {
    names = readdirSync(backupsFolder(dataFolder))
  } catch (error) {
    // ENOTDIR: a file has taken the place of a folder, and what was in it is out of reach.
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) return []
    throw error
  }
  return (
    names
      .filter((name) => /^(daily|before_migration)_[\w-]+\.db$/.test(name))
      .map((name) => {
        const { mtime, size } = statSync(join(backupsFolder(dataFolder), name))
        return { name, madeAt: (dateInName(name) ?? mtime).toISOString(), bytes: size }
      })
      // An empty one, left by an update of an earlier version that was killed.
      .filter(({ bytes }) => bytes > 0)
      .sort((one, other) => other.madeAt.localeCompare(one.madeAt))
  )
}

// Copying a folder to another disk gives every file the time of that day; the name keeps its own.
function dateInName(name: string): Date | null {
  const found = /_(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)(?:-\d+)?\.db$/.exec(name)
  if (found === null) return null
  const [, year, month, day, hour, minute, second] = found
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(date.getTime()) ? null : date
}

/** An unused path for a database that is set aside. */
export function nameToSetAside({ dataFolder, clock }: Place): string {
  return join(dataFolder, asideName(dataFolder, clock))
}

/** Renames a database that cannot be opened, with its log and its journal, so that nothing of it is lost. */
export function setDatabaseAside({ dataFolder, clock }: Place): void {
  const name = asideName(dataFolder, clock)
  for (const ending of ['', ...companions]) {
    const from = join(dataFolder, `castkeeper.db${ending}`)
    try {
      renameSync(from, join(dataFolder, `${name}${ending}`))
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw error
    }
  }
}

const companions = ['-wal', '-shm', '-journal', '-ids'] as const

/** Two within a second must not take the place of one another. */
function asideName(dataFolder: string, clock: Clock): string {
  const nameOf = dashed(`castkeeper_set_aside_${stamp(clock)}`, '.db')
  return unusedName(dataFolder, nameOf, { companions })
}

/**
 * Replaces the database, which is set aside first, with a copy. Throws AppError `not-found`, and `copy-
 * damaged` for a damaged copy; nothing has changed then.
 */
export async function putCopyBack(place: Place, name: string): Promise<void> {
  const copy = listCopies(place.dataFolder).find((one) => one.name === basename(name))
  if (copy === undefined) throw new AppError('not-found')
  const path = join(place.dataFolder, `castkeeper.db.${stamp(place.clock)}`)
  await copyFile(join(backupsFolder(place.dataFolder), copy.name), `${path}.partial`)
  try {
    finishCopy(path)
  } catch (error) {
    rmSync(`${path}.partial`, { force: true })
    const known = databaseError(error)
    const isDamaged = known instanceof AppError && known.code === 'database-damaged'
    throw isDamaged ? new AppError('copy-damaged', {}, { cause: error }) : known
  }
  setDatabaseAside(place)
  renamePatiently(path, join(place.dataFolder, 'castkeeper.db'))
  syncFolderNow(place.dataFolder)
}
