import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { searchText } from '../../../shared/search'
import { sortKey } from '../../../shared/sort-key'
import { firstLibrary } from './migrations/001-first-library'
import { oldPortraits } from './migrations/002-old-portraits'
import { libraryCare } from './migrations/003-library-care'
import { foldedNames } from './migrations/004-folded-names'
import { libraryIdentity } from './migrations/005-library-identity'
import { optionalJson } from './migrations/006-optional-json'
import { textVersions } from './migrations/007-text-versions'
import { receivedPictures } from './migrations/008-received-pictures'
import { searchInMemory } from './migrations/009-search-in-memory'
import { sessions } from './migrations/010-sessions'
import { characterStatus } from './migrations/011-character-status'
import { sessionTrash } from './migrations/012-session-trash'
import { wordLists } from './migrations/013-word-lists'
import { spending } from './migrations/014-spending'
import { tags } from './migrations/015-tags'

/** The steps of the schema, each from the one before; the first makes an empty library. */
export const migrations: readonly string[] = [
  firstLibrary,
  oldPortraits,
  libraryCare,
  foldedNames,
  libraryIdentity,
  optionalJson,
  textVersions,
  receivedPictures,
  searchInMemory,
  sessions,
  characterStatus,
  sessionTrash,
  wordLists,
  spending,
  tags,
]

/** `CAST` in ASCII: distinguishes our database from another program's (SQLite's `application_id`). */
export const applicationId = 0x43415354

/** The schema this version of the app writes: `PRAGMA user_version` of an up-to-date database. */
export const schemaVersion = migrations.length

/** The schema a database file has; 0 for a new one. */
export function readSchemaVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}

/**
 * Brings the schema up to date, or to an earlier version, each step with its version number in one
 * transaction. Throws AppError `database-damaged` when a step would leave a row that points at nothing; that
 * step is undone then.
 */
export function migrate(database: Database, upTo = schemaVersion): void {
  if (readSchemaVersion(database) >= upTo) return
  // A table with references to it can only be rebuilt while foreign keys are off, and that cannot be set
  // inside a transaction.
  database.pragma('foreign_keys = OFF')
  addTextFunctions(database)
  try {
    for (const [index, statements] of migrations.slice(0, upTo).entries()) {
      migrateTo(database, index + 1, statements)
    }
  } finally {
    database.pragma('foreign_keys = ON')
  }
}

/** What the steps call, and they alone: a trigger that called it would fail in every other program. */
export function addTextFunctions(database: Database): void {
  const options = { deterministic: true, directOnly: true }
  database.function('search_text', options, (text: unknown) => searchText(String(text ?? '')))
  database.function('search_text', options, (one: unknown, other: unknown) =>
    searchText(String(one ?? ''), String(other ?? '')),
  )
  database.function('sort_key', options, (name: unknown) => sortKey(String(name)))
}

function migrateTo(database: Database, version: number, statements: string): void {
  const step = database.transaction(() => {
    // Checked again inside the write lock: another process may have migrated since.
    if (readSchemaVersion(database) >= version) return
    database.exec(statements)
    const [dangling] = database.prepare('PRAGMA foreign_key_check').all()
    if (dangling !== undefined) throw new AppError('database-damaged', { reason: 'check-failed' })
    database.pragma(`user_version = ${version}`)
    // In the same breath: tables without it are taken for another program's.
    database.pragma(`application_id = ${applicationId}`)
  })
  step.immediate()
}
