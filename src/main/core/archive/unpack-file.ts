import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { makePrivateFolder } from '../disk/make-folder'
import { setTimes } from '../disk/set-times'
import { makeHollowFile, newFileStream } from '../disk/streams'
import { systemErrorCode } from '../disk/system-error'
import { asDiskError } from '../disk/write-file'
import type { KeptEntry, WantedFiles } from './archive-entry'

export interface UnpackOptions {
  readonly archive: string
  readonly archiveBytes: number
  /** A folder of ours with nothing in it. */
  readonly folder: string
  readonly wanted: WantedFiles
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: { done: number; total: number; now: string }) => void
}

export interface UnpackOrder extends KeptEntry {
  /** The folder of ours it is unpacked into. */
  readonly folder: string
  readonly bytes: number
  readonly modifiedAt: Date | null
  readonly signal?: AbortSignal
  readonly onBytes?: (bytes: number) => void
}

const mostHollowBytes = 2 ** 40

/**
 * Writes one file out of an archive and resolves with the CRC-32 of its bytes. Throws AppError
 * `disk-full` and its like, and whatever the stream throws.
 */
export async function unpackFile(
  open: () => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>,
  order: UnpackOrder,
): Promise<number> {
  const path = join(order.folder, order.path)
  let sum = 0
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      sum = crc32(piece, sum)
      order.onBytes?.(piece.length)
      done(null, piece)
    },
  })
  try {
    await makePrivateFolder(dirname(path))
    // Opened only now: a stream that fails without a listener ends the whole process.
    await pipeline(await open(), meter, newFileStream(path), { signal: order.signal })
    if (order.modifiedAt !== null) await setTimes(path, order.modifiedAt)
    return sum
  } catch (error) {
    throw asWriteError(error, order.folder)
  }
}

/** Writes an empty file of this size, for one of which only the size matters. */
export async function unpackHollow(order: UnpackOrder): Promise<void> {
  const path = join(order.folder, order.path)
  try {
    await makePrivateFolder(dirname(path))
    // The exact size is not reported, only that it is too large; an archive may claim any number.
    await makeHollowFile(path, Math.min(order.bytes, mostHollowBytes))
  } catch (error) {
    throw asWriteError(error, order.folder)
  }
}

function asWriteError(error: unknown, folder: string): unknown {
  const code = systemErrorCode(error)
  // Errors of streams and of zlib (ERR_…, Z_…) are about the archive, not about our disk.
  return /^E(?!RR_)[A-Z]+$/.test(code) ? asDiskError(error, { folder }) : error
}
