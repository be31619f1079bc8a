import { deflateSync } from 'node:zlib'
import { jpegSegment } from '../../src/main/portraits/formats/jpeg'
import { webpChunk } from '../../src/main/portraits/formats/webp'
import { fixture, scenePng } from './pictures'
import { png, pngChunk, splitPng } from './pictures/png'

const scene = () => fixture('scene.jpg')
/** What must not leave with a picture. */
export const words = 'PROMPT: my party is betrayed by the king at dawn'

/** The scene with these segments behind its first marker. */
export function jpegWith(...segments: Buffer[]): Buffer {
  return Buffer.concat([scene().subarray(0, 2), ...segments, scene().subarray(2)])
}

/** The scene with bytes at a place that a JPEG's structure does not tell of. */
export const hidden: Readonly<Record<string, () => Buffer>> = {
  'between two segments': () => jpegWith(jpegSegment(0xfe, Buffer.from('x')), Buffer.from(words)),
  'before the first scan': () => {
    const at = scene().indexOf(Buffer.from([0xff, 0xda]))
    return Buffer.concat([scene().subarray(0, at), Buffer.from(words), scene().subarray(at)])
  },
  'in a comment behind the scan': () =>
    Buffer.concat([
      scene().subarray(0, -2),
      jpegSegment(0xfe, Buffer.from(words)),
      scene().subarray(-2),
    ]),
  'in a comment behind bytes that fill up': () =>
    jpegWith(Buffer.from([0xff, 0xff, 0xff]), jpegSegment(0xfe, Buffer.from(words))),
  'in an application segment': () => jpegWith(jpegSegment(0xeb, Buffer.from(words))),
  'behind the end': () => Buffer.concat([scene(), Buffer.from(words)]),
}

/** The same in a place that belongs to the pixels or the tables, which only new coding takes off. */
export const buried: Readonly<Record<string, () => Buffer>> = {
  'behind the coded pixels of a JPEG': () =>
    Buffer.concat([scene().subarray(0, -2), Buffer.from(words), scene().subarray(-2)]),
  'in a table of a JPEG': () => {
    const at = scene().indexOf(Buffer.from([0xff, 0xdb]))
    const end = at + 2 + scene().readUInt16BE(at + 2)
    const table = Buffer.concat([scene().subarray(at + 4, end), Buffer.from(words)])
    return Buffer.concat([scene().subarray(0, at), jpegSegment(0xdb, table), scene().subarray(end)])
  },
  'behind the deflated pixels of a PNG': () => {
    const parts = splitPng(scenePng()).map(({ type, chunk }) =>
      type === 'IDAT'
        ? pngChunk('IDAT', Buffer.concat([chunk.subarray(8, -4), Buffer.from(words)]))
        : chunk,
    )
    return Buffer.concat([scenePng().subarray(0, 8), ...parts])
  },
  'in the rows that a PNG has too many': () => {
    const parts = splitPng(png({ width: 1, height: 1 })).map(({ type, chunk }) =>
      type === 'IDAT'
        ? pngChunk('IDAT', deflateSync(Buffer.concat([Buffer.alloc(4), Buffer.from(words)])))
        : chunk,
    )
    return Buffer.concat([scenePng().subarray(0, 8), ...parts])
  },
  'in the colour profile of a PNG': () => {
    const profile = Buffer.concat([Buffer.from('p\0\0'), deflateSync(words)])
    return png({ width: 2, height: 2, before: [pngChunk('iCCP', profile)] })
  },
  'behind the coded pixels of a WebP': () => {
    const [chunk] = [fixture('lossy.webp').subarray(20)]
    const data = Buffer.concat([chunk ?? Buffer.alloc(0), Buffer.from(words)])
    const bytes = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), webpChunk('VP8 ', data)])
    bytes.writeUInt32LE(bytes.length - 8, 4)
    return bytes
  },
}
