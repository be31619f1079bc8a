import { exifPrefix, orientationExif } from '../portraits/formats/exif'
import { app1, dataOf, endOfData, jpegSegment, jpegSegments } from '../portraits/formats/jpeg'
import { pngChunk, pngChunks, pngData } from '../portraits/formats/png'
import { exifFlag, webpChunk, webpChunks } from '../portraits/formats/webp'
import { inspectPicture } from '../portraits/inspect'
import { isPartOfPng, isPartOfWebp, partOfJpeg } from './picture-parts'

/**
 * A stored portrait without the prompt it was made from, and without anything else that is embedded in it;
 * how it looks, with colours and orientation, stays byte for byte. It is put together from the parts that a
 * picture needs, so that nothing comes along that stands between them. Throws AppErrors of `inspectPicture`.
 */
export function stripMetadata(bytes: Uint8Array): Uint8Array {
  const { format, orientation, endsAt } = inspectPicture(bytes)
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(endsAt, bytes.length))
  if (format === 'png') return stripPng(whole, orientation)
  if (format === 'jpeg') return stripJpeg(whole, orientation)
  return format === 'webp' ? stripWebp(whole, orientation) : whole
}

function stripPng(bytes: Buffer, orientation: number): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 8)]
  const seen = new Set<string>()
  for (const chunk of pngChunks(bytes)) {
    const { type, start, end } = chunk
    if (!isPartOfPng(type, pngData(bytes, chunk).length, seen)) continue
    kept.push(bytes.subarray(start, end))
    // The orientation must stand before the pixels, where everything else about the picture stands.
    if (type === 'IHDR' && orientation !== 1) {
      kept.push(pngChunk('eXIf', orientationExif(orientation)))
    }
  }
  return Buffer.concat(kept)
}

function stripJpeg(bytes: Buffer, orientation: number): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  if (orientation !== 1) {
    kept.push(jpegSegment(app1, Buffer.concat([exifPrefix, orientationExif(orientation)])))
  }
  for (const segment of jpegSegments(bytes)) {
    const { marker, start, end } = segment
    const data = dataOf(bytes, segment)
    const part = partOfJpeg(marker, data)
    if (part === data) kept.push(bytes.subarray(start, end))
    else if (part !== null) kept.push(jpegSegment(marker, part))
    // The coded pixels behind a scan.
    kept.push(bytes.subarray(end, endOfData(bytes, segment)))
  }
  return Buffer.concat(kept)
}

function stripWebp(bytes: Buffer, orientation: number): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 12)]
  for (const { type, data } of webpChunks(bytes)) {
    if (!isPartOfWebp(type)) continue
    const chunk = webpChunk(type, data)
    if (type === 'VP8X') {
      const wantsExif = orientation === 1 ? 0 : exifFlag
      chunk.writeUInt8((data.readUInt8(0) & ~aboutFlags) | wantsExif, 8)
    }
    kept.push(chunk)
  }
  // The orientation stands behind the pixels (RFC 9649 §2.7).
  if (orientation !== 1) kept.push(webpChunk('EXIF', orientationExif(orientation)))
  const stripped = Buffer.concat(kept)
  stripped.writeUInt32LE(stripped.length - 8, 4)
  return stripped
}

/** Exif and XMP, in the flags of a VP8X. */
const aboutFlags = 0x0c
