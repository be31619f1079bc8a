import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { databaseError } from '../core/database/database-error'
import { migrate } from '../core/database/migrations'
import { isThere } from '../core/disk/blocking'
import { addSpending, copySpending, type SpendingCopy } from '../generation/spending/merge'

/**
 * Adds what this library has spent, and its limits where they are stricter, to the one that is about to take its place:
 * money that is gone does not come back with a backup. No process may have either of them open. A library that cannot be
 * read, which a restore may be for, has nothing to add, and a damaged one that comes back stays as it is. Throws
 * AppErrors of the disk when the next one cannot be written.
 */
export function keepSpending(dataFolder: string, next: string): void {
  const path = join(dataFolder, next, 'castkeeper.db')
  const spent = readSpent(join(dataFolder, 'castkeeper.db'))
  // Ours never has a journal beside it; SQLite would roll one of another library into this one.
  if (spent === null || isEmpty(spent) || !isThere(path) || isThere(`${path}-journal`)) return
  try {
    const database = new SQLite(path)
    try {
      database.pragma('synchronous = FULL')
      // One that was set aside by an earlier version has no such tables yet.
      migrate(database)
      addSpending(database, spent)
    } finally {
      database.close()
    }
  } catch (error) {
    const known = databaseError(error)
    if (known instanceof AppError && known.code === 'database-damaged') return
    throw known
  }
}

/** Whether another library need not be opened and written for it, which holds up the main process. */
function isEmpty({ lines, settlements, limits }: SpendingCopy): boolean {
  return lines.length + settlements.length + limits.length === 0
}

function readSpent(path: string): SpendingCopy | null {
  try {
    const database = new SQLite(path, { readonly: true, fileMustExist: true })
    try {
      return copySpending(database)
    } finally {
      database.close()
    }
  } catch {
    // Damaged, or none at all.
    return null
  }
}
