import type { PictureNotice } from '../../shared/portrait'
import type { PictureFormat } from '../darkroom/darkroom'
import { cleanJpeg, readJpeg } from './formats/jpeg'
import { cleanPng, readPng } from './formats/png'
import { cleanWebp, readWebp } from './formats/webp'

export interface CleanPicture {
  /** The very same bytes when there was nothing to take out. */
  readonly bytes: Uint8Array
  readonly notices: readonly PictureNotice[]
}

/**
 * Takes out of an inspected picture, without decoding it, whatever follows its end, what tells where it
 * was made or by whom, and the further frames of an animated PNG. Pixels, orientation and colour profile
 * stay byte for byte. GIF and AVIF are returned as they are: only their first frame is ever stored.
 */
export function cleanPicture(bytes: Uint8Array, format: PictureFormat): CleanPicture {
  if (format === 'gif' || format === 'avif') return { bytes, notices: [] }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = { png: readPng, jpeg: readJpeg, webp: readWebp }[format]
  const { endsAt } = read(buffer)
  const hasTail = endsAt < buffer.length
  const whole = hasTail ? buffer.subarray(0, endsAt) : buffer
  const cleaned = cleanByFormat(whole, format, hasTail)
  const notices: PictureNotice[] = []
  if (hasTail) notices.push('tail-removed')
  if (cleaned.hadPersonal) notices.push('location-removed')
  if (cleaned.wasAnimated) notices.push('first-frame-only')
  const isUntouched = !hasTail && cleaned.bytes === whole
  return { bytes: isUntouched ? bytes : cleaned.bytes, notices }
}

function cleanByFormat(whole: Buffer, format: 'png' | 'jpeg' | 'webp', hasTail: boolean) {
  if (format === 'png') return cleanPng(whole)
  const cleaned = format === 'jpeg' ? cleanJpeg(whole, hasTail) : cleanWebp(whole)
  return { ...cleaned, wasAnimated: false }
}
