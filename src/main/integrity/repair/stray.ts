import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { isNew } from '../match'
import { requirePlainFile } from '../quarantine/library-path'
import type { RepairParts } from './parts'

/** Whether a row has this path now. */
export function hasRow(database: Database, path: string): boolean {
  return database.prepare('SELECT 1 FROM portrait WHERE path = ?').get(path) !== undefined
}

/**
 * A file without a row, as it is now and not as it was when it was found. Throws AppError `not-found` for one
 * that has a row or is gone, `not-a-plain-file`, and `file-still-new`: its row may be about to be written.
 */
export async function requireStray(
  { database, dataFolder, fileSystem, clock }: RepairParts,
  path: string,
): Promise<string> {
  const file = await requirePlainFile(fileSystem, dataFolder, path)
  if (hasRow(database, path)) throw new AppError('not-found')
  const { modifiedAt } = await fileSystem.lstat(file)
  if (isNew(modifiedAt.getTime(), clock())) {
    throw new AppError('file-still-new', { name: basename(path) })
  }
  return file
}
