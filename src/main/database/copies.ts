import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { DatabaseCopy } from '../../shared/start'
import { systemErrorCode } from '../disk/system-error'
import type { Clock } from './clock'

/** Daily copies of the database that are kept beside it. */
const dailyCopiesKept = 7
const dayMs = 24 * 60 * 60 * 1_000

interface Place {
  readonly dataFolder: string
  readonly clock: Clock
}

const backupsFolder = (dataFolder: string): string => join(dataFolder, 'backups')

function stamp(clock: Clock): string {
  return clock().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')
}

/** Copies the whole database aside before its schema is changed. Throws what SQLite throws. */
export function copyBeforeMigrating(
  database: Database,
  { dataFolder, clock, fromVersion }: Place & { readonly fromVersion: number },
): void {
  mkdirSync(backupsFolder(dataFolder), { recursive: true })
  const name = `before_migration_from_${fromVersion}_${stamp(clock)}.db`
  database.prepare('VACUUM INTO ?').run(join(backupsFolder(dataFolder), name))
}

/**
 * Makes today's copy of the database with SQLite's own backup, unless the newest one is younger
 * than a day, and keeps the last seven. Answers the file's name, or null when none was due.
 */
export async function makeDailyCopy(database: Database, place: Place): Promise<string | null> {
  const folder = backupsFolder(place.dataFolder)
  mkdirSync(folder, { recursive: true })
  const daily = listCopies(place.dataFolder).filter((copy) => copy.name.startsWith('daily_'))
  const newest = daily[0]
  const now = place.clock().getTime()
  if (newest !== undefined && Math.abs(now - Date.parse(newest.madeAt)) < dayMs) return null
  clearUnfinished(folder)
  const name = `daily_${stamp(place.clock)}.db`
  const temporary = join(folder, `${name}.partial`)
  await database.backup(temporary)
  proveWhole(temporary)
  renameSync(temporary, join(folder, name))
  for (const old of daily.slice(dailyCopiesKept - 1)) rmSync(join(folder, old.name))
  return name
}

/**
 * A copy of a damaged database must not push out those that were made while it was whole.
 * Throws AppError `database-damaged`; the copy is then gone.
 */
function proveWhole(path: string): void {
  const copy = new SQLite(path)
  try {
    const found = copy.pragma('quick_check(1)', { simple: true })
    if (found === 'ok') return
  } finally {
    copy.close()
  }
  rmSync(path)
  throw new AppError('database-damaged', { reason: 'check-failed' })
}

// Only one process on a folder makes these, so what is there was left by one that was killed.
function clearUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^daily_\d{8}_\d{6}\.db\.partial(-wal|-shm)?$/.test(name)) rmSync(join(folder, name))
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
  return names
    .filter((name) => /^(daily|before_migration)_[\w-]+\.db$/.test(name))
    .map((name) => {
      const { mtime, size } = statSync(join(backupsFolder(dataFolder), name))
      return { name, madeAt: mtime.toISOString(), bytes: size }
    })
    .sort((one, other) => other.madeAt.localeCompare(one.madeAt))
}

/** Renames a database that cannot be opened, with its log, so that nothing of it is lost. */
export function setDatabaseAside({ dataFolder, clock }: Place): void {
  const name = unusedName(dataFolder, `castkeeper_set_aside_${stamp(clock)}`)
  for (const ending of ['', '-wal', '-shm']) {
    const from = join(dataFolder, `castkeeper.db${ending}`)
    try {
      renameSync(from, join(dataFolder, `${name}.db${ending}`))
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw error
    }
  }
}

/** Two within a second must not take the place of one another. */
function unusedName(folder: string, name: string): string {
  const taken = new Set(readdirSync(folder).map((one) => one.replace(/\.db(-wal|-shm)?$/, '')))
  let unused = name
  for (let number = 2; taken.has(unused); number += 1) unused = `${name}-${number}`
  return unused
}

/** Puts a copy in the place of the database, which is set aside first. Throws AppError `not-found`. */
export async function putCopyBack(place: Place, name: string): Promise<void> {
  const copy = listCopies(place.dataFolder).find((one) => one.name === basename(name))
  if (copy === undefined) throw new AppError('not-found')
  const staged = join(place.dataFolder, `castkeeper.db.${stamp(place.clock)}.partial`)
  await copyFile(join(backupsFolder(place.dataFolder), copy.name), staged)
  await syncFile(staged)
  setDatabaseAside(place)
  renameSync(staged, join(place.dataFolder, 'castkeeper.db'))
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
