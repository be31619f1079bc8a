import type { PortraitFormat } from '../../../shared/portrait'
import { jpegSegments } from './jpeg'
import { pngChunks } from './png'
import { webpChunks } from './webp'

const textChunks = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'caBX', 'EXIF', 'XMP '])
/** APP1 (Exif, XMP), APP11 (C2PA), APP13 (IPTC) and comments. */
const textMarkers = new Set([0xe1, 0xeb, 0xed, 0xfe])

/** Whether something is written inside a picture that was inspected before, which new coding would lose. */
export function holdsTexts(bytes: Uint8Array, format: PortraitFormat): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'jpeg') return [...jpegSegments(buffer)].some((one) => textMarkers.has(one.marker))
  const chunks = format === 'png' ? pngChunks(buffer) : webpChunks(buffer)
  return [...chunks].some(({ type }) => textChunks.has(type))
}
