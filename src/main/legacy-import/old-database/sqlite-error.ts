import SQLite from 'better-sqlite3'

/** The code of an error of SQLite (`SQLITE_CORRUPT`…), or '' for anything else. */
export function sqliteCode(error: unknown): string {
  return error instanceof SQLite.SqliteError ? error.code : ''
}
