import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { readStream } from '../disk/streams'
import { unlessAborted } from '../tasks/cancel'
import type { ArchiveFormat } from './unpack'

/** Enough to tell what an archive is for. A tar has no list of its files: it would be read to its end for more. */
const mostNames = 20_000
const mostTarBytes = 256 * 2 ** 20

/**
 * The names of the files in an archive, as they stand in it, without unpacking any; of a large one only the first.
 * Throws what yauzl, tar-stream, zlib and the disk throw, and the signal's reason.
 */
export function listArchive(
  path: string,
  format: ArchiveFormat,
  signal?: AbortSignal,
): Promise<string[]> {
  return unlessAborted(signal, format === 'zip' ? listZip(path) : listTar(path, format))
}

async function listZip(path: string): Promise<string[]> {
  const { openPromise, getFileNameLowLevel } = await import('yauzl')
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false })
  const names: string[] = []
  try {
    for await (const { generalPurposeBitFlag, fileNameRaw, extraFields } of zip.eachEntry()) {
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
      if (!/[/\\]$/.test(name)) names.push(name)
      if (names.length === mostNames) break
    }
    return names
  } finally {
    zip.close()
  }
}

async function listTar(path: string, format: 'tar' | 'gzip'): Promise<string[]> {
  const { extract } = await import('tar-stream')
  const entries = extract()
  const names: string[] = []
  const enough = new AbortController()
  let bytes = 0
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length
      if (bytes > mostTarBytes) enough.abort()
      done(null, piece)
    },
  })
  entries.on('entry', ({ name, type }, content, next) => {
    if (type === 'file' || type === 'contiguous-file') names.push(name)
    if (names.length === mostNames) enough.abort()
    content.on('end', next)
    content.resume()
  })
  const { signal } = enough
  try {
    await (format === 'gzip'
      ? pipeline(readStream(path), createGunzip(), meter, entries, { signal })
      : pipeline(readStream(path), meter, entries, { signal }))
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return names
}
