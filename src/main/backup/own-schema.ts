import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { databaseError } from '../database/database-error'
import { migrate } from '../database/migrations'

interface Program {
  readonly name: string
  readonly sql: string
}

/**
 * Brings the database of a backup up to date, in its own file. What runs by itself in it must be ours: a
 * trigger or a view that somebody added would act in the library later. Throws AppError
 * `backup-database-damaged`.
 */
export function adoptDatabase(path: string): void {
  const fresh = new SQLite(':memory:')
  try {
    const database = new SQLite(path)
    try {
      database.pragma('trusted_schema = OFF')
      migrate(database)
      migrate(fresh)
      const known = new Map(programsIn(fresh).map(({ name, sql }) => [name, sql]))
      const foreign = programsIn(database).find(({ name, sql }) => known.get(name) !== sql)
      if (foreign !== undefined) throw new AppError('backup-database-damaged')
    } finally {
      database.close()
    }
  } catch (error) {
    const known = databaseError(error)
    if (known instanceof AppError)
      throw new AppError('backup-database-damaged', {}, { cause: error })
    throw error
  } finally {
    fresh.close()
  }
}

function programsIn(database: Database): Program[] {
  return database
    .prepare<[], Program>("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    .all()
}
