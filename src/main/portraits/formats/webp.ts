import { AppError } from '../../../shared/errors'
import { cleanExif, readOrientation } from './exif'
import { addAll, type PersonalKind } from './personal'
import {
  type CleanedPicture,
  type Cut,
  checkSize,
  createPartCount,
  cutOut,
  type PictureStructure,
  type Span,
} from './structure'
import { cleanXmp } from './xmp'

// Container: RFC 9649 §2. Frame headers: RFC 6386 §9.1 (VP8) and RFC 9649 §3.4 (VP8L).
const animationFlag = 0x02
export const xmpFlag = 0x04
export const exifFlag = 0x08

export const isWebp = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'

interface Chunk extends Span {
  readonly type: string
  readonly data: Buffer
}

/** The chunks of a WebP. Throws `picture-truncated` and `picture-damaged`. */
export function* webpChunks(bytes: Buffer): Generator<Chunk> {
  const endsAt = 8 + bytes.readUInt32LE(4)
  if (endsAt > bytes.length) throw new AppError('picture-truncated')
  const count = createPartCount()
  for (let start = 12; start + 8 <= endsAt; ) {
    count()
    const length = bytes.readUInt32LE(start + 4)
    const end = start + 8 + length
    if (end > endsAt) throw new AppError('picture-damaged')
    const type = bytes.toString('latin1', start, start + 4)
    // Chunks are padded to an even length; the last one's padding is sometimes left out.
    const padded = Math.min(end + (length % 2), endsAt)
    yield { type, start, end: padded, data: bytes.subarray(start + 8, end) }
    start = padded
  }
}

interface Size {
  readonly widthPx: number
  readonly heightPx: number
}

/** Reads the container and frame headers. Throws `picture-truncated`, `picture-damaged`, `picture-too-many-pixels`. */
export function readWebp(bytes: Buffer): PictureStructure {
  let canvas: Size | undefined
  let frame: Size | undefined
  let isAnimation = false
  let frames = 0
  let orientation = 1
  for (const { type, data } of webpChunks(bytes)) {
    if (type === 'VP8X' && canvas === undefined) {
      canvas = { widthPx: data.readUIntLE(4, 3) + 1, heightPx: data.readUIntLE(7, 3) + 1 }
      isAnimation = (data.readUInt8(0) & animationFlag) !== 0
      checkSize(canvas.widthPx, canvas.heightPx)
    } else if (type === 'VP8 ' || type === 'VP8L') {
      frame ??= type === 'VP8L' ? losslessSize(data) : lossySize(data)
      checkSize(frame.widthPx, frame.heightPx)
    } else if (type === 'ANMF') {
      frames += 1
    } else if (type === 'EXIF') {
      orientation = readOrientation(data)
    }
  }
  const size = canvas ?? frame
  if (size === undefined || !(isAnimation ? frames > 0 : frame))
    throw new AppError('picture-damaged')
  if (frame && (frame.widthPx !== size.widthPx || frame.heightPx !== size.heightPx)) {
    throw new AppError('picture-damaged')
  }
  return { ...size, orientation, isAnimated: frames > 1, endsAt: 8 + bytes.readUInt32LE(4) }
}

function losslessSize(data: Buffer): Size {
  if (data.readUInt8(0) !== 0x2f) throw new AppError('picture-damaged')
  const bits = data.readUInt32LE(1)
  return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 }
}

function lossySize(data: Buffer): Size {
  const isKeyFrame = (data.readUInt8(0) & 1) === 0 && data.readUIntBE(3, 3) === 0x9d012a
  if (!isKeyFrame) throw new AppError('picture-damaged')
  return { widthPx: data.readUInt16LE(6) & 0x3fff, heightPx: data.readUInt16LE(8) & 0x3fff }
}

/**
 * Removes personal, location and camera data without touching the pixels, and all frames of an animation but
 * the first. All else stays.
 */
export function cleanWebp(bytes: Buffer): CleanedPicture {
  const cuts: Cut[] = []
  const removed = new Set<PersonalKind>()
  let flagsAt: number | undefined
  let cleared = 0
  let frames = 0
  for (const { type, start, end, data } of webpChunks(bytes)) {
    if (type === 'ANMF') {
      frames += 1
      if (frames > 1) cuts.push({ start, end })
    }
    if (type === 'VP8X') flagsAt = start + 8
    const flag = flagsOfBlocks.get(type)
    if (flag === undefined) continue
    const cleaned = type === 'EXIF' ? cleanExif(data) : cleanXmp(data)
    if (cleaned.removed.size === 0) continue
    addAll(removed, cleaned.removed)
    const instead = cleaned.bytes === null ? undefined : webpChunk(type, cleaned.bytes)
    cuts.push({ start, end, instead })
    if (instead === undefined) cleared |= flag
  }
  const wasAnimated = frames > 1
  if (cuts.length === 0) return { bytes, removed, wasAnimated }
  return { bytes: withoutChunks(bytes, cuts, flagsAt, cleared), removed, wasAnimated }
}

const flagsOfBlocks: ReadonlyMap<string, number> = new Map([
  ['EXIF', exifFlag],
  ['XMP ', xmpFlag],
])

/** The file with these cuts, its length and its flags telling the truth again. */
export function withoutChunks(
  bytes: Buffer,
  cuts: readonly Cut[],
  flagsAt: number | undefined,
  cleared: number,
): Buffer {
  const cleaned = cutOut(bytes, cuts)
  cleaned.writeUInt32LE(cleaned.length - 8, 4)
  if (flagsAt !== undefined) cleaned.writeUInt8(cleaned.readUInt8(flagsAt) & ~cleared, flagsAt)
  return cleaned
}

/** A chunk as it stands in a WebP, padded. */
export function webpChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}
