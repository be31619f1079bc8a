import { hash } from 'node:crypto'
import { AppError } from '../../../shared/errors'
import type { OldPortraitReason } from '../../../shared/legacy-import'
import { type PictureNotice, type PortraitFormat, portraitFormats } from '../../../shared/portrait'
import { sha256 as sha256Beside } from '../../core/disk/sha256'
import type {
  DevelopedThumbnail,
  ImageSandbox,
  PictureFormat,
} from '../../image-sandbox/image-sandbox'
import { cleanPicture, convertedNotices } from '../../portraits/clean'
import { inspectPicture } from '../../portraits/inspect'

/** Width and height in pixels of what cards show. */
const cardSize = 256

/** Up to here a hash takes a few milliseconds, and less than handing a copy to another thread. */
const hashedHereBytes = 4 * 1024 * 1024

async function sha256(bytes: Uint8Array): Promise<string> {
  return bytes.length <= hashedHereBytes ? hash('sha256', bytes) : sha256Beside(bytes)
}

/** A picture that was looked through and may be stored. */
export interface PreparedPicture {
  readonly bytes: Uint8Array
  readonly sha256: string
  /** Of the bytes as they came. */
  readonly originSha256: string
  readonly format: PortraitFormat
  readonly widthPx: number
  readonly heightPx: number
  /** Empty when it was not decoded; they are made when they are first asked for then. */
  readonly thumbnails: readonly DevelopedThumbnail[]
  /** What is to be said about it. */
  readonly notices: readonly PictureNotice[]
  /** Of the bytes as they came. */
  readonly originFormat: PictureFormat
}

/**
 * Inspects a picture byte by byte: its structure, the checksums of a PNG, and, when `isProved` or when it has
 * to be converted, by decoding it in the image sandbox. Location and personal data are removed, as from every
 * picture. Throws AppError `picture-…` and `darkroom-…`.
 */
export async function preparePicture(
  imageSandbox: Pick<ImageSandbox, 'develop'>,
  bytes: Uint8Array,
  { isProved }: { readonly isProved: boolean },
): Promise<PreparedPicture> {
  const facts = inspectPicture(bytes)
  const cleaned = cleanPicture(bytes, facts)
  const kept = portraitFormats.find((format) => format === facts.format)
  const hashes = async () => {
    const originSha256 = await sha256(bytes)
    const isSame = cleaned.bytes === bytes
    return { originSha256, sha256: isSame ? originSha256 : await sha256(cleaned.bytes) }
  }
  const said = { notices: cleaned.notices, originFormat: facts.format }
  if (kept !== undefined && !isProved) {
    const isTurned = facts.orientation > 4
    const [widthPx, heightPx] = isTurned
      ? [facts.heightPx, facts.widthPx]
      : [facts.widthPx, facts.heightPx]
    const storable = { bytes: cleaned.bytes, format: kept, widthPx, heightPx }
    return { ...storable, ...(await hashes()), ...said, thumbnails: [] }
  }
  const order = { bytes: cleaned.bytes, format: facts.format, thumbnailSizes: [cardSize] }
  const [developed, sums] = await Promise.all([
    imageSandbox.develop({ ...order, asPng: kept === undefined }),
    hashes(),
  ])
  const { widthPx, heightPx, thumbnails, png } = developed
  if (kept !== undefined) {
    return { bytes: cleaned.bytes, ...sums, ...said, format: kept, widthPx, heightPx, thumbnails }
  }
  if (png === null) throw new AppError('picture-damaged', { format: facts.format })
  const converted = { bytes: png, sha256: await sha256(png), format: 'png' } as const
  const notices = convertedNotices(facts, cleaned.notices)
  const { originSha256 } = sums
  return { ...converted, ...said, notices, originSha256, widthPx, heightPx, thumbnails }
}

/** Why a picture that was refused is no portrait, or null when that is not what went wrong. */
export function refusalReason(error: unknown): OldPortraitReason | null {
  if (!(error instanceof AppError)) return null
  switch (error.code) {
    case 'picture-empty':
      return 'file-empty'
    case 'picture-truncated':
      return 'file-truncated'
    case 'picture-not-supported':
      return 'file-not-a-picture'
    case 'picture-too-many-bytes':
    case 'picture-too-many-pixels':
      return 'file-too-large'
    case 'picture-damaged':
    case 'darkroom-crashed':
    case 'darkroom-timed-out':
      return 'file-damaged'
    default:
      return null
  }
}
