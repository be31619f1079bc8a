import { basename, join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { StayedFile } from '../../shared/storage'
import { databaseError } from '../core/database/database-error'
import { examineDatabase } from '../core/database/examine'
import type { FileSystem } from '../core/disk/file-system'
import { mayRemove } from '../core/disk/may-remove'
import { createPortraitsInNeed } from '../portraits/last-copy'
import type { PreviousFile } from './previous-list'

/** Files that are never changed once they have their name; anything else goes on being written. */
const unchanging =
  /^(?:static\/|quarantine\/.+\/(?!manifest\.jsonl$)|inbox\/|backups\/.+\.db$|before_restore_)/

export interface NeedOptions {
  /** The folder of the library in use. */
  readonly live: string
  readonly fileSystem: FileSystem
}

export type WhyItStays = (file: PreviousFile, sha256: string) => Promise<StayedFile | null>

/**
 * Opens the library in use to find why each file of a previous location has to stay; null means that it may
 * be deleted. It stays when a portrait needs its bytes because the portrait's own file is damaged, and when
 * the copy in use is not what was copied. Throws AppError `move-live-damaged` when the database in use is
 * damaged.
 */
export async function withNeeds<Value>(
  { live, fileSystem }: NeedOptions,
  work: (whyItStays: WhyItStays) => Promise<Value>,
): Promise<Value> {
  const path = join(live, 'castkeeper.db')
  await requireWhole(path)
  const database = new SQLite(path, { fileMustExist: true })
  try {
    return await work(createWhyItStays(database, { live, fileSystem }))
  } catch (error) {
    throw databaseError(error)
  } finally {
    database.close()
  }
}

async function requireWhole(path: string): Promise<void> {
  let isWhole = false
  try {
    const { integrity, strays } = await examineDatabase(path)
    isWhole = integrity === 'ok' && strays === 0
  } catch (error) {
    throw new AppError('move-live-damaged', {}, { cause: error })
  }
  if (!isWhole) throw new AppError('move-live-damaged')
}

interface PathRow {
  readonly id: number
  readonly path: string
  readonly sha256: string
  readonly name: string
}

function createWhyItStays(database: Database, { live, fileSystem }: NeedOptions): WhyItStays {
  const portraitsInNeed = createPortraitsInNeed({ database, dataFolder: live, fileSystem })
  const rowOf = database.prepare<[string], PathRow>(
    `SELECT portrait.id, path, sha256,
       coalesce(campaign.name, character.name, portrait.original_name, '') AS name
     FROM portrait
     LEFT JOIN campaign ON campaign.id = portrait.campaign_id
     LEFT JOIN character ON character.id = portrait.character_id
     WHERE path = ?`,
  )
  const wasRemoved = database
    .prepare<[string], number>('SELECT 1 FROM file_to_remove WHERE path = ?')
    .pluck()
  const isPortraits = database
    .prepare<[string], number>('SELECT 1 FROM portrait WHERE sha256 = ?')
    .pluck()
  // Its portrait was made smaller since, and what it shows now has been found whole by then.
  const wasMadeSmaller = database
    .prepare<[string], number>('SELECT 1 FROM compressed_portrait WHERE original_sha256 = ?')
    .pluck()

  return async ({ path }, sha256) => {
    const [inNeed] = await portraitsInNeed({ sha256, portraitId: null })
    if (inNeed !== undefined) return { path, ...inNeed }
    if (isPortraits.get(sha256) !== undefined) return null
    const [unlike] = await mayRemove(fileSystem, [{ path: join(live, path), sha256 }])
    if (unlike === undefined) return null
    const { state } = unlike
    const row = rowOf.get(path)
    if (row !== undefined) {
      // Harmed before the move already: what is left of it is not less worth for that.
      const own = await mayRemove(fileSystem, [{ ...row, path: join(live, path) }])
      return own.length === 0 ? null : { path, portraitId: row.id, name: row.name, state }
    }
    if (!unchanging.test(path)) return null
    const stayed = { path, portraitId: null, name: basename(path), state }
    if (state !== 'missing') return stayed
    // What is no picture of the library leaves through ways of its own, each of which has looked first.
    if (!path.startsWith('static/')) return null
    const isExplained = wasRemoved.get(path) ?? wasMadeSmaller.get(sha256)
    return isExplained === undefined ? stayed : null
  }
}
