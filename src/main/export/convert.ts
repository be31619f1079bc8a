import { AppError } from '../../shared/errors'
import type { ExportFormat } from '../../shared/export'
import type { PortraitFormat } from '../../shared/portrait'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { readColours } from '../portraits/formats/colour'
import { inspectPicture } from '../portraits/inspect'
import { isBare } from './prove-bare'
import { stripMetadata } from './strip-metadata'

export interface ExportedPicture {
  readonly bytes: Uint8Array
  readonly format: PortraitFormat
}

export interface ExportedPictureOptions {
  readonly format: ExportFormat
  readonly withMetadata: boolean
  /** What a picture without metadata must not hold: the prompt it was made from. */
  readonly secrets?: readonly string[]
}

export interface Assigned extends ExportedPicture {
  /** True when the metadata could only be removed by re-encoding the pixels, in the same format. */
  readonly wasReencoded: boolean
}

type Room = Pick<ImageSandbox, 'develop' | 'encode'>

/** Qualities at which nothing is seen to be lost; a PNG has none. */
const qualities: Readonly<Record<PortraitFormat, number>> = { png: 1, jpeg: 0.92, webp: 0.92 }

/**
 * A portrait as it is given away: in this format, and without what is embedded in it unless that is wanted. A
 * converted one never has any of it. What leaves was decoded as it is, and what is to be without metadata was
 * read again and found without. Throws `picture-damaged` when the stored picture cannot be decoded, and what
 * `ImageSandbox.encode` throws.
 */
export async function exportedPicture(
  imageSandbox: Room,
  picture: ExportedPicture,
  wish: ExportedPictureOptions,
): Promise<Assigned> {
  const { bytes, format } = picture
  const isSameFormat = wish.format === 'as-stored' || wish.format === format
  if (isSameFormat) {
    const untouched = await withoutEncoding(imageSandbox, picture, wish)
    if (untouched !== null) return { bytes: untouched, format, wasReencoded: false }
  }
  const to = wish.format === 'as-stored' ? format : wish.format
  const order = { bytes, format, to, quality: qualities[to], isCompared: false }
  const made = await imageSandbox.encode(order)
  await decode(imageSandbox, { bytes: made.bytes, format: to })
  if (!(await isBare(made.bytes, wish.secrets ?? []))) throw new AppError('picture-damaged')
  return { bytes: made.bytes, format: to, wasReencoded: isSameFormat && !wish.withMetadata }
}

/** The picture with its original encoded pixels, or null when it must be re-encoded. */
async function withoutEncoding(
  imageSandbox: Room,
  picture: ExportedPicture,
  { withMetadata, secrets = [] }: ExportedPictureOptions,
): Promise<Uint8Array | null> {
  const { bytes, format } = picture
  if (withMetadata) {
    await decode(imageSandbox, picture)
    return bytes
  }
  const upright = await turnedWithoutLoss(imageSandbox, picture)
  const stripped = upright ?? stripMetadata(bytes)
  if (!(await isBare(stripped, secrets))) return null
  try {
    await decode(imageSandbox, { bytes: stripped, format })
    return stripped
  } catch (error) {
    if (error instanceof AppError && error.code === 'picture-damaged') return null
    throw error
  }
}

/**
 * A PNG or WebP with an orientation tag, rotated upright without it; not every program obeys the tag in
 * these. Null when there is nothing to rotate, or when a pixel would change.
 */
async function turnedWithoutLoss(
  imageSandbox: Room,
  { bytes, format }: ExportedPicture,
): Promise<Uint8Array | null> {
  if (format === 'jpeg' || inspectPicture(bytes).orientation === 1) return null
  if (readColours(bytes, format) !== 'plain') return null
  const order = { bytes, format, to: format, quality: 1, isCompared: true }
  const { bytes: turned, likeness } = await imageSandbox.encode(order)
  return likeness?.greatestStep === 0 && likeness.isAlphaEqual ? turned : null
}

/** Throws `picture-damaged` unless these bytes are a whole picture of this format. */
async function decode(imageSandbox: Room, { bytes, format }: ExportedPicture): Promise<void> {
  if (inspectPicture(bytes).format !== format) throw new AppError('picture-damaged')
  await imageSandbox.develop({ bytes, format, thumbnailSizes: [], asPng: false })
}
