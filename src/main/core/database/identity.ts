import { existsSync } from 'node:fs'
import SQLite, { type Database } from 'better-sqlite3'

/**
 * Which library a database is of: 32 hex digits, drawn at random with the library and never changed, so that
 * every copy and every backup of it says the same. Null for a database from before there was one. Throws what
 * SQLite throws.
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
  // Copies have none. What another tool left beside one would be written over it, whatever it is of.
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
    // Damaged, locked or gone: whose it is stays unknown, and what is unknown is not cleared away.
    return null
  }
}
