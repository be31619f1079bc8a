import { AppError } from '../../../shared/errors'
import { checkSize, type PictureOutline } from './outline'

// Blocks: GIF89a specification, CompuServe, §17–§27.
const imageBlock = 0x2c
const extensionBlock = 0x21
const trailer = 0x3b

export const isGif = (bytes: Buffer): boolean => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))

/**
 * Reads the blocks. Only the first frame must be there in full, as it is the only one that is kept.
 * Throws `picture-truncated`, `picture-damaged`, `picture-too-many-pixels`.
 */
export function readGif(bytes: Buffer): PictureOutline {
  const screen = { widthPx: bytes.readUInt16LE(6), heightPx: bytes.readUInt16LE(8) }
  checkSize(Math.max(screen.widthPx, 1), Math.max(screen.heightPx, 1))
  let at = 13 + colourTableBytes(bytes.readUInt8(10))
  let first: { widthPx: number; heightPx: number } | undefined
  let frames = 0
  while (at < bytes.length && bytes[at] !== trailer) {
    const block = bytes[at]
    if (block === imageBlock) {
      // A first frame that reaches beyond the screen widens it.
      first ??= {
        widthPx: Math.max(screen.widthPx, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5)),
        heightPx: Math.max(
          screen.heightPx,
          bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7),
        ),
      }
      checkSize(first.widthPx, first.heightPx)
      at += 11 + colourTableBytes(bytes.readUInt8(at + 9))
    } else if (block === extensionBlock) {
      at += 2
    } else if (frames > 0) {
      break
    } else {
      throw new AppError('picture-damaged')
    }
    const end = endOfSubBlocks(bytes, at)
    if (end === undefined && frames > 0) break
    if (end === undefined) throw new AppError('picture-truncated')
    if (block === imageBlock) frames += 1
    at = end
  }
  if (first === undefined) throw new AppError('picture-truncated')
  return { ...first, orientation: 1, isAnimated: frames > 1, endsAt: bytes.length }
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1)
}

function endOfSubBlocks(bytes: Buffer, start: number): number | undefined {
  let at = start
  for (let length = bytes[at]; length !== undefined; length = bytes[at]) {
    at += length + 1
    if (length === 0) return at
  }
  return undefined
}
