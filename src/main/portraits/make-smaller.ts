import {
  type CompressionSettings,
  isSame,
  type LeftReason,
  type Likeness,
} from '../../shared/compression'
import { AppError } from '../../shared/errors'
import type { ImageSandbox, PictureFormat } from '../image-sandbox/image-sandbox'
import { readColours } from './formats/colour'
import { webpChunks } from './formats/webp'
import { inspectPicture, type PictureFacts } from './inspect'

/** Below this there is next to nothing to save. */
export const leastBytes = 16 * 1024
/** WebP's longest side (RFC 9649 §2.7). */
const longestSidePx = 16_383

/** A picture made smaller, or why it stays as it is; then also what became of it, if it was tried. */
export type Smaller =
  | { readonly left: null; readonly bytes: Uint8Array; readonly likeness: Likeness }
  | {
      readonly left: LeftReason
      readonly bytes: Uint8Array | null
      readonly likeness: Likeness | null
    }

/**
 * Makes a WebP of an intact picture, decodes it again and compares. It may replace the picture only when it
 * is smaller and looks the same; colours that do not fit into 8 bits of sRGB are not even tried. Throws
 * AppError `darkroom-crashed`, which says nothing about the picture.
 */
export async function makeSmaller(
  imageSandbox: Pick<ImageSandbox, 'encode'>,
  picture: Uint8Array,
  settings: CompressionSettings,
): Promise<Smaller> {
  const { way, quality } = settings
  try {
    const facts = inspectPicture(picture)
    const untried = whyNotTried(picture, facts, settings)
    if (untried !== null) return { left: untried, bytes: null, likeness: null }
    const made = await imageSandbox.encode({
      bytes: picture,
      format: facts.format,
      to: 'webp',
      quality: way === 'webp-lossless' ? 1 : quality / 100,
      isCompared: true,
    })
    const { bytes, likeness } = made
    if (likeness === null || !isWholeWebp(bytes, made)) throw new AppError('picture-damaged')
    const left = whyNotUsed(picture, bytes, isSame(likeness, way))
    return left === null ? { left, bytes, likeness } : { left, bytes, likeness }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'darkroom-crashed') throw error
    return { left: 'undecodable', bytes: null, likeness: null }
  }
}

/** Why a picture is not worth trying, by its header; null when it is. */
function whyNotTried(
  bytes: Uint8Array,
  { format, isAnimated, widthPx, heightPx }: PictureFacts,
  { way }: CompressionSettings,
): LeftReason | null {
  if (bytes.length < leastBytes) return 'tiny'
  if (isAnimated) return 'animated'
  if (Math.max(widthPx, heightPx) > longestSidePx) return 'too-long'
  if (format === 'webp' && (way === 'webp-lossless' || !isLosslessWebp(bytes))) {
    return 'already-webp'
  }
  const colours = readColours(bytes, format)
  return colours === 'plain' ? null : colours
}

function whyNotUsed(original: Uint8Array, made: Uint8Array, looksSame: boolean): LeftReason | null {
  if (made.length >= original.length) return 'larger'
  return looksSame ? null : 'not-same'
}

/** True when the pixels of a WebP are stored without loss. */
export function isLosslessWebp(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const { type } of webpChunks(buffer)) if (type === 'VP8L') return true
  return false
}

// What the image sandbox sends is looked at like any other picture: it decodes what strangers have made.
function isWholeWebp(
  bytes: Uint8Array,
  size: { readonly widthPx: number; readonly heightPx: number },
): boolean {
  const { format, widthPx, heightPx, endsAt, isAnimated } = inspectPicture(bytes)
  const wanted: PictureFormat = 'webp'
  return (
    format === wanted &&
    widthPx === size.widthPx &&
    heightPx === size.heightPx &&
    endsAt === bytes.length &&
    !isAnimated
  )
}
