import { basename, dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { BackupPlan } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { freeBytes } from '../core/disk/require-room'
import { countRecords, portraitRows } from './database-copy'

/** What a backup made now would hold, and whether it would fit beside the automatic ones. */
export async function planBackup(database: Database, folder: string): Promise<BackupPlan> {
  const page = (name: string): number => Number(database.pragma(name, { simple: true }))
  const bytes = portraitRows(database).reduce(
    (sum, row) => sum + row.bytes,
    page('page_count') * page('page_size'),
  )
  const suggested = dirname(folder)
  return {
    counts: countRecords(database),
    bytes,
    folder: basename(suggested),
    freeBytes: await freeBytes(suggested).catch((error: unknown) => {
      // A missing drive is reported when it is chosen.
      if (error instanceof AppError) return null
      throw error
    }),
  }
}
