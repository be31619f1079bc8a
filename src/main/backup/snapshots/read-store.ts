import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { TaskProgress } from '../../../shared/tasks'
import type { Clock } from '../../core/clock'
import type { FileSystem } from '../../core/disk/file-system'
import { mayRemove } from '../../core/disk/may-remove'
import { sha256 as hash } from '../../core/disk/sha256'
import { replaceFile } from '../../core/disk/write-file'
import { storeFolderName } from '../archive/folder-source'
import { readPortrait } from '../archive/read-portrait'
import type { SnapshotRow } from '../database-copy'
import { openReadings, type StoreReadings } from './store-readings'
import { liftMarks, markDamaged } from './stored-snapshot'

const dayMs = 24 * 60 * 60 * 1_000
/** All of the store is read in this time, so that a month is kept also where days are left out. */
const roundMs = 14 * dayMs
/** At least so much is read each time: some seconds, and all of most stores. */
const leastBytes = 1024 * 1024 * 1024

export interface StoreParts {
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
}

export interface ReadStoreOrder {
  /** The folder of all automatic backups. */
  readonly folder: string
  /** The portraits of the library in use, from which a damaged picture is replaced. */
  readonly rows: readonly SnapshotRow[]
  /** Read at least so much, in bytes. */
  readonly leastBytes?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

export interface StoreRead {
  /** Names of pictures in the store. */
  readonly read: number
  readonly healed: readonly string[]
  /** Backups that list one of these are marked as damaged. */
  readonly bad: readonly string[]
}

/**
 * Reads a part of the store of automatic backups against the SHA-256 of each picture: first what was damaged
 * or modified since, then what has waited longest; a full round takes two weeks of backups. A damaged picture
 * is replaced from the library when its file there is intact; otherwise every backup that lists it is marked.
 * When cancelled, what was read counts. Throws Node's own errors.
 */
export async function readStore(parts: StoreParts, order: ReadStoreOrder): Promise<StoreRead> {
  const { fileSystem, clock } = parts
  const { folder, signal, onProgress } = order
  const now = clock()
  const readings = await openReadings(folder)
  const slice = chooseSlice(readings, now, order.leastBytes ?? leastBytes)
  const totalBytes = slice.reduce((sum, { bytes }) => sum + bytes, 0)
  const healed: string[] = []
  const bad: string[] = []
  let done = 0
  let doneBytes = 0
  for (const { name, bytes } of slice) {
    if (signal?.aborted) break
    const path = join(folder, storeFolderName, name)
    const sha256 = name.slice(0, 64)
    const isIntact = (await mayRemove(fileSystem, [{ path, sha256 }])).length === 0
    if (!isIntact) {
      readings.noteBad(name)
      if (await replaceFromLibrary(parts, order, { path, sha256 })) healed.push(name)
      else bad.push(name)
    }
    if (isIntact || healed.includes(name)) await readings.note(name, now)
    done += 1
    doneBytes += bytes
    const far = { done, total: slice.length, doneBytes, totalBytes }
    onProgress?.({ step: 'verify', ...far })
  }
  readings.save(now)
  if (bad.length > 0) await markDamaged(folder, bad)
  await liftMarks(folder, readings)
  return { read: done, healed, bad }
}

interface Waiting {
  readonly name: string
  readonly bytes: number
}

function chooseSlice(readings: StoreReadings, now: Date, atLeast: number): Waiting[] {
  const all = readings.pictures()
  const totalBytes = all.reduce((sum, { bytes }) => sum + bytes, 0)
  const share = Math.max(atLeast, totalBytes / (roundMs / dayMs))
  const suspect = all.filter(({ name }) => readings.isSuspect(name))
  const others = all
    .filter(({ name }) => !readings.isSuspect(name))
    .map((picture) => ({ ...picture, since: readings.waitsSince(picture.name, now) }))
    .toSorted((one, other) => one.since - other.since)
  const slice: Waiting[] = [...suspect]
  let bytes = 0
  for (const picture of others) {
    // Either way: a clock that was set back must not put the readings off until it has caught up.
    const isOverdue = Math.abs(now.getTime() - picture.since) >= roundMs
    if (bytes >= share && !isOverdue) break
    slice.push(picture)
    bytes += picture.bytes
  }
  return slice
}

/** False where the library has no intact file with these bytes, or the disk does not store them correctly. */
async function replaceFromLibrary(
  { fileSystem, dataFolder }: StoreParts,
  { rows }: ReadStoreOrder,
  { path, sha256 }: { readonly path: string; readonly sha256: string },
): Promise<boolean> {
  for (const row of rows.filter((one) => one.sha256 === sha256)) {
    const allocate = (bytes: number) => new Uint8Array(bytes)
    const { bytes, state } = await readPortrait(row, { fileSystem, dataFolder, hash, allocate })
    if (bytes === null || state !== 'sound') continue
    await replaceFile(fileSystem, path, bytes)
    if ((await mayRemove(fileSystem, [{ path, sha256 }])).length > 0) {
      throw new AppError('backup-damaged', { names: sha256, name: sha256, count: 1 })
    }
    return true
  }
  return false
}
