import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import type {
  ComparedPage,
  ComparedQuery,
  ComparedRecord,
  RestorePreview,
} from '../../shared/backup'
import { AppError } from '../../shared/errors'
import type { Clock } from '../core/clock'
import { makeWorkFolder } from '../core/disk/scratch/folders'
import { sha256 } from '../core/disk/sha256'
import { isPictureOf } from '../portraits/is-picture'
import type { PortraitRow } from '../portraits/rows'
import { pathForEntry } from './archive/names'
import { type OpenBackup, openBackup } from './archive/open-backup'
import { extractDatabase } from './archive/read-through'
import { compareRecords } from './compare'
import { countRecords } from './database-copy'
import { workPlace } from './swap'
import { databaseBytes, isLater } from './verify'

/** Faces shown before anything is done. */
const facesShown = 8

/** A backup that is open for previewing and restoring. */
export interface OpenedBackup {
  readonly backup: OpenBackup
  /** Its database, brought up to date, in a copy of ours. */
  readonly database: Database
  preview(here: Database | null): RestorePreview
  compare(here: Database, query: ComparedQuery): ComparedPage
  /** The row of a portrait there. Throws AppError `not-found`. */
  portrait(id: number): PortraitRow
  /** The bytes of a portrait there, when they are what they should be; else null. */
  readPortrait(row: Pick<PortraitRow, 'path' | 'sha256' | 'format'>): Promise<Buffer | null>
  close(): Promise<void>
}

export interface OpenForRestoreOptions {
  readonly dataFolder: string
  readonly clock: Clock
  readonly signal?: AbortSignal
}

/**
 * Opens a backup for a preview: its list, manifest and database are verified then, its portraits one by one
 * when they are read. Throws AppError `backup-…`.
 */
export async function openForRestore(
  path: string,
  options: OpenForRestoreOptions,
): Promise<OpenedBackup> {
  const { dataFolder, clock, signal } = options
  const backup = await openBackup(path, signal)
  const folder = await makeWorkFolder(workPlace(dataFolder), databaseBytes(backup))
  let database: Database
  try {
    const copy = join(folder.path, 'visit.db')
    await extractDatabase(backup, copy, signal)
    database = new SQLite(copy, { readonly: true })
  } catch (error) {
    await backup.source.close()
    await folder.remove()
    throw error
  }
  const { manifest, source, summary } = backup
  const entries = new Map(manifest.entries.map((entry) => [pathForEntry(entry.name), entry]))
  const selectPortrait = database.prepare<[number], PortraitRow>(
    'SELECT * FROM portrait WHERE id = ?',
  )

  return {
    backup,
    database,

    preview(here) {
      const compared = here === null ? [] : compareRecords(database, here)
      const count = (state: ComparedRecord['state']) =>
        compared.filter((record) => record.state === state).length
      return {
        summary,
        kind: source.kind,
        now: here === null ? null : countRecords(here),
        warnings: manifest.warnings,
        isFromTheFuture: isLater(manifest.madeAt, clock()),
        onlyHere: count('only-here'),
        onlyThere: count('only-there'),
        different: count('different'),
        same: count('same'),
        faces: sampleFaces(database),
      }
    },

    compare(here, { state, offset, limit }) {
      const all = compareRecords(database, here)
      const wanted = state === 'all' ? all : all.filter((record) => record.state === state)
      return { total: wanted.length, rows: wanted.slice(offset, offset + limit) }
    },

    portrait(id) {
      const row = selectPortrait.get(id)
      if (row === undefined) throw new AppError('not-found', { kind: 'portrait', id })
      return row
    },

    async readPortrait(row) {
      const entry = entries.get(row.path)
      if (entry === undefined) return null
      const bytes = await source.read(entry.name)
      const isSame = (await sha256(bytes)) === row.sha256
      return isSame && isPictureOf(bytes, row.format) ? bytes : null
    },

    async close() {
      database.close()
      await source.close()
      await folder.remove()
    },
  }
}

function sampleFaces(database: Database): number[] {
  return database
    .prepare<[number], number>(
      `SELECT current_portrait_id FROM character
       WHERE trashed_at IS NULL AND current_portrait_id IS NOT NULL
       ORDER BY updated_at DESC LIMIT ?`,
    )
    .pluck()
    .all(facesShown)
}
