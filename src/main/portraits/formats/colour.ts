import { inflateSync } from 'node:zlib'
import type { PictureFormat } from '../../image-sandbox/image-sandbox'
import { isWithinSrgb } from './icc'
import { jpegSegments } from './jpeg'
import { pngChunks, pngData } from './png'
import { webpChunks } from './webp'

/** What the image sandbox's canvas, sRGB of 8 bits a channel, could not keep of a picture's colours; or `plain`. */
export type Colours = 'plain' | 'sixteen-bit' | 'wide-gamut' | 'cmyk'

const mostProfileBytes = 4 * 2 ** 20

/** Decides by the header of an inspected picture whether its colours fit into 8 bits of sRGB. */
export function readColours(bytes: Uint8Array, format: PictureFormat): Colours {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'png') return pngColours(buffer)
  if (format === 'jpeg') return jpegColours(buffer)
  if (format === 'webp') return webpColours(buffer)
  // AVIF can hold anything; GIF holds 8 bits of sRGB.
  return format === 'gif' ? 'plain' : 'wide-gamut'
}

// PNG specification §11.2.1 (IHDR), §11.3.2.3 (iCCP), §11.3.2.6 (cICP), §11.3.2.1 (cHRM).
const bitsAt = 24
const srgbChromaticities = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06]

function pngColours(bytes: Buffer): Colours {
  if (bytes.readUInt8(bitsAt) === 16) return 'sixteen-bit'
  for (const chunk of pngChunks(bytes)) {
    const data = pngData(bytes, chunk)
    if (chunk.type === 'iCCP' && !isWithinSrgb(inflateProfile(data))) return 'wide-gamut'
    // Colour primaries of ITU-T H.273: 1 is those of BT.709 and sRGB.
    if (chunk.type === 'cICP' && data[0] !== 1) return 'wide-gamut'
    if (chunk.type === 'cHRM' && !isSrgbChromaticity(data)) return 'wide-gamut'
    if (chunk.type === 'IDAT') break
  }
  return 'plain'
}

function inflateProfile(data: Buffer): Buffer {
  try {
    const nameAndMethod = data.indexOf(0) + 2
    return inflateSync(data.subarray(nameAndMethod), { maxOutputLength: mostProfileBytes })
  } catch (error) {
    // Not deflated data, or too large to be a profile: it cannot be classified.
    if (error instanceof Error) return Buffer.alloc(0)
    throw error
  }
}

function isSrgbChromaticity(data: Buffer): boolean {
  if (data.length < 32) return false
  return srgbChromaticities.every(
    (value, index) => Math.abs(data.readUInt32BE(index * 4) / 100_000 - value) < 0.01,
  )
}

// ITU-T T.81 §B.2.2 (frame header); ICC.1:2022 annex B.4 (profile in APP2, in numbered parts).
const profilePrefix = Buffer.from('ICC_PROFILE\0', 'latin1')
const app2 = 0xe2

function jpegColours(bytes: Buffer): Colours {
  const parts: Buffer[] = []
  for (const { marker, start, end, isFrame } of jpegSegments(bytes)) {
    if (isFrame && bytes.readUInt8(start + 9) === 4) return 'cmyk'
    const data = bytes.subarray(start + 4, end)
    const isProfile =
      marker === app2 && data.subarray(0, profilePrefix.length).equals(profilePrefix)
    if (isProfile) parts.push(data.subarray(profilePrefix.length + 2))
  }
  return parts.length === 0 || isWithinSrgb(Buffer.concat(parts)) ? 'plain' : 'wide-gamut'
}

function webpColours(bytes: Buffer): Colours {
  for (const { type, data } of webpChunks(bytes)) {
    if (type === 'ICCP' && !isWithinSrgb(data)) return 'wide-gamut'
  }
  return 'plain'
}
