import { type Pack, pack } from 'tar-stream'
import type { NewFile } from '../disk/file-system'

export interface TarEntry {
  readonly name: string
  readonly bytes: number
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
}

/**
 * Writes a tar with these entries into a new file, which is neither synced nor closed afterwards. Throws
 * what the entries and the disk throw.
 */
export async function writeTar(
  file: NewFile,
  entries: AsyncIterable<TarEntry>,
  modifiedAt: Date,
): Promise<void> {
  const tar = pack()
  const fill = async (): Promise<void> => {
    for await (const { name, bytes, content } of entries) {
      const sink = tar.entry({ name, size: bytes, mtime: modifiedAt, mode: 0o644 })
      const ended = new Promise<void>((resolve, reject) => {
        sink.on('close', () => resolve())
        sink.on('error', reject)
      })
      // A failure in the middle of the content would otherwise count as unheard.
      ended.catch(() => undefined)
      for await (const piece of pieces(content)) {
        if (!sink.write(piece)) await Promise.race([ended, drained(sink)])
      }
      sink.end(null)
      await ended
    }
    tar.finalize()
  }
  const pour = async (): Promise<void> => {
    for await (const piece of tar) {
      if (piece instanceof Uint8Array) await writeWhole(file, piece)
    }
  }
  const stop = (error: unknown): never => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
  const [filled, poured] = await Promise.allSettled([fill().catch(stop), pour().catch(stop)])
  // When the disk fails the entries fail after it, and the disk is the news.
  if (poured.status === 'rejected') throw poured.reason
  if (filled.status === 'rejected') throw filled.reason
}

async function* pieces(content: TarEntry['content']): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) yield content
  else yield* content
}

function drained(sink: ReturnType<Pack['entry']>): Promise<void> {
  return new Promise((resolve) => sink.once('drain', () => resolve()))
}

/** Writes all of the bytes at the end of a new file. */
export async function writeWhole(file: NewFile, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) written += await file.write(bytes.subarray(written))
}
