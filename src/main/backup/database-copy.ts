import { join } from 'node:path'
import SQLite, { type Database, type Statement } from 'better-sqlite3'
import type { LibraryCounts } from '../../shared/backup'
import { copyDatabase } from '../core/database/copy-database'
import { databaseError } from '../core/database/database-error'
import { readIdentity } from '../core/database/identity'
import { readSchemaVersion } from '../core/database/migrations'
import type { AskOptions } from '../core/reader/ask-reader'
import { cancelledOr } from '../core/tasks/cancel'
import { createTimeSlice } from '../core/tasks/time-slice'

/** A portrait as a backup needs to know it. */
export interface SnapshotRow {
  readonly id: number
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  /** As the row says: `png`, `webp`… */
  readonly format: string
  /** The name of its subject; empty for an unassigned portrait. */
  readonly name: string
}

export interface Snapshot {
  /** A database of one file, without a log. */
  readonly path: string
  readonly schemaVersion: number
  /** Which library it is of; null for one from before there was an identity. */
  readonly library: string | null
  readonly counts: LibraryCounts
  readonly rows: readonly SnapshotRow[]
}

/**
 * Copies the database with SQLite's own backup while it is in use, and reads from the copy which portraits
 * belong to it. Throws AppErrors of the database, and `backup-cancelled`.
 */
export async function takeSnapshot(
  database: Database,
  folder: string,
  options: AskOptions = {},
): Promise<Snapshot> {
  const { signal } = options
  const path = join(folder, 'snapshot.db')
  try {
    await copyDatabase(database, path, options)
    return { path, ...(await readLibrary(path, signal)) }
  } catch (error) {
    throw cancelledOr(databaseError(error), signal)
  }
}

/**
 * The facts of a database that no other process uses; its log, if any, is merged into it. Throws what SQLite throws, and
 * the signal's reason.
 */
export async function readLibrary(
  path: string,
  signal?: AbortSignal,
): Promise<Omit<Snapshot, 'path'>> {
  const database = new SQLite(path)
  try {
    database.pragma('journal_mode = DELETE')
    return {
      schemaVersion: readSchemaVersion(database),
      library: readIdentity(database),
      counts: countRecords(database),
      rows: await readRows(database, signal),
    }
  } finally {
    database.close()
  }
}

/** How many bytes a copy of a database takes. */
export function sizeOfDatabase(database: Database): number {
  const page = (name: string): number => Number(database.pragma(name, { simple: true }))
  return page('page_count') * page('page_size')
}

/** How many there are, without those in the trash. */
export function countRecords(database: Database): LibraryCounts {
  const count = (table: string): number =>
    Number(database.prepare(`SELECT count(*) FROM ${table} WHERE trashed_at IS NULL`).pluck().get())
  return {
    campaigns: count('campaign'),
    characters: count('character'),
    portraits: count('portrait'),
  }
}

/** Every portrait row, those in the trash included: their files stay. */
export function portraitRows(database: Database): SnapshotRow[] {
  return selectRows(database).all()
}

/** The same in steps that let other work run between them; the database must not be used until it is done. */
async function readRows(
  database: Database,
  signal: AbortSignal | undefined,
): Promise<SnapshotRow[]> {
  const rows: SnapshotRow[] = []
  const slice = createTimeSlice(signal)
  for (const row of selectRows(database).iterate()) {
    rows.push(row)
    if (slice.isDue()) await slice.yieldTurn()
  }
  return rows
}

function selectRows(database: Database): Statement<[], SnapshotRow> {
  return database.prepare(
    `SELECT portrait.id, path, sha256, bytes, format,
         coalesce(character.name, campaign.name, '') AS name
       FROM portrait
       LEFT JOIN character ON character.id = portrait.character_id
       LEFT JOIN campaign ON campaign.id = portrait.campaign_id
       ORDER BY portrait.id`,
  )
}
