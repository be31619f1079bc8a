import { createHash } from 'node:crypto'
import type { BackupWarning } from '../../../shared/backup'
import { allocateFrame, type TarEntry } from '../../core/archive/tar-writer'
import type { AllocateBuffer } from '../../core/disk/buffer-pool'
import type { FileSystem } from '../../core/disk/file-system'
import type { Hash } from '../../core/disk/hash-in-thread'
import { readAhead } from '../../core/disk/read-ahead'
import { openPlain, readPieces } from '../../core/disk/read-file'
import type { Snapshot, SnapshotRow } from '../database-copy'
import { type ManifestEntry, type ManifestFacts, writeManifest } from './manifest'
import {
  databaseName,
  entryForPath,
  manifestName,
  readmeName,
  settingsName,
  stampOf,
} from './names'
import { type PortraitBytes, readPortrait } from './read-portrait'

export type ArchiveFacts = ManifestFacts

export interface ArchiveOrder {
  readonly fileSystem: FileSystem
  readonly dataFolder: string
  readonly hash: Hash
  readonly snapshot: Snapshot
  readonly now: Date
  readonly appVersion: string
  readonly settings: unknown
  readonly readme: string
  readonly signal?: AbortSignal
  readonly onPortrait?: (done: number, doneBytes: number) => void
}

interface FramedPortrait extends PortraitBytes {
  readonly frame: Uint8Array | undefined
}

/** What goes into an archive, in its order; the manifest is known, and written, last. */
export function archiveEntries(order: ArchiveOrder): {
  readonly entries: AsyncIterable<TarEntry>
  /** What was written; to be asked when it is. */
  facts(): ArchiveFacts
} {
  const { snapshot, now, appVersion } = order
  const stamp = stampOf(now)
  const listed: ManifestEntry[] = []
  const warnings: BackupWarning[] = []
  const facts = (): ArchiveFacts => ({
    appVersion,
    schemaVersion: snapshot.schemaVersion,
    madeAt: now.toISOString(),
    database: databaseName(stamp),
    library: snapshot.library,
    counts: snapshot.counts,
    entries: listed,
    warnings,
  })

  async function small(name: string, content: Buffer): Promise<TarEntry> {
    listed.push({ name, bytes: content.length, sha256: await order.hash(content) })
    return { name, bytes: content.length, content }
  }

  async function* portraits(): AsyncGenerator<TarEntry> {
    const read = async (row: SnapshotRow, allocate: AllocateBuffer): Promise<FramedPortrait> => {
      order.signal?.throwIfAborted()
      let frame: Uint8Array | undefined
      const allocateContent = (bytes: number): Uint8Array => {
        const allocated = allocateFrame(allocate, bytes)
        frame = allocated.frame
        return allocated.content
      }
      const found = await readPortrait(row, { ...order, allocate: allocateContent })
      return { ...found, frame }
    }
    let done = 0
    let doneBytes = 0
    for await (const { item: row, value: found } of readAhead(snapshot.rows, read)) {
      const name = entryForPath(row.path, stamp)
      const content = name === null ? null : found.bytes
      if (found.state !== 'sound' || name === null) {
        const state = found.state === 'sound' ? 'unreadable' : found.state
        warnings.push({ name: row.name, path: row.path, state })
      }
      if (name !== null && content !== null) {
        listed.push({ name, bytes: content.length, sha256: found.sha256 })
        yield { name, bytes: content.length, content, frame: found.frame }
      }
      done += 1
      doneBytes += row.bytes
      order.onPortrait?.(done, doneBytes)
    }
  }

  async function* entries(): AsyncGenerator<TarEntry> {
    yield await small(readmeName, Buffer.from(order.readme))
    const { file, found } = await openPlain(snapshot.path)
    try {
      const { size } = found
      const hash = createHash('sha256')
      yield {
        name: databaseName(stamp),
        bytes: size,
        content: hashed(readPieces(file, { offset: 0, bytes: size }), hash),
      }
      listed.push({ name: databaseName(stamp), bytes: size, sha256: hash.digest('hex') })
    } finally {
      await file.close()
    }
    yield* portraits()
    const settings = Buffer.from(`${JSON.stringify(order.settings, null, 2)}\n`)
    yield await small(settingsName, settings)
    const manifest = writeManifest(facts())
    yield { name: manifestName, bytes: manifest.length, content: manifest }
  }

  return { entries: entries(), facts }
}

async function* hashed(
  pieces: AsyncIterable<Buffer>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
}
