import { join } from 'node:path'
import type { BackupWarning } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import type { AllocateBuffer } from '../../core/disk/buffer-pool'
import type { FileSystem } from '../../core/disk/file-system'
import { type Hash, hashInThread } from '../../core/disk/hash-in-thread'
import { readAhead } from '../../core/disk/read-ahead'
import { requireRoom } from '../../core/disk/require-room'
import { placeFile, replaceFile } from '../../core/disk/write-file'
import { storedName } from '../archive/folder-source'
import type { ManifestEntry } from '../archive/manifest'
import { entryForPath } from '../archive/names'
import { readPortrait } from '../archive/read-portrait'
import type { SnapshotRow } from '../database-copy'
import type { StoreReadings } from './store-readings'

export interface PicturesOrder {
  /** The store. */
  readonly folder: string
  /** What the store holds; `note` records what was written and read back. */
  readonly readings: Pick<StoreReadings, 'pictures' | 'note'>
  readonly now: Date
  readonly rows: readonly SnapshotRow[]
  readonly stamp: string
  readonly signal?: AbortSignal
  readonly onProgress?: (far: {
    readonly done: number
    readonly total: number
    readonly doneBytes: number
    readonly totalBytes: number
  }) => void
}

interface StoredPictures {
  /** As the manifest lists them. */
  readonly entries: readonly ManifestEntry[]
  readonly warnings: readonly BackupWarning[]
}

/**
 * Stores the portraits that the store does not have, and reads back what it wrote. A picture that is there in
 * its size is assumed to match its name; `readStore` verifies those. Throws AppError `backup-damaged` when
 * the disk does not store bytes correctly, and Node's own errors.
 */
export async function storePictures(
  { fileSystem, dataFolder }: { readonly fileSystem: FileSystem; readonly dataFolder: string },
  { folder, readings, now, rows, stamp, signal, onProgress }: PicturesOrder,
): Promise<StoredPictures> {
  const here = new Map(readings.pictures().map(({ name, bytes }) => [name, bytes]))
  const written = new Set<string>()
  const entries: ManifestEntry[] = []
  const warnings: BackupWarning[] = []
  const wanted: SnapshotRow[] = []
  for (const row of rows) {
    const name = entryForPath(row.path, stamp)
    if (name === null) {
      warnings.push({ name: row.name, path: row.path, state: 'unreadable' })
      continue
    }
    const entry = { name, bytes: row.bytes, sha256: row.sha256 }
    if (here.get(storedName(entry)) === row.bytes) entries.push(entry)
    else wanted.push(row)
  }
  const totalBytes = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
  await requireRoom(folder, totalBytes)
  let done = 0
  let doneBytes = 0
  await hashInThread(async (hash) => {
    const store = createPictureStore(fileSystem, { folder, here, written, hash })
    const storeOne = async (row: SnapshotRow, allocate: AllocateBuffer) => {
      signal?.throwIfAborted()
      const found = await readPortrait(row, { fileSystem, dataFolder, hash, allocate })
      const name = entryForPath(row.path, stamp)
      if (found.bytes === null || name === null) return { state: found.state, entry: null }
      const entry = { name, bytes: found.bytes.length, sha256: found.sha256 }
      await store(entry, found.bytes, allocate)
      return { state: found.state, entry }
    }
    for await (const { item: row, value: found } of readAhead(wanted, storeOne)) {
      const { state, entry } = found
      if (state !== 'sound') warnings.push({ name: row.name, path: row.path, state })
      if (entry !== null) entries.push(entry)
      done += 1
      doneBytes += row.bytes
      onProgress?.({ done, total: wanted.length, doneBytes, totalBytes })
    }
  })
  await fileSystem.syncFolder(folder)
  for (const name of written) await readings.note(name, now)
  return { entries, warnings }
}

interface Store {
  readonly folder: string
  /** Sizes of what is there. */
  readonly here: Map<string, number>
  /** What was read back. */
  readonly written: Set<string>
  readonly hash: Hash
}

/** Several pictures are kept at the same time, but the same one by one: two rows may show it. */
function createPictureStore(fileSystem: FileSystem, store: Store) {
  const running = new Map<string, Promise<void>>()
  return async (
    entry: ManifestEntry,
    bytes: Uint8Array,
    allocate: AllocateBuffer,
  ): Promise<void> => {
    const name = storedName(entry)
    const before = running.get(name) ?? Promise.resolve()
    const keeping = before.then(() =>
      writePicture(fileSystem, store, { name, entry, bytes, allocate }),
    )
    running.set(name, keeping)
    await keeping
  }
}

interface Picture {
  readonly name: string
  readonly entry: ManifestEntry
  readonly bytes: Uint8Array
  readonly allocate: AllocateBuffer
}

async function writePicture(
  fileSystem: FileSystem,
  { folder, here, written, hash }: Store,
  { name, entry, bytes, allocate }: Picture,
): Promise<void> {
  const path = join(folder, name)
  const size = here.get(name)
  if (size === bytes.length) return
  // One of another size was harmed since it was written.
  if (size === undefined) await placeFile(fileSystem, path, bytes)
  else await replaceFile(fileSystem, path, bytes)
  here.set(name, bytes.length)
  const back = await fileSystem.readInto(path, allocate, { maximumBytes: bytes.length })
  if ((await hash(back)) !== entry.sha256) {
    throw new AppError('backup-damaged', { names: name, name, count: 1 })
  }
  written.add(name)
}
