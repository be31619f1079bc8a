import { Readable } from 'node:stream'
import { createInflate } from 'node:zlib'
import { AppError } from '../../shared/errors'
import { exifPrefix, orientationExif } from '../portraits/formats/exif'
import { app1, dataOf, endOfData, jpegSegments, startOfScan } from '../portraits/formats/jpeg'
import { pngChunks, pngData } from '../portraits/formats/png'
import { exifFlag, webpChunks } from '../portraits/formats/webp'
import { inspectPicture } from '../portraits/inspect'
import { isBarePartOfJpeg, isPartOfPng, isPartOfWebp } from './picture-parts'

/**
 * True when these bytes contain nothing but a picture: each of them belongs to a part that a picture needs,
 * the encoded pixels contain no text, and none of `secrets` (a prompt) appears anywhere. Trusts no earlier
 * step: the finished bytes are parsed again.
 */
export async function isBare(bytes: Uint8Array, secrets: readonly string[]): Promise<boolean> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const { format, orientation, endsAt } = inspectPicture(bytes)
    if (endsAt !== buffer.length || holdsAny(buffer, secrets)) return false
    if (format === 'png') return await isBarePng(buffer, orientation, secrets)
    if (format === 'jpeg') return isBareJpeg(buffer, orientation, secrets)
    return format === 'webp' && isBareWebp(buffer, orientation, secrets)
  } catch (error) {
    if (error instanceof AppError || error instanceof RangeError) return false
    throw error
  }
}

/** Enough of a prompt to know it by, and too much to be there by chance. */
const knownByBytes = 24

function holdsAny(bytes: Buffer, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    const start = Buffer.from(secret).subarray(0, knownByBytes)
    return start.length >= 8 && bytes.includes(start)
  })
}

async function isBarePng(
  bytes: Buffer,
  orientation: number,
  secrets: readonly string[],
): Promise<boolean> {
  const seen = new Set<string>()
  const pixels: Buffer[] = []
  for (const chunk of pngChunks(bytes)) {
    const data = pngData(bytes, chunk)
    if (chunk.type === 'IDAT') pixels.push(data)
    if (chunk.type === 'iCCP' && !isBareProfile(await profileOf(data), secrets)) return false
    const isOrientation =
      chunk.type === 'eXIf' && orientation !== 1 && data.equals(orientationExif(orientation))
    if (!isOrientation && !isPartOfPng(chunk.type, data.length, seen)) return false
  }
  const wanted = pixelBytes(bytes)
  return (await inflateEach(pixels, wanted)) === wanted
}

/** The profile of an iCCP chunk; nothing when it cannot be read, or more than that is in it. */
async function profileOf(data: Buffer): Promise<Buffer> {
  const pieces: Buffer[] = []
  const packed = data.subarray(data.indexOf(0) + 2)
  const length = await inflateEach([packed], mostProfileBytes, (piece) => pieces.push(piece))
  return length < 0 ? Buffer.alloc(0) : Buffer.concat(pieces)
}

const mostProfileBytes = 4 * 2 ** 20

/** How many bytes these parts come to; -1 when bytes follow their end, or they are no deflated data. */
async function inflateEach(
  parts: readonly Buffer[],
  mostBytes: number,
  onPiece: (piece: Buffer) => void = () => undefined,
): Promise<number> {
  const inflate = createInflate()
  let bytes = 0
  try {
    for await (const piece of Readable.from(parts).pipe(inflate)) {
      bytes += piece.length
      if (bytes > mostBytes) return -1
      onPiece(piece)
    }
  } catch (error) {
    if (error instanceof Error) return -1
    throw error
  }
  const given = parts.reduce((total, { length }) => total + length, 0)
  return inflate.bytesWritten === given ? bytes : -1
}

const channelsOfType: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
// PNG, third edition, §8.1: first column and row of each pass, and its steps.
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** How many bytes the filtered rows of a PNG have, by its header. */
function pixelBytes(bytes: Buffer): number {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const bits = bytes.readUInt8(24) * (channelsOfType[bytes.readUInt8(25)] ?? 0)
  const sizeOf = (columns: number, rows: number) =>
    columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8))
  if (bytes.readUInt8(28) === 0) return sizeOf(width, height)
  return passes.reduce((total, [left, top, acrossBy, downBy]) => {
    const columns = Math.max(0, Math.ceil((width - left) / acrossBy))
    return total + sizeOf(columns, Math.max(0, Math.ceil((height - top) / downBy)))
  }, 0)
}

/** A colour profile as long as it says (ICC.1:2022 §7.2). */
function isBareProfile(profile: Buffer, secrets: readonly string[]): boolean {
  if (profile.length < 132 || profile.readUInt32BE(0) !== profile.length) return false
  return profile.toString('latin1', 36, 40) === 'acsp' && !holdsAny(profile, secrets)
}

function isBareJpeg(bytes: Buffer, orientation: number, secrets: readonly string[]): boolean {
  const profile: Buffer[] = []
  const wanted = Buffer.concat([exifPrefix, orientationExif(orientation)])
  let at = 2
  for (const segment of jpegSegments(bytes)) {
    const { marker, start, end } = segment
    const dataEnd = endOfData(bytes, segment)
    // Something stands between this segment and the one before.
    if (start !== at) return false
    at = dataEnd
    const data = dataOf(bytes, segment)
    const isScan = marker === startOfScan && data.length === 4 + 2 * (data[0] ?? 0)
    const isOrientation = marker === app1 && orientation !== 1 && data.equals(wanted)
    if (!isScan && !isOrientation && !isBarePartOfJpeg(marker, data)) return false
    if (isScan && holdsText(bytes.subarray(end, dataEnd))) return false
    if (marker === 0xe2) profile.push(data.subarray(14))
  }
  return profile.length === 0 || isBareProfile(Buffer.concat(profile), secrets)
}

function isBareWebp(bytes: Buffer, orientation: number, secrets: readonly string[]): boolean {
  for (const { type, data } of webpChunks(bytes)) {
    const isOrientation =
      type === 'EXIF' && orientation !== 1 && data.equals(orientationExif(orientation))
    if (!isOrientation && !isPartOfWebp(type)) return false
    if (type === 'VP8X') {
      const flags = data.readUInt8(0) & 0x0c
      if (data.length !== 10 || flags !== (orientation === 1 ? 0 : exifFlag)) return false
    } else if (type === 'ICCP') {
      if (!isBareProfile(data, secrets)) return false
    } else if (!isOrientation && holdsText(data)) return false
  }
  return true
}

/** As long as a short sentence. In coded pixels so many letters in a row come once in 10^14 bytes. */
const textBytes = 32
/** A pattern that repeats is no text: flat colours are coded as the same few letters again and again. */
const differentLetters = 8

/** True when there is text in encoded pixels, behind what a decoder reads of them. */
function holdsText(bytes: Buffer): boolean {
  let run = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    run = byte >= 0x20 && byte < 0x7f ? run + 1 : 0
    if (run < textBytes) continue
    if (new Set(bytes.subarray(at + 1 - textBytes, at + 1)).size >= differentLetters) return true
  }
  return false
}
