import SQLite from 'better-sqlite3'
import type { AutomaticBackup } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { databaseCopyPath, listCopies } from '../core/database/copies'
import type { BackupParts } from './create'
import { createSnapshot, type StoreOrder } from './snapshots/snapshots'

/** A migration that was longer ago is past worrying. */
const longestAgoMs = 7 * 24 * 60 * 60 * 1_000

export interface UnstoredMigration {
  readonly name: string
  readonly madeAt: string
}

/** The copy of the database that the last migration made first, unless it was stored already; else null. */
export function findUnstoredMigration(
  dataFolder: string,
  lastStored: string | null,
  now: Date,
): UnstoredMigration | null {
  const newest = listCopies(dataFolder).find(({ name }) => name.startsWith('before_migration_'))
  if (newest === undefined || newest.name === lastStored) return null
  return Math.abs(now.getTime() - Date.parse(newest.madeAt)) < longestAgoMs ? newest : null
}

/**
 * Makes an automatic backup of the library as it was before a migration: the database from that copy, the
 * portraits from where they still are, since a migration touches none. Throws what `storeBackup` throws.
 */
export async function storeMigration(
  parts: Omit<BackupParts, 'database'>,
  { name, madeAt }: UnstoredMigration,
  order: Omit<StoreOrder, 'why'>,
): Promise<AutomaticBackup> {
  const database = new SQLite(databaseCopyPath(parts.dataFolder, name), { readonly: true })
  try {
    const clock = () => new Date(madeAt)
    return await createSnapshot({ ...parts, database, clock }, { ...order, why: 'migration' })
  } finally {
    database.close()
  }
}

/** Whether trying again later can help: the copy itself is not what is wrong. */
export function isWorthAnotherTry(error: unknown): boolean {
  return !(error instanceof AppError) || !error.code.startsWith('database-')
}
