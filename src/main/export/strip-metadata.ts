import { crc32 } from 'node:zlib'
import { exifPrefix, orientationExif } from '../portraits/formats/exif'
import { type Cut, cutOut } from '../portraits/formats/outline'
import { inspectPicture } from '../portraits/inspect'

// What a picture needs to look as it does: PNG, third edition, §5.6; all else is about it.
const pngParts = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'bKGD',
  'pHYs',
  'cICP',
  'mDCV',
  'cLLI',
])
const comment = 0xfe
const startOfScan = 0xda

/**
 * A stored portrait without the prompt it was made from, and without anything else that is embedded in it;
 * how it looks, with colours and orientation, stays byte for byte. Throws AppErrors of `inspectPicture`.
 */
export function stripMetadata(bytes: Uint8Array): Uint8Array {
  const { format, orientation, endsAt } = inspectPicture(bytes)
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(endsAt, bytes.length))
  if (format === 'png') return cutOut(whole, pngCuts(whole, orientation))
  if (format === 'jpeg') return cutOut(whole, jpegCuts(whole, orientation))
  return format === 'webp' ? stripWebp(whole, orientation) : whole
}

function pngCuts(bytes: Buffer, orientation: number): Cut[] {
  const cuts: Cut[] = []
  for (let start = 8; start < bytes.length; ) {
    const end = start + 12 + bytes.readUInt32BE(start)
    const type = bytes.toString('latin1', start + 4, start + 8)
    if (!pngParts.has(type)) cuts.push({ start, end })
    // The orientation must stand before the pixels, where everything else about the picture stands.
    if (type === 'IHDR' && orientation !== 1) {
      cuts.push({ start: end, end, instead: pngChunk('eXIf', orientationExif(orientation)) })
    }
    start = end
  }
  return cuts
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  const sum = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

// Segments before the first scan: T.81 annex B; APP0 is JFIF, APP2 the colour profile, APP14 Adobe's colours.
function jpegCuts(bytes: Buffer, orientation: number): Cut[] {
  const cuts: Cut[] = []
  const kept = new Set([0xe0, 0xe2, 0xee])
  if (orientation !== 1) {
    const body = Buffer.concat([exifPrefix, orientationExif(orientation)])
    const head = Buffer.from([0xff, 0xe1, 0, body.length + 2])
    cuts.push({ start: 2, end: 2, instead: Buffer.concat([head, body]) })
  }
  for (let start = 2; start + 4 <= bytes.length; ) {
    const marker = bytes.readUInt8(start + 1)
    if (marker === startOfScan) break
    if (marker === 0xff) {
      start += 1
      continue
    }
    const end = start + 2 + bytes.readUInt16BE(start + 2)
    const isAbout = (marker >= 0xe0 && marker <= 0xef && !kept.has(marker)) || marker === comment
    if (isAbout) cuts.push({ start, end })
    start = end
  }
  return cuts
}

const exifFlag = 0x08
const xmpFlag = 0x04

// Chunks of a RIFF file, padded to even lengths: WebP Container Specification.
function stripWebp(bytes: Buffer, orientation: number): Buffer {
  const cuts: Cut[] = []
  let flagsAt: number | null = null
  for (let start = 12; start + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(start + 4)
    const end = Math.min(bytes.length, start + 8 + length + (length % 2))
    const type = bytes.toString('latin1', start, start + 4)
    if (type === 'VP8X') flagsAt = start + 8
    if (type === 'XMP ' || type === 'EXIF' || !/^(?:VP8.|ALPH|ANIM|ANMF|ICCP)$/.test(type)) {
      const instead = type === 'EXIF' && orientation !== 1 ? webpExif(orientation) : undefined
      cuts.push({ start, end, instead })
    }
    start = end
  }
  if (cuts.length === 0) return bytes
  const stripped = cutOut(bytes, cuts)
  stripped.writeUInt32LE(stripped.length - 8, 4)
  if (flagsAt !== null) {
    const cleared = orientation === 1 ? exifFlag | xmpFlag : xmpFlag
    stripped.writeUInt8(stripped.readUInt8(flagsAt) & ~cleared, flagsAt)
  }
  return stripped
}

function webpExif(orientation: number): Buffer {
  const block = orientationExif(orientation)
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1')
  head.writeUInt32LE(block.length, 4)
  return Buffer.concat([head, block])
}
