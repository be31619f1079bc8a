import { AppError } from '../../../shared/errors'
import { maximumPixels } from '../../../shared/portrait'
import type { PersonalKind } from './personal'

/** What the structure of a picture reveals without decoding it. */
export interface PictureStructure {
  /** As stored, before the orientation is applied. */
  readonly widthPx: number
  readonly heightPx: number
  /** EXIF orientation, 1 (upright) to 8. */
  readonly orientation: number
  readonly isAnimated: boolean
  /** Offset of the first byte behind the picture. */
  readonly endsAt: number
}

/** Throws `picture-damaged` for a size of nothing and `picture-too-many-pixels` before anything decodes it. */
export function checkSize(widthPx: number, heightPx: number): void {
  if (widthPx < 1 || heightPx < 1) throw new AppError('picture-damaged')
  if (widthPx * heightPx > maximumPixels) {
    throw new AppError('picture-too-many-pixels', {
      widthPx,
      heightPx,
      maximumMegapixels: maximumPixels / 1_000_000,
    })
  }
}

/** Enough for 65,000 animated frames of two chunks each; millions of tiny ones take seconds to read. */
const maximumParts = 150_000

/** Counts the chunks, segments or boxes of one picture. The count throws `picture-damaged` beyond 150,000. */
export function createPartCount(): () => void {
  let parts = 0
  return () => {
    parts += 1
    if (parts > maximumParts) throw new AppError('picture-damaged')
  }
}

/** A part of a file, from `start` up to but not including `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A part that leaves a picture, and what takes its place. */
export interface Cut extends Span {
  readonly instead?: Buffer
}

/** The bytes without these parts, which are in order and do not overlap. */
export function cutOut(bytes: Buffer, cuts: readonly Cut[]): Buffer {
  const kept: Buffer[] = []
  let at = 0
  for (const { start, end, instead } of cuts) {
    kept.push(bytes.subarray(at, start))
    if (instead !== undefined) kept.push(instead)
    at = end
  }
  return Buffer.concat([...kept, bytes.subarray(at)])
}

export interface CleanedPicture {
  /** The very same bytes when there was nothing to take out. */
  readonly bytes: Buffer
  /** What was taken out. */
  readonly removed: ReadonlySet<PersonalKind>
  /** True when there were further frames. */
  readonly wasAnimated: boolean
}
