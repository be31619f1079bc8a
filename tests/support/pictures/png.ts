import { crc32, deflateRawSync, deflateSync, constants as zlib } from 'node:zlib'

/** One chunk of a PNG, with its length and CRC (PNG specification §5.3). */
export function pngChunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const colourTypes = { grey: 0, rgb: 2, rgba: 6 } as const

export interface PngPlan {
  readonly width: number
  readonly height: number
  readonly colour?: keyof typeof colourTypes
  readonly bitsPerSample?: 1 | 8 | 16
  /** One number per sample, each 0 to 255 whatever the depth. Mid-grey when left out. */
  readonly pixel?: (x: number, y: number) => readonly number[]
  /** Chunks put between IHDR and IDAT. */
  readonly before?: readonly Buffer[]
  /** Chunks put between IDAT and IEND. */
  readonly after?: readonly Buffer[]
}

/** A PNG header chunk; the sizes need not be those of any picture. */
export function pngHeader(plan: PngPlan): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(plan.width, 0)
  data.writeUInt32BE(plan.height, 4)
  data[8] = plan.bitsPerSample ?? 8
  data[9] = colourTypes[plan.colour ?? 'rgb']
  return pngChunk('IHDR', data)
}

/** A whole, sound PNG. */
export function png(plan: PngPlan): Buffer {
  return Buffer.concat([
    pngSignature,
    pngHeader(plan),
    ...(plan.before ?? []),
    pngChunk('IDAT', deflateSync(scanLines(plan))),
    ...(plan.after ?? []),
    pngChunk('IEND'),
  ])
}

/** The rows of a picture as PNG filters them, before they are compressed. */
export function scanLines({ width, height, colour = 'rgb', ...plan }: PngPlan): Buffer {
  const bytesPerSample = (plan.bitsPerSample ?? 8) / 8
  if (bytesPerSample < 1) throw new RangeError('1-bit pictures are only made empty')
  const samples = colour === 'grey' ? 1 : colour === 'rgb' ? 3 : 4
  const row = 1 + width * samples * bytesPerSample
  const rows = Buffer.alloc(row * height)
  for (let y = 0; y < height; y += 1) {
    let at = y * row + 1
    for (let x = 0; x < width; x += 1) {
      const values = plan.pixel?.(x, y)
      for (let sample = 0; sample < samples; sample += 1) {
        rows.fill(values?.[sample] ?? (sample === 3 ? 255 : 128), at, at + bytesPerSample)
        at += bytesPerSample
      }
    }
  }
  return rows
}

/** A zlib stream of `length` zero bytes, made without compressing them all. */
export function deflatedZeros(length: number): Buffer {
  const megabyte = 2 ** 20
  const block = deflateRawSync(Buffer.alloc(megabyte), { finishFlush: zlib.Z_FULL_FLUSH })
  const last = deflateRawSync(Buffer.alloc(length % megabyte))
  // Adler-32 (RFC 1950 §8.2) of zeros: the first sum stays 1, the second counts the bytes.
  const checksum = Buffer.alloc(4)
  checksum.writeUInt16BE(length % 65_521, 0)
  checksum.writeUInt16BE(1, 2)
  const blocks = Array.from({ length: Math.floor(length / megabyte) }, () => block)
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...blocks, last, checksum])
}

/** A sound PNG of zeros of any size, in time that hardly grows with it. */
export function emptyPng(plan: PngPlan): Buffer {
  const samples = { grey: 1, rgb: 3, rgba: 4 }[plan.colour ?? 'rgb']
  const row = 1 + Math.ceil((plan.width * samples * (plan.bitsPerSample ?? 8)) / 8)
  return Buffer.concat([
    pngSignature,
    pngHeader(plan),
    pngChunk('IDAT', deflatedZeros(row * plan.height)),
    pngChunk('IEND'),
  ])
}

/** The chunks of a sound PNG, whole, in order. */
export function splitPng(bytes: Uint8Array): { type: string; chunk: Buffer }[] {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: { type: string; chunk: Buffer }[] = []
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 12 + png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), chunk: png.subarray(at, end) })
    at = end
  }
  return chunks
}
