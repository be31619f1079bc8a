import { exifPrefix, orientationExif } from '../../../src/main/portraits/formats/exif'
import { jpegSegment } from '../../../src/main/portraits/formats/jpeg'
import { webpChunk } from '../../../src/main/portraits/formats/webp'
import type { PortraitFormat } from '../../../src/shared/portrait'
import { fixture, scenePng } from '../pictures'
import { pngChunk } from './png'

/** The scene of 48 × 32 pixels as it is stored, with a note that it is to be shown in this orientation. */
export function turnedPicture(format: PortraitFormat, orientation: number): Buffer {
  const block = orientationExif(orientation)
  if (format === 'png') {
    const bytes = scenePng()
    return Buffer.concat([bytes.subarray(0, 33), pngChunk('eXIf', block), bytes.subarray(33)])
  }
  if (format === 'jpeg') {
    const bytes = fixture('scene.jpg')
    const segment = jpegSegment(0xe1, Buffer.concat([exifPrefix, block]))
    return Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)])
  }
  const head = Buffer.alloc(10)
  head.writeUInt8(0x08, 0)
  head.writeUIntLE(47, 4, 3)
  head.writeUIntLE(31, 7, 3)
  const still = fixture('lossless.webp').subarray(12)
  const start = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  const bytes = Buffer.concat([start, webpChunk('VP8X', head), still, webpChunk('EXIF', block)])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}
