import { AppError } from '../../../shared/errors'
import type { PictureFormat } from '../../image-sandbox/image-sandbox'
import { exifPrefix, readOrientation } from './exif'
import { app1, dataOf, jpegSegments, startOfScan, startsWith } from './jpeg'
import { pngChunks, pngData } from './png'
import { type Cut, cutOut } from './structure'
import { exifFlag, webpChunks, withoutChunks } from './webp'

/** A picture without an orientation tag, and the orientation it had. */
export interface Unturned {
  readonly bytes: Uint8Array
  /** EXIF orientation, 1 (upright) to 8. */
  readonly orientation: number
}

interface Found {
  readonly cuts: readonly Cut[]
  readonly orientation: number
  /** Where the flags of a WebP stand. */
  readonly flagsAt?: number
}

/**
 * Removes the orientation tag of a picture before decoding. Chromium turns JPEG always, but PNG and WebP only
 * in some versions; turning it ourselves must not turn it twice. AVIF is turned by its decoder in every
 * version. What cannot be read is returned unchanged, for the decoder to refuse.
 */
export function unturned(bytes: Uint8Array, format: PictureFormat): Unturned {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { cuts, orientation, flagsAt } = find(buffer, format)
  if (cuts.length === 0) return { bytes, orientation: 1 }
  const isWebp = format === 'webp'
  const cut = isWebp ? withoutChunks(buffer, cuts, flagsAt, exifFlag) : cutOut(buffer, cuts)
  return { bytes: cut, orientation }
}

function find(bytes: Buffer, format: PictureFormat): Found {
  try {
    if (format === 'png') return inPng(bytes)
    if (format === 'jpeg') return inJpeg(bytes)
    if (format === 'webp') return inWebp(bytes)
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof RangeError)) throw error
  }
  return { cuts: [], orientation: 1 }
}

function inPng(bytes: Buffer): Found {
  const chunks = [...pngChunks(bytes)].filter(({ type }) => type === 'eXIf')
  const [orientation = 1] = chunks.map((chunk) => readOrientation(pngData(bytes, chunk))).slice(-1)
  return { cuts: chunks, orientation }
}

function inJpeg(bytes: Buffer): Found {
  const segments: Cut[] = []
  for (const segment of jpegSegments(bytes)) {
    // No decoder looks further, and to go on would cost as much as reading all of it.
    if (segment.marker === startOfScan) break
    if (segment.marker !== app1) continue
    if (startsWith(dataOf(bytes, segment), exifPrefix)) segments.push(segment)
  }
  const [orientation = 1] = segments.map((one) => readOrientation(dataOf(bytes, one)))
  return { cuts: segments, orientation }
}

function inWebp(bytes: Buffer): Found {
  const chunks = [...webpChunks(bytes)]
  const exif = chunks.filter(({ type }) => type === 'EXIF')
  const [orientation = 1] = exif.map(({ data }) => readOrientation(data)).slice(-1)
  const head = chunks.find(({ type }) => type === 'VP8X')
  return { cuts: exif, orientation, flagsAt: head && head.start + 8 }
}
