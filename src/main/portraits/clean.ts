import type { PictureNotice } from '../../shared/portrait'
import type { PictureFormat } from '../darkroom/darkroom'
import { readAvif } from './formats/avif'
import { cleanGif } from './formats/gif'
import { cleanJpeg, readJpeg } from './formats/jpeg'
import type { CleanedPicture } from './formats/outline'
import { cleanPng, readPng } from './formats/png'
import { cleanWebp, readWebp } from './formats/webp'

export interface CleanPicture {
  /** The very same bytes when there was nothing to take out. */
  readonly bytes: Uint8Array
  readonly notices: readonly PictureNotice[]
}

/**
 * Takes out of an inspected picture, without decoding it, whatever follows its end, what tells where it
 * was made or by whom, and all frames but the first. Pixels, orientation and colour profile stay byte
 * for byte. AVIF is returned as it is, as only its first frame is ever stored.
 */
export function cleanPicture(bytes: Uint8Array, format: PictureFormat): CleanPicture {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const endsAt = findEnd(buffer, format)
  const hasTail = endsAt < buffer.length
  const whole = hasTail ? buffer.subarray(0, endsAt) : buffer
  const cleaned = cleanByFormat(whole, format, hasTail)
  const notices: PictureNotice[] = []
  if (hasTail) notices.push('tail-removed')
  if (cleaned.hadPersonal) notices.push('location-removed')
  if (cleaned.wasAnimated) notices.push('first-frame-only')
  return { bytes: cleaned.bytes === buffer ? bytes : cleaned.bytes, notices }
}

function findEnd(buffer: Buffer, format: PictureFormat): number {
  if (format === 'png') return readPng(buffer).endsAt
  if (format === 'jpeg') return readJpeg(buffer).endsAt
  if (format === 'webp') return readWebp(buffer).endsAt
  return buffer.length
}

function cleanByFormat(whole: Buffer, format: PictureFormat, hasTail: boolean): CleanedPicture {
  if (format === 'png') return cleanPng(whole)
  if (format === 'jpeg') return cleanJpeg(whole, hasTail)
  if (format === 'webp') return cleanWebp(whole)
  if (format === 'gif') return cleanGif(whole)
  return { bytes: whole, hadPersonal: false, wasAnimated: readAvif(whole).isAnimated }
}
