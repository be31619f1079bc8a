import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Header } from 'tar-stream'
import { AppError } from '../../../shared/errors'
import { readStream } from '../disk/streams'
import { unlessAborted } from '../tasks/cancel'
import { createEntryClassifier, type EntryKind, unsafeArchive } from './archive-entry'
import { type UnpackOptions, unpackFile, unpackHollow } from './unpack-file'

/** How much is unpacked of anything at all, and how many times the archive's own size beyond that. */
const harmlessBytes = 2 ** 30
const mostGrowth = 200

/**
 * Unpacks the wanted files of a tar archive, compressed by gzip or not. Resolves with how many
 * links and devices were left out. Throws AppError
 * `import-archive-…` and what unpackFile throws; what was unpacked until then stays.
 */
export async function unpackTar(options: UnpackOptions & { isGzip: boolean }): Promise<number> {
  const { extract } = await import('tar-stream')
  const { archive, archiveBytes, folder, wanted, signal, onProgress, isGzip } = options
  const { judge, leftOut } = createEntryClassifier(archiveBytes, wanted)
  const entries = extract()
  let read = 0
  let unpacked = 0
  const packed = new Transform({
    transform(piece: Buffer, _encoding, done) {
      read += piece.length
      done(null, piece)
    },
  })
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      unpacked += piece.length
      const isBomb = unpacked > harmlessBytes + archiveBytes * mostGrowth
      done(isBomb ? unsafeArchive('too-large') : null, piece)
    },
  })
  const pumped = isGzip
    ? pipeline(readStream(archive), packed, createGunzip(), meter, entries, { signal })
    : pipeline(readStream(archive), packed, meter, entries, { signal })

  async function take(header: Header, content: AsyncIterable<unknown>): Promise<void> {
    const { name, size, mtime } = header
    // No program writes one: what follows it would be read as what it is not, or waited for without end.
    if (size > 0 && kindOf(header) !== 'file') throw new AppError('import-archive-damaged')
    signal?.throwIfAborted()
    const kept = judge({ name, kind: kindOf(header), bytes: size })
    const onBytes = () => onProgress?.({ done: read, total: archiveBytes, now: name })
    if (kept === null || kept.isHollow) {
      for await (const _ of content) onBytes()
      if (kept !== null) await unpackHollow({ folder, bytes: size, modifiedAt: mtime, ...kept })
      return
    }
    await unpackFile(() => piecesOf(content), {
      folder,
      bytes: size,
      modifiedAt: mtime,
      signal,
      onBytes,
      ...kept,
    })
  }

  async function takeAll(): Promise<void> {
    try {
      for await (const entry of entries) await take(entry.header, entry)
    } catch (error) {
      entries.destroy(error instanceof Error ? error : undefined)
      throw error
    }
  }

  const [taken, pump] = await unlessAborted(signal, Promise.allSettled([takeAll(), pumped]))
  if (pump.status === 'rejected' && isOwn(pump.reason)) throw pump.reason
  if (taken.status === 'rejected') throw taken.reason
  if (pump.status === 'rejected') throw pump.reason
  return leftOut()
}

const isOwn = (error: unknown): boolean => error instanceof Error && error.name === 'AppError'

const kinds = new Map<string, EntryKind>([
  ['file', 'file'],
  ['contiguous-file', 'file'],
  ['directory', 'folder'],
  ['pax-global-header', 'folder'],
])

const kindOf = ({ type }: Header): EntryKind => kinds.get(type) ?? 'link-or-device'

// tar-stream's streams are not Node's own: a pipeline does not notice when one of them is destroyed.
async function* piecesOf(content: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  yield* content
}
