import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { systemErrorCode } from '../disk/system-error'
import { databaseError } from './database-error'
import { copyIntoMemory } from './in-memory'
import { applicationId, migrate, readSchemaVersion } from './migrations'

/** Enough complaints to see what is wrong. */
const complaintsRead = 1_000

/** What pages that nothing names any more are called; they hold nothing. */
const isOfFreePages = /^(?:Page \d+: never used|Freelist: )/

/**
 * Whether a database that fails its check is harmed only in what is made from the rest: the indexes, the list of
 * free pages, the tables that older ones were searched by. Every tree of every table is then whole. It is looked at in memory, with all
 * that is derived taken out of its schema. Throws what SQLite and Node throw.
 */
export function isOnlyDerivedHarmed(what: string | Buffer): boolean {
  const database = typeof what === 'string' ? copyIntoMemory(what) : new SQLite(what)
  try {
    database.unsafeMode()
    database.pragma('writable_schema = ON')
    database.exec(`DELETE FROM sqlite_schema WHERE (type = 'index' AND sql IS NOT NULL)
      OR name GLOB '*_search' OR name GLOB '*_search_*'`)
    database.pragma('writable_schema = RESET')
    return complaintsOf(database).every((complaint) => isOfFreePages.test(complaint))
  } catch (error) {
    if (!systemErrorCode(error).startsWith('SQLITE_CORRUPT')) throw error
    return false
  } finally {
    database.close()
  }
}

function complaintsOf(database: Database): string[] {
  const rows = database
    .prepare<[], string>(`PRAGMA integrity_check(${complaintsRead})`)
    .pluck()
    .all()
  return rows
    .flatMap((row) => row.split('\n'))
    .filter((line) => line !== 'ok' && !line.startsWith('*** in database'))
}

/**
 * Rebuilds a database from the rows of its tables, in its own file, if only derived data is damaged. No other
 * process may use it during that. With `aside`, the damaged file is stored under that name. Returns false,
 * with nothing changed, when more is damaged or it is not ours. Throws AppErrors of the disk and `database-
 * busy`.
 */
export function repairDerived(path: string, aside: string | null = null): boolean {
  const fresh = `${path}.anew.partial`
  try {
    // In memory, so that what is harmed for good stays as it is, byte for byte.
    if (!isOnlyDerivedHarmed(path)) return false
    if (aside !== null) copyTo(path, aside)
    if (!rebuildInto(path, fresh)) return false
    // One rename replaces the file: the next start finds either the old or the new one, complete.
    renameSync(fresh, path)
    return true
  } catch (error) {
    const known = databaseError(error)
    if (known instanceof AppError && known.code === 'database-damaged') return false
    throw known
  } finally {
    for (const ending of ['', '-journal']) rmSync(`${fresh}${ending}`, { force: true })
  }
}

function copyTo(path: string, aside: string): void {
  for (const ending of ['', '-wal']) {
    if (existsSync(`${path}${ending}`)) copyFileSync(`${path}${ending}`, `${aside}${ending}`)
  }
}

function rebuildInto(path: string, fresh: string): boolean {
  const old = new SQLite(path)
  try {
    // The log is part of the file then, and cannot be taken for that of the new one.
    old.pragma('journal_mode = DELETE')
    if (Number(old.pragma('application_id', { simple: true })) !== applicationId) return false
    rmSync(fresh, { force: true })
    const database = new SQLite(fresh)
    try {
      return fill(database, { path, version: readSchemaVersion(old) })
    } finally {
      database.close()
    }
  } finally {
    old.close()
  }
}

function fill(
  database: Database,
  { path, version }: { readonly path: string; readonly version: number },
): boolean {
  database.pragma('synchronous = FULL')
  migrate(database, version)
  database.pragma('foreign_keys = OFF')
  database.prepare('ATTACH ? AS old').run(path)
  const tables = tablesOf(database, 'main')
  if (tables.join() !== tablesOf(database, 'old').join()) return false
  const isWhole = database.transaction(() => tables.every((table) => copyTable(database, table)))()
  database.exec(`DELETE FROM main.sqlite_sequence;
    INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM old.sqlite_sequence`)
  database.exec('DETACH old')
  return isWhole && database.pragma('integrity_check(1)', { simple: true }) === 'ok'
}

/** The tables that hold what people wrote; portraits last, because their search reads the names of the others. */
function tablesOf(database: Database, schema: 'main' | 'old'): string[] {
  return database
    .prepare<[], string>(
      `SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
       AND name NOT GLOB '*_search' AND name NOT GLOB '*_search_*' ORDER BY name = 'portrait', name`,
    )
    .pluck()
    .all()
}

function copyTable(database: Database, table: string): boolean {
  const columns = database
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
    .join(', ')
  // What a step of the schema wrote itself comes from the old one, like everything else.
  database.exec(`DELETE FROM main.${table}`)
  const { changes } = database
    .prepare(
      `INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM old.${table} NOT INDEXED`,
    )
    .run()
  // Counted by an index where there is one: rows that it knows and the table does not were lost.
  const known = database.prepare<[], number>(`SELECT count(*) FROM old.${table}`).pluck().get()
  return changes >= (known ?? 0)
}
