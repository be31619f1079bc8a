import { randomFillSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { displayP3Profile, iccpChunk } from './pictures/display-p3'
import { emptyPng, png, pngChunk, pngHeader, pngSignature, splitPng } from './pictures/png'

/**
 * Pictures made once by real encoders (ImageMagick 6.9, libwebp 1.2, libavif 0.11, ExifTool 12.57) from
 * one scene of 48 × 32 pixels: red on the left, blue on the right, eight rows of yellow on top.
 */
export type FixtureName =
  | 'alpha.webp'
  | 'animated.gif'
  | 'animated.webp'
  | 'cmyk.jpg'
  | 'lossless.webp'
  | 'lossy.webp'
  | 'orientation-6.jpg'
  | 'personal.jpg'
  | 'personal.png'
  | 'personal.webp'
  | 'progressive.jpg'
  | 'rotated.avif'
  | 'scene.avif'
  | 'scene.bmp'
  | 'scene.heic'
  | 'scene.ico'
  | 'scene.jpg'
  | 'scene.tiff'

/** The bytes of a fixture, a fresh copy each time. */
export function fixture(name: FixtureName): Buffer {
  return readFileSync(new URL(`./pictures/${name}`, import.meta.url))
}

/** The colours of the scene, from 0 to 255. */
export const scene = { red: [255, 0, 0], blue: [0, 0, 255], yellow: [255, 255, 0] } as const

const scenePixel = (x: number, y: number): readonly number[] =>
  y < 8 ? scene.yellow : x < 24 ? scene.red : scene.blue

/** The scene as PNG. */
export const scenePng = (): Buffer => png({ width: 48, height: 32, pixel: scenePixel })

/** The scene with a text of this many bytes in it, as some programs leave their whole history there. */
export const manyTextPng = (bytes: number): Buffer =>
  png({
    width: 48,
    height: 32,
    pixel: scenePixel,
    before: [pngChunk('tEXt', Buffer.concat([Buffer.from('history\0'), Buffer.alloc(bytes, 'a')]))],
  })

/** A picture that no two calls make alike, for tests that need distinct portraits. */
export function distinctPng(width = 48, height = 32): Buffer {
  const [red, green, blue] = randomFillSync(new Uint8Array(3))
  const note = pngChunk('tEXt', Buffer.from(`parameters\0${crypto.randomUUID()}`, 'latin1'))
  return png({ width, height, pixel: () => [red ?? 0, green ?? 0, blue ?? 0], before: [note] })
}

/** A PNG of about `bytes` bytes, as heavy to decode as a painted portrait of that weight. */
export function heavyPng(bytes = 2_800_000): Buffer {
  const side = Math.round(Math.sqrt(bytes / 2.59))
  let noise = 1
  const pixel = (x: number, y: number): readonly number[] => {
    noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648
    const grain = (noise >> 16) & 31
    return [(x / side) * 220 + grain, (y / side) * 220 + grain, 90 + ((noise >> 21) & 15)]
  }
  return png({ width: side, height: side, pixel })
}

/** A smooth picture with edges and a little grain, about as hard to compress as a painted face. */
export const paintedPng = (side = 256, number = 1): Buffer =>
  png({
    width: side,
    height: side,
    pixel: (x, y) => {
      const light = 60 * Math.sin((x + number * 9) / 40) * Math.cos(y / 53)
      const edge = (x - side / 2) ** 2 + (y - side / 2.3) ** 2 < (side / 4) ** 2 ? 70 : 0
      const grain = ((x * 7_919 + y * 104_729 + number) % 11) - 5
      return [120 + light + edge + grain, 90 + light + edge / 2 + grain, 80 - light / 2 + grain]
    },
  })

/** Sound pictures of every kind that is taken in, by a name for test titles. */
export const soundPictures = {
  'a PNG': scenePng,
  'a PNG with alpha': () =>
    png({ width: 48, height: 32, colour: 'rgba', pixel: (x) => [0, 200, 0, x < 24 ? 0 : 128] }),
  'a 16-bit PNG': () => png({ width: 48, height: 32, bitsPerSample: 16, pixel: scenePixel }),
  'a PNG in Display P3': () =>
    png({ width: 48, height: 32, pixel: scenePixel, before: [iccpChunk(displayP3Profile())] }),
  'a PNG of 1 × 1': () => png({ width: 1, height: 1 }),
  'a PNG of 1 × 4096': () => png({ width: 1, height: 4096 }),
  'an animated PNG': () => animatedPng(2),
  'a JPEG': () => fixture('scene.jpg'),
  'a progressive JPEG': () => fixture('progressive.jpg'),
  'a CMYK JPEG': () => fixture('cmyk.jpg'),
  'a JPEG with orientation 6': () => fixture('orientation-6.jpg'),
  'a lossy WebP': () => fixture('lossy.webp'),
  'a lossless WebP': () => fixture('lossless.webp'),
  'a WebP with alpha': () => fixture('alpha.webp'),
  'an animated WebP': () => fixture('animated.webp'),
  'an animated GIF': () => fixture('animated.gif'),
  'an AVIF': () => fixture('scene.avif'),
} as const satisfies Record<string, () => Buffer>

/** The first part of a file, as a broken download leaves it. */
export function cutAt(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share))
}

/** A PNG with one bit of its compressed pixels flipped; `mendCrc` hides that from the chunk's CRC. */
export function bitFlippedPng({ mendCrc }: { mendCrc: boolean }): Buffer {
  const chunks = splitPng(scenePng()).map(({ type, chunk }) => {
    if (type !== 'IDAT') return chunk
    const flipped = Buffer.from(chunk)
    const middle = 8 + Math.floor((chunk.length - 12) / 2)
    flipped.writeUInt8(flipped.readUInt8(middle) ^ 0x10, middle)
    return mendCrc ? pngChunk('IDAT', flipped.subarray(8, -4)) : flipped
  })
  return Buffer.concat([pngSignature, ...chunks])
}

/** A PNG whose header chunk does not agree with its own CRC. */
export function badHeaderCrcPng(): Buffer {
  const bytes = scenePng()
  bytes.writeUInt8(bytes.readUInt8(29) ^ 0xff, 29)
  return bytes
}

/** 30,000 × 30,000 pixels of one bit in 109 kB, and 16,000 × 16,000 of 32 bits in 1 MB: both are sound. */
export const hugeOneBitPng = (): Buffer =>
  emptyPng({ width: 30_000, height: 30_000, colour: 'grey', bitsPerSample: 1 })
export const hugeRgbaPng = (): Buffer => emptyPng({ width: 16_000, height: 16_000, colour: 'rgba' })

/** A lossless WebP whose header claims the largest size there is (WebP lossless specification §4). */
export function hugeWebp(): Buffer {
  const bytes = fixture('lossless.webp')
  bytes.writeUInt32LE((16_382 | (16_382 << 14)) >>> 0, 21)
  return bytes
}

/** The scene with other bytes behind its end. */
export const pngWithTail = (tail: string | Uint8Array): Buffer =>
  Buffer.concat([scenePng(), Buffer.from(tail)])

/** An empty ZIP archive, enough for an archiver to open a file that ends with it. */
export const emptyZip = (): Buffer => Buffer.from(`PK\u0005\u0006${'\0'.repeat(18)}`, 'latin1')

/** An animated PNG of one-pixel frames (APNG specification), with the scene as its still picture. */
export function animatedPng(frames: number): Buffer {
  const control = (sequence: number): Buffer => {
    const data = Buffer.alloc(26)
    data.writeUInt32BE(sequence, 0)
    data.writeUInt32BE(sequence === 0 ? 48 : 1, 4)
    data.writeUInt32BE(sequence === 0 ? 32 : 1, 8)
    data.writeUInt16BE(10, 20)
    data.writeUInt16BE(100, 22)
    return pngChunk('fcTL', data)
  }
  const pixel = deflateSync(Buffer.from([0, 0, 255, 0]))
  const after: Buffer[] = []
  for (let frame = 1; frame < frames; frame += 1) {
    const sequence = Buffer.alloc(4)
    sequence.writeUInt32BE(frame * 2)
    after.push(control(frame * 2 - 1), pngChunk('fdAT', Buffer.concat([sequence, pixel])))
  }
  const count = Buffer.alloc(8)
  count.writeUInt32BE(frames)
  return png({
    width: 48,
    height: 32,
    pixel: scenePixel,
    before: [pngChunk('acTL', count), control(0)],
    after,
  })
}

/** A PNG that claims to be of this size and holds next to nothing. */
export function claimingPng(width: number, height: number): Buffer {
  return Buffer.concat([
    pngSignature,
    pngHeader({ width, height }),
    pngChunk('IDAT', deflateSync(Buffer.alloc(4))),
    pngChunk('IEND'),
  ])
}
