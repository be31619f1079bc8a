import { AppError } from '../../../shared/errors'
import { checkSize, createPartCount, type PictureStructure } from './structure'

// Boxes: ISO/IEC 14496-12 §4.2 and §4.3 (ftyp); item properties: ISO/IEC 23008-12 §6.5.3 (ispe).
interface Box {
  readonly type: string
  readonly body: Buffer
}

function* boxesOf(bytes: Buffer, count: () => void): Generator<Box> {
  for (let at = 0; at < bytes.length; ) {
    count()
    const short = bytes.readUInt32BE(at)
    const headBytes = short === 1 ? 16 : 8
    const length =
      short === 0 ? bytes.length - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (length < headBytes) throw new AppError('picture-damaged')
    if (at + length > bytes.length) throw new AppError('picture-truncated')
    const type = bytes.toString('latin1', at + 4, at + 8)
    yield { type, body: bytes.subarray(at + headBytes, at + length) }
    at += length
  }
}

/** The brands of an ISO base media file, or none when it is not one. */
export function mediaBrands(bytes: Buffer): readonly string[] {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') return []
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 1_024)
  const brands = [bytes.toString('latin1', 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.toString('latin1', at, at + 4))
  return brands
}

export const isAvif = (bytes: Buffer): boolean =>
  mediaBrands(bytes).some((brand) => brand === 'avif' || brand === 'avis')

/**
 * Reads the boxes for the size of the largest item, the whole picture.
 * Throws `picture-truncated`, `picture-damaged`, `picture-too-many-pixels`.
 */
export function readAvif(bytes: Buffer): PictureStructure {
  let widthPx = 0
  let heightPx = 0
  let isAnimated = false
  let hasPixels = false
  const count = createPartCount()
  for (const { type, body } of boxesOf(bytes, count)) {
    if (type === 'mdat') hasPixels = true
    if (type === 'moov') isAnimated = true
    if (type !== 'meta') continue
    for (const size of extentsOf(body, count)) {
      checkSize(size.readUInt32BE(4), size.readUInt32BE(8))
      if (size.readUInt32BE(4) * size.readUInt32BE(8) <= widthPx * heightPx) continue
      widthPx = size.readUInt32BE(4)
      heightPx = size.readUInt32BE(8)
    }
    // Small pictures can keep their pixels inside the description.
    hasPixels ||= [...boxesOf(body.subarray(4), count)].some((box) => box.type === 'idat')
  }
  if (!hasPixels || widthPx === 0) throw new AppError('picture-truncated')
  return { widthPx, heightPx, orientation: 1, isAnimated, endsAt: bytes.length }
}

function* extentsOf(meta: Buffer, count: () => void): Generator<Buffer> {
  // `meta` is a full box: four bytes of version and flags come first.
  for (const properties of boxesOf(meta.subarray(4), count)) {
    if (properties.type !== 'iprp') continue
    for (const container of boxesOf(properties.body, count)) {
      if (container.type !== 'ipco') continue
      for (const property of boxesOf(container.body, count)) {
        if (property.type === 'ispe') yield property.body
      }
    }
  }
}
