import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const

const isKnown = (encoding: string): encoding is keyof typeof unpackers =>
  Object.hasOwn(unpackers, encoding)

/**
 * Undoes a `Content-Encoding` that a server applied although it was asked not to. Rejects with zlib's
 * errors, ERR_BUFFER_TOO_LARGE as soon as more than `maximumBytes` would come out.
 */
export async function unpack(
  bytes: Buffer<ArrayBuffer>,
  encoding: string | undefined,
  maximumBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = encoding?.trim().toLowerCase() ?? 'identity'
  if (!isKnown(name)) return bytes
  return unpackers[name](bytes, { maxOutputLength: maximumBytes })
}
