import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { PortraitInNeed } from '../../shared/quarantine'
import { databaseError } from '../core/database/database-error'
import type { FileSystem } from '../core/disk/file-system'
import { type LiveCopy, mayRemove, type Unsound } from '../core/disk/may-remove'
import { systemErrorCode } from '../core/disk/system-error'
import { foldersDownTo, isPortraitPath } from './files'

export interface LastCopyOptions {
  readonly database: Database
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
}

/** A file that is about to be deleted, and is no portrait's own any more. */
export interface LeavingFile {
  readonly sha256: string
  /** The portrait it once belonged to, if any. */
  readonly portraitId: number | null
}

export type PortraitsInNeed = ReturnType<typeof createPortraitsInNeed>

interface NeedRow {
  readonly id: number
  readonly path: string
  readonly sha256: string
  readonly name: string
}

/**
 * Finds the portraits that would lose their last good copy with a file that is about to be deleted: those it
 * belonged to, those that have the very same bytes, and those that were made smaller from them. Each of their
 * own files is read against its SHA-256. An empty result means that the file may be deleted.
 *
 * A file whose portrait this database never had (an older database was restored) may be a copy of anything;
 * it is reported as the copy of a missing one. Throws the database's AppErrors.
 */
export function createPortraitsInNeed({ database, dataFolder, fileSystem }: LastCopyOptions) {
  const select = database.prepare<{ sha256: string; portraitId: number | null }, NeedRow>(
    `SELECT portrait.id, portrait.path, portrait.sha256,
       coalesce(campaign.name, character.name, portrait.original_name, '') AS name
     FROM portrait
     LEFT JOIN campaign ON campaign.id = portrait.campaign_id
     LEFT JOIN character ON character.id = portrait.character_id
     WHERE portrait.id IN (
       SELECT id FROM portrait WHERE sha256 = :sha256
       UNION SELECT portrait_id FROM compressed_portrait WHERE original_sha256 = :sha256
       UNION SELECT :portraitId)
     ORDER BY portrait.id`,
  )
  const highestId = database
    .prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'portrait'`)
    .pluck()

  function inTheDatabase({ sha256, portraitId }: LeavingFile) {
    try {
      return { rows: select.all({ sha256, portraitId }), highest: highestId.get() ?? 0 }
    } catch (error) {
      throw databaseError(error)
    }
  }

  return async (file: LeavingFile): Promise<readonly PortraitInNeed[]> => {
    const { rows, highest } = inTheDatabase(file)
    const live = rows.map((row) => ({ ...row, path: join(dataFolder, ...row.path.split('/')) }))
    const unsound: Unsound<LiveCopy & NeedRow>[] = []
    for (const [index, copy] of live.entries()) {
      const isReachable = await isInLibrary(rows[index]?.path ?? '', copy.path)
      if (isReachable) unsound.push(...(await mayRemove(fileSystem, [copy])))
      else unsound.push({ ...copy, state: 'unreadable' })
    }
    const inNeed = unsound.map(({ id: portraitId, name, state }) => ({ portraitId, name, state }))
    const { portraitId } = file
    if (portraitId === null || portraitId <= highest) return inNeed
    return [...inNeed, { portraitId, name: '', state: 'missing' }]
  }

  // A link anywhere below the data folder could lead out of it; what lies behind one is not ours.
  async function isInLibrary(path: string, absolute: string): Promise<boolean> {
    if (!isPortraitPath(path)) return false
    for (const folder of foldersDownTo(dataFolder, basename(dirname(absolute)))) {
      try {
        if ((await fileSystem.lstat(folder)).kind !== 'folder') return false
      } catch (error) {
        if (systemErrorCode(error) === 'ENOENT') return true
        if (systemErrorCode(error) !== '') return false
        throw error
      }
    }
    return true
  }
}
