import type { Database } from 'better-sqlite3'
import { firstLibrary } from './migrations/001-first-library'

const migrations: readonly string[] = [firstLibrary]

/** The schema this version of the app writes: `PRAGMA user_version` of an up-to-date database. */
export const schemaVersion = migrations.length

/** The schema a database file has; 0 for a new one. */
export function readSchemaVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}

/** Brings the schema up to date, each step with its version number in one transaction. */
export function migrate(database: Database): void {
  for (const [index, statements] of migrations.entries()) {
    const version = index + 1
    const step = database.transaction(() => {
      // Asked again inside the write lock: another process may have done this step meanwhile.
      if (readSchemaVersion(database) >= version) return
      database.exec(statements)
      database.pragma(`user_version = ${version}`)
    })
    step.immediate()
  }
}
