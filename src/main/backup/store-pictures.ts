import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupWarning } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import type { FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'
import { placeFile, replaceFile } from '../disk/write-file'
import { sha256 } from '../portraits/hash'
import { storedName } from './folder-source'
import type { ManifestEntry } from './manifest'
import { entryForPath } from './names'
import { readAhead } from './read-ahead'
import { type PortraitBytes, readPortrait } from './read-portrait'
import { requireRoom } from './room'
import type { SnapshotRow } from './snapshot'
import { stopIfCancelled } from './stop'

export interface PicturesOrder {
  /** The store. */
  readonly folder: string
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
 * Puts those portraits into the store that it does not hold, and reads back what it wrote. A picture that is
 * there in its size is taken for what its name says; `verify` reads those. Throws AppError `backup-damaged`
 * when a disk does not keep what it is given, and Node's own errors.
 */
export async function storePictures(
  { fileSystem, dataFolder }: { readonly fileSystem: FileSystem; readonly dataFolder: string },
  { folder, rows, stamp, signal, onProgress }: PicturesOrder,
): Promise<StoredPictures> {
  const here = await sizesIn(folder)
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
  const read = (row: SnapshotRow): Promise<PortraitBytes> => {
    stopIfCancelled(signal)
    return readPortrait(fileSystem, dataFolder, row)
  }
  for await (const { item: row, value: found } of readAhead(wanted, read)) {
    if (found.state !== 'sound') {
      warnings.push({ name: row.name, path: row.path, state: found.state })
    }
    const name = entryForPath(row.path, stamp)
    if (found.bytes !== null && name !== null) {
      const entry = { name, bytes: found.bytes.length, sha256: found.sha256 }
      await keep(fileSystem, { folder, entry, bytes: found.bytes, here })
      entries.push(entry)
    }
    done += 1
    doneBytes += row.bytes
    onProgress?.({ done, total: wanted.length, doneBytes, totalBytes })
  }
  await fileSystem.syncFolder(folder)
  return { entries, warnings }
}

interface Keeping {
  readonly folder: string
  readonly entry: ManifestEntry
  readonly bytes: Uint8Array
  readonly here: Map<string, number>
}

async function keep(
  fileSystem: FileSystem,
  { folder, entry, bytes, here }: Keeping,
): Promise<void> {
  const name = storedName(entry)
  const path = join(folder, name)
  const size = here.get(name)
  if (size === bytes.length) return
  // One of another size was harmed since it was written.
  if (size === undefined) await placeFile(fileSystem, path, bytes)
  else await replaceFile(fileSystem, path, bytes)
  here.set(name, bytes.length)
  const back = await fileSystem.readFile(path, { maximumBytes: bytes.length })
  if ((await sha256(back)) !== entry.sha256) {
    throw new AppError('backup-damaged', { names: name, name, count: 1 })
  }
}

async function sizesIn(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  for (const name of await readdir(folder)) {
    if (!/^[0-9a-f]{64}\.\w+$/.test(name)) continue
    try {
      const found = await lstat(join(folder, name))
      if (found.isFile()) sizes.set(name, found.size)
    } catch (error) {
      // Removed since it was listed: it will be written again.
      if (systemErrorCode(error) !== 'ENOENT') throw error
    }
  }
  return sizes
}
