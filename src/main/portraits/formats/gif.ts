import { AppError } from '../../../shared/errors'
import { type CleanedPicture, checkSize, createPartCount, type PictureStructure } from './structure'

// Blocks: GIF89a specification, CompuServe, §17–§27.
const imageBlock = 0x2c
const extensionBlock = 0x21
const trailer = 0x3b

export const isGif = (bytes: Buffer): boolean => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))

/**
 * Reads the blocks. Only the first frame must be there in full, as it is the only one that is kept.
 * Throws `picture-truncated`, `picture-damaged`, `picture-too-many-pixels`.
 */
export function readGif(bytes: Buffer): PictureStructure {
  const { widthPx, heightPx, isAnimated } = readFrames(bytes)
  return { widthPx, heightPx, orientation: 1, isAnimated, endsAt: bytes.length }
}

/** Takes out all frames but the first. */
export function cleanGif(bytes: Buffer): CleanedPicture {
  const { firstEndsAt, isAnimated } = readFrames(bytes)
  if (!isAnimated) return { bytes, removed: new Set(), wasAnimated: false }
  const still = Buffer.concat([bytes.subarray(0, firstEndsAt), Buffer.from([trailer])])
  return { bytes: still, removed: new Set(), wasAnimated: true }
}

/** The first frame, and whether there is another; what comes behind that is not looked at. */
function readFrames(bytes: Buffer) {
  const screen = { widthPx: bytes.readUInt16LE(6), heightPx: bytes.readUInt16LE(8) }
  let at = 13 + colourTableBytes(bytes.readUInt8(10))
  let first: { widthPx: number; heightPx: number; firstEndsAt: number } | undefined
  const count = createPartCount()
  for (let block = bytes[at]; block !== undefined && block !== trailer; block = bytes[at]) {
    count()
    if (block === imageBlock) {
      if (first !== undefined) return { ...first, isAnimated: true }
      // A first frame that reaches beyond the screen widens it.
      const right = bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5)
      const bottom = bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7)
      const widthPx = Math.max(screen.widthPx, right)
      const heightPx = Math.max(screen.heightPx, bottom)
      checkSize(widthPx, heightPx)
      at = endOfSubBlocks(bytes, at + 11 + colourTableBytes(bytes.readUInt8(at + 9)))
      if (at > bytes.length) throw new AppError('picture-truncated')
      first = { widthPx, heightPx, firstEndsAt: at }
    } else if (block === extensionBlock) {
      at = endOfSubBlocks(bytes, at + 2)
    } else {
      break
    }
  }
  if (first === undefined) throw new AppError('picture-truncated')
  return { ...first, isAnimated: false }
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1)
}

/** Where a run of sub-blocks ends; beyond the last byte when its end is missing. */
function endOfSubBlocks(bytes: Buffer, start: number): number {
  let at = start
  for (let length = bytes[at]; length !== undefined; length = bytes[at]) {
    at += length + 1
    if (length === 0) return at
  }
  return bytes.length + 1
}
