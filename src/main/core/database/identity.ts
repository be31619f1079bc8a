import { existsSync } from 'node:fs'
import SQLite, { type Database } from 'better-sqlite3'

/**
 * The identity of a library: 32 hex digits, drawn at random when it is created and never changed, so that
 * every copy and backup of it has the same. Null for a database from before identities. Throws what SQLite
 * throws.
 */
export function readIdentity(database: Database): string | null {
  const isKnown = database
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'library'`)
    .get()
  if (isKnown === undefined) return null
  return database.prepare<[], string>('SELECT id FROM library').pluck().get() ?? null
}

/** Which library the database in a file is of; null where it does not say, or cannot be read without changing it. */
export function readIdentityOf(path: string): string | null {
  // Our copies have no log. One that another tool left beside a copy would be replayed into it, whichever
  // database it belongs to.
  if (existsSync(`${path}-journal`)) return null
  try {
    // Opened to read alone, it would leave the files of its log behind.
    const database = new SQLite(path, { fileMustExist: true })
    try {
      return readIdentity(database)
    } finally {
      database.close()
    }
  } catch {
    // Damaged, locked or gone: its identity stays unknown, and unknown copies are not removed.
    return null
  }
}
