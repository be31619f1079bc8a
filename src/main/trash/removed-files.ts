import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { type Clock, timestamp } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import { createPortraitFiles, type StoredFile } from '../portraits/files'
import { createPortraitsInNeed } from '../portraits/last-copy'
import type { Thumbnails } from '../portraits/thumbnails/thumbnails'

/** Files whose lines are settled together, after their folders have been synced. */
const filesAtOnce = 32

interface FileRow extends StoredFile {
  readonly id: number
}

export interface RemovedFilesOptions {
  readonly database: Database
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly thumbnails: Pick<Thumbnails, 'forget'>
  /** False while a backup reads files of rows it has copied before they were removed. */
  readonly mayRemove: () => boolean
}

/** What became of files whose rows are gone. */
export interface FilesWorkedOff {
  readonly removed: number
  /** Not what we had stored, named by a row again, or the last good copy of another portrait: left alone. */
  readonly left: number
}

export type RemovedFiles = ReturnType<typeof createRemovedFiles>

interface State {
  isStopped: boolean

  running: Promise<FilesWorkedOff> | null
}

function createContext(options: RemovedFilesOptions) {
  const { database, dataFolder, fileSystem, clock, thumbnails, mayRemove } = options
  const files = createPortraitFiles({ dataFolder, fileSystem })
  const portraitsInNeed = createPortraitsInNeed({ database, dataFolder, fileSystem })
  const select = database.prepare<[number, number], FileRow>(
    `SELECT id, path, sha256, bytes FROM file_to_remove
     WHERE settled_at IS NULL AND id > ? ORDER BY id LIMIT ?`,
  )
  const namesPath = database
    .prepare<[string], number>('SELECT 1 FROM portrait WHERE path = ?')
    .pluck()
  const hasHash = database
    .prepare<[string], number>('SELECT 1 FROM portrait WHERE sha256 = ?')
    .pluck()
  const settle = database.prepare<[string, string]>(
    `UPDATE file_to_remove SET settled_at = ?
     WHERE id IN (SELECT value FROM json_each(?))`,
  )
  const state: State = { isStopped: false, running: null }

  return {
    files,
    state,
    namesPath,
    portraitsInNeed,
    fileSystem,
    hasHash,
    thumbnails,
    dataFolder,
    select,
    mayRemove,
    settle,
    clock,
  }
}

type Context = ReturnType<typeof createContext>

/**
 * Removes the files of portraits that were removed for good. Their rows went first, in one transaction with
 * the lines this works through, so that a process killed anywhere leaves lines that the next start continues
 * with, and never a row without its file.
 *
 * Why no portrait is lost by it: a line is only written where a row is deleted; a name that has a line is
 * never given to a new portrait; right before the file is deleted, the rows are searched for its path again;
 * links are not followed; a file that no longer holds the bytes that were stored was written by another
 * program and stays for the integrity check; and so does one whose bytes another portrait needs because its
 * own file is damaged.
 */
export function createRemovedFiles(options: RemovedFilesOptions) {
  const context = createContext(options)
  const { state } = context

  return {
    /** Works off what is there to do; what cannot be done now waits. Throws the database's AppErrors. */
    workOff: () => workOff(context),

    stop(): void {
      state.isStopped = true
    },
  }
}

/** Null when unknown for now; the line stays for another time. */
async function removeOne(context: Context, file: FileRow): Promise<'removed' | 'left' | null> {
  const { files, state, namesPath, portraitsInNeed, fileSystem, hasHash, thumbnails } = context
  const reading = await files.read(file)
  if (state.isStopped) return null
  if (reading.state === 'missing') return 'removed'
  if (reading.state === 'damaged') return 'left'
  if (reading.state === 'unreadable') return null
  if (namesPath.get(file.path) !== undefined) return 'left'
  const inNeed = await portraitsInNeed({ sha256: file.sha256, portraitId: null })
  if (state.isStopped) return null
  if (inNeed.length > 0) return 'left'
  try {
    await fileSystem.unlink(pathOf(context, file))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 'removed'
    if (systemErrorCode(error) !== '') return null
    throw error
  }
  if (!state.isStopped && hasHash.get(file.sha256) === undefined)
    await thumbnails.forget(file.sha256)
  return 'removed'
}

function pathOf(context: Context, { path }: StoredFile): string {
  const { dataFolder } = context
  return join(dataFolder, ...path.split('/'))
}

async function syncFolders(context: Context, done: readonly FileRow[]): Promise<boolean> {
  const { fileSystem } = context
  try {
    for (const folder of new Set(done.map((file) => dirname(pathOf(context, file))))) {
      await fileSystem.syncFolder(folder)
    }
    return true
  } catch (error) {
    // Until the disk has it, a file may come back with the power: its line is looked at again.
    if (systemErrorCode(error) === 'ENOENT') return true
    if (systemErrorCode(error) !== '') return false
    throw error
  }
}

async function work(context: Context): Promise<FilesWorkedOff> {
  const { state, select, mayRemove, settle, clock } = context
  let removed = 0
  let left = 0
  let after = 0
  for (;;) {
    const some = state.isStopped ? [] : select.all(after, filesAtOnce)
    const settled: FileRow[] = []
    for (const file of some) {
      if (state.isStopped || !mayRemove()) break
      after = file.id
      const end = await removeOne(context, file)
      if (end === null) continue
      settled.push(file)
      if (end === 'removed') removed += 1
      else left += 1
    }
    if (settled.length > 0 && (await syncFolders(context, settled)) && !state.isStopped) {
      settle.run(timestamp(clock), JSON.stringify(settled.map(({ id }) => id)))
    }
    if (some.length < filesAtOnce || state.isStopped || !mayRemove()) return { removed, left }
  }
}

function workOff(context: Context): Promise<FilesWorkedOff> {
  const { state } = context
  state.running ??= work(context)
    .catch((error: unknown) => {
      throw databaseError(error)
    })
    .finally(() => {
      state.running = null
    })
  return state.running
}
