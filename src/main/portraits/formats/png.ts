import { crc32, inflateSync } from 'node:zlib'
import { AppError } from '../../../shared/errors'
import { isPersonalXmp, orientationExif, readExif } from './exif'
import {
  type CleanedPicture,
  type Cut,
  checkSize,
  createPartCount,
  cutOut,
  type PictureOutline,
  type Span,
} from './outline'

// Chunk layout, types and limits: Portable Network Graphics (PNG) Specification, third edition, §5 and §11.
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const depthsOfColourType: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature)

interface Chunk extends Span {
  readonly type: string
}

/** The chunks of a PNG, the signature left out. Throws `picture-truncated` and `picture-damaged`. */
export function* pngChunks(bytes: Buffer): Generator<Chunk> {
  const count = createPartCount()
  for (let start = 8; start < bytes.length; ) {
    count()
    const type = bytes.toString('latin1', start + 4, start + 8)
    const end = start + 12 + bytes.readUInt32BE(start)
    if (end > bytes.length) throw new AppError('picture-truncated')
    if (!/^[A-Za-z]{4}$/.test(type)) throw new AppError('picture-damaged')
    yield { type, start, end }
    if (type === 'IEND') return
    start = end
  }
  throw new AppError('picture-truncated')
}

/** What a chunk holds, without its length, type and check sum. */
export const pngData = (bytes: Buffer, { start, end }: Span): Buffer =>
  bytes.subarray(start + 8, end - 4)

/** Reads header and chunks. Throws `picture-truncated`, `picture-damaged`, `picture-too-many-pixels`. */
export function readPng(bytes: Buffer): PictureOutline {
  const { widthPx, heightPx } = readHeader(bytes)
  let orientation = 1
  let isAnimated = false
  let hasPixels = false
  let endsAt = 0
  for (const chunk of pngChunks(bytes)) {
    // A capital first letter marks the chunks without which there is no picture.
    if (chunk.type < 'a') checkSum(bytes, chunk)
    if (chunk.type === 'IDAT') hasPixels = true
    if (chunk.type === 'acTL') isAnimated = true
    if (chunk.type === 'eXIf') orientation = readExif(pngData(bytes, chunk)).orientation
    endsAt = chunk.end
  }
  if (!hasPixels) throw new AppError('picture-damaged')
  return { widthPx, heightPx, orientation, isAnimated, endsAt }
}

function readHeader(bytes: Buffer): { widthPx: number; heightPx: number } {
  if (bytes.length < 33) throw new AppError('picture-truncated')
  if (bytes.readUInt32BE(8) !== 13 || bytes.toString('latin1', 12, 16) !== 'IHDR') {
    throw new AppError('picture-damaged')
  }
  checkSum(bytes, { start: 8, end: 33 })
  const widthPx = bytes.readUInt32BE(16)
  const heightPx = bytes.readUInt32BE(20)
  checkSize(widthPx, heightPx)
  if (!depthsOfColourType[bytes.readUInt8(25)]?.includes(bytes.readUInt8(24))) {
    throw new AppError('picture-damaged')
  }
  return { widthPx, heightPx }
}

function checkSum(bytes: Buffer, { start, end }: Span): void {
  if (crc32(bytes.subarray(start + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) {
    throw new AppError('picture-damaged')
  }
}

const animationTypes = new Set(['acTL', 'fcTL', 'fdAT'])
const textTypes = new Set(['tEXt', 'zTXt', 'iTXt'])
const personalKeyword =
  /^(?:author|artist|creator|copyright|owner|location|e-?mail|contact|raw profile type (?!icc).*|.*gps.*)$/i
const xmpKeyword = 'XML:com.adobe.xmp'
/** §11.3.3.1 */
const longestKeyword = 79
const mostTexts = 1_000
const mostTextBytes = 2 ** 20
const mostProfileBytes = 4 * 2 ** 20
// Deflate shrinks at most to 1/1032 (zlib technical details, "Maximum Expansion Factor").
const harmlessProfileBytes = mostProfileBytes / 1_032

/**
 * Takes out, without touching the pixels, what tells about a person or a place, what is too large to be
 * read, and all frames of an animation but its still picture. The orientation and the colours stay.
 */
export function cleanPng(bytes: Buffer): CleanedPicture {
  const cuts: Cut[] = []
  let texts = 0
  let profiles = 0
  let hadPersonal = false
  let wasAnimated = false
  for (const chunk of pngChunks(bytes)) {
    const { type, start, end } = chunk
    if (animationTypes.has(type)) {
      wasAnimated = true
      cuts.push({ start, end })
    } else if (type === 'eXIf') {
      const { orientation, isPersonal } = readExif(pngData(bytes, chunk))
      if (!isPersonal) continue
      hadPersonal = true
      const instead = orientation === 1 ? undefined : exifChunk(orientation)
      cuts.push({ start, end, instead })
    } else if (textTypes.has(type)) {
      texts += 1
      if (texts <= mostTexts && !isPersonalText(type, pngData(bytes, chunk))) continue
      hadPersonal = true
      cuts.push({ start, end })
    } else if (type === 'iCCP') {
      profiles += 1
      // There may be one; inflating thousands to look at them would take minutes.
      if (profiles > 1 || isBomb(pngData(bytes, chunk))) cuts.push({ start, end })
    }
  }
  return { bytes: cuts.length === 0 ? bytes : cutOut(bytes, cuts), hadPersonal, wasAnimated }
}

function exifChunk(orientation: number): Buffer {
  const body = Buffer.concat([Buffer.from('eXIf', 'latin1'), orientationExif(orientation)])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(body.length - 4, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A text or keyword too large to be looked at counts as personal: what it holds cannot be told. */
function isPersonalText(type: string, data: Buffer): boolean {
  if (data.length > mostTextBytes) return true
  const keyword = data.toString('latin1', 0, Math.max(0, data.indexOf(0)))
  if (keyword.length > longestKeyword) return true
  if (keyword !== xmpKeyword) return personalKeyword.test(keyword)
  const isCompressed = type === 'zTXt' || data[keyword.length + 1] === 1
  return isCompressed || isPersonalXmp(data)
}

function isBomb(data: Buffer): boolean {
  if (data.length <= harmlessProfileBytes) return false
  try {
    const nameAndMethod = data.indexOf(0) + 2
    inflateSync(data.subarray(nameAndMethod), { maxOutputLength: mostProfileBytes })
    return false
  } catch (error) {
    // Too large once inflated, or not deflated data at all: no profile either way.
    if (error instanceof Error) return true
    throw error
  }
}
