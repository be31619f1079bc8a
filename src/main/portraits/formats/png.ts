import { crc32, inflateSync } from 'node:zlib'
import { AppError } from '../../../shared/errors'
import { cleanExif, readOrientation } from './exif'
import { addAll, type PersonalKind } from './personal'
import { cleanText } from './png-text'
import {
  type CleanedPicture,
  type Cut,
  checkSize,
  createPartCount,
  cutOut,
  type PictureStructure,
  type Span,
} from './structure'

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
export function readPng(bytes: Buffer): PictureStructure {
  const { widthPx, heightPx } = readPngHeader(bytes)
  let orientation = 1
  let isAnimated = false
  let hasPixels = false
  let endsAt = 0
  for (const chunk of pngChunks(bytes)) {
    // A capital first letter marks the chunks without which there is no picture.
    if (chunk.type < 'a') checkSum(bytes, chunk)
    if (chunk.type === 'IDAT') hasPixels = true
    if (chunk.type === 'acTL') isAnimated = true
    if (chunk.type === 'eXIf') orientation = readOrientation(pngData(bytes, chunk))
    endsAt = chunk.end
  }
  if (!hasPixels) throw new AppError('picture-damaged')
  return { widthPx, heightPx, orientation, isAnimated, endsAt }
}

/** Reads the first 33 bytes (PNG §11.2.1), with their checksum. Throws as readPng does. */
export function readPngHeader(bytes: Buffer): {
  readonly widthPx: number
  readonly heightPx: number
} {
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
const mostProfileBytes = 4 * 2 ** 20
// Deflate shrinks at most to 1/1032 (zlib technical details, "Maximum Expansion Factor").
const harmlessProfileBytes = mostProfileBytes / 1_032

/**
 * Removes personal, location and camera data without touching the pixels, and all frames of an animation but
 * its still picture. Every other text stays, whatever its size, and so do the colours.
 */
export function cleanPng(bytes: Buffer): CleanedPicture {
  const cuts: Cut[] = []
  const removed = new Set<PersonalKind>()
  let profiles = 0
  let wasAnimated = false
  for (const chunk of pngChunks(bytes)) {
    const { type, start, end } = chunk
    if (animationTypes.has(type)) {
      wasAnimated = true
      cuts.push({ start, end })
    } else if (type === 'eXIf' || textTypes.has(type)) {
      const data = pngData(bytes, chunk)
      const cleaned = type === 'eXIf' ? cleanExif(data) : cleanText(type, data)
      if (cleaned.removed.size === 0) continue
      addAll(removed, cleaned.removed)
      const instead = cleaned.bytes === null ? undefined : pngChunk(type, cleaned.bytes)
      cuts.push({ start, end, instead })
    } else if (type === 'iCCP') {
      profiles += 1
      // There may be one; inflating thousands to look at them would take minutes.
      if (profiles === 1 && !isBomb(pngData(bytes, chunk))) continue
      removed.add('unreadable')
      cuts.push({ start, end })
    }
  }
  return { bytes: cuts.length === 0 ? bytes : cutOut(bytes, cuts), removed, wasAnimated }
}

/** A chunk as it stands in a PNG, with its length and its check sum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
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
