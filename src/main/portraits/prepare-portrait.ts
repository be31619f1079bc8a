import type { CompressionSettings } from '../../shared/compression'
import { AppError } from '../../shared/errors'
import { type PictureNotice, type PortraitFormat, portraitFormats } from '../../shared/portrait'
import { sha256 } from '../core/disk/sha256'
import type {
  Developed,
  DevelopedThumbnail,
  ImageSandbox,
  PictureFormat,
} from '../image-sandbox/image-sandbox'
import { cleanPicture, convertedNotices, needsOriginal } from './clean'
import { holdsTexts } from './formats/texts'
import { inspectPicture, type PictureFacts } from './inspect'
import { makeSmaller } from './make-smaller'

/** The one size made on the way in; cards show it. Others are made when they are first asked for. */
const firstThumbnailSize = 256

/** A picture from outside that was decoded once, as it is to be stored. */
export interface PreparedPortrait {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly format: PortraitFormat
  readonly widthPx: number
  readonly heightPx: number
  readonly thumbnails: readonly DevelopedThumbnail[]
  /** What had to be changed in it. */
  readonly notices: readonly PictureNotice[]
  /** True when less is stored than came, so that the bytes as they came have to be kept. */
  readonly needsOriginal: boolean
  /** Of the bytes as they came. */
  readonly receivedSha256: string
  readonly receivedFormat: PictureFormat
}

interface Sound {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly format: PortraitFormat
  readonly notices: readonly PictureNotice[]
}

/**
 * Inspects, cleans and decodes bytes from outside, and makes them smaller where `settings` say so. Throws AppError
 * `picture-…` and `darkroom-…` when they are no picture that may be stored. `knownSha256` is that of the bytes, where it
 * was worked out before.
 */
export async function preparePortrait(
  imageSandbox: ImageSandbox,
  bytes: Uint8Array,
  settings: CompressionSettings | null,
  knownSha256?: string,
): Promise<PreparedPortrait> {
  const facts = inspectPicture(bytes)
  const { format } = facts
  const cleaned = cleanPicture(bytes, facts)
  const keptFormat = storableFormat(format)
  const [developed, receivedSha256, cleanSha256] = await Promise.all([
    imageSandbox.develop({
      bytes: cleaned.bytes,
      format,
      thumbnailSizes: [firstThumbnailSize],
      asPng: keptFormat === null,
    }),
    knownSha256 ?? sha256(bytes),
    cleaned.bytes === bytes ? null : sha256(cleaned.bytes),
  ])
  const sound: Sound =
    keptFormat === null
      ? await asPng(developed, facts, cleaned.notices)
      : { ...cleaned, sha256: cleanSha256 ?? receivedSha256, format: keptFormat }
  const stored = settings === null ? sound : await asWebp(imageSandbox, sound, settings)
  const losesTexts = stored !== sound && holdsTexts(sound.bytes, sound.format)
  return {
    ...stored,
    widthPx: developed.widthPx,
    heightPx: developed.heightPx,
    thumbnails: developed.thumbnails,
    needsOriginal: needsOriginal(sound.notices) || losesTexts,
    receivedSha256,
    receivedFormat: format,
  }
}

async function asPng(
  { png }: Developed,
  facts: PictureFacts,
  notices: readonly PictureNotice[],
): Promise<Sound> {
  if (png === null) throw new AppError('picture-damaged', { format: facts.format })
  const said = convertedNotices(facts, notices)
  return { bytes: png, sha256: await sha256(png), format: 'png', notices: said }
}

/** The picture as WebP where that is smaller and looks the same; else as it was. */
async function asWebp(
  imageSandbox: ImageSandbox,
  sound: Sound,
  settings: CompressionSettings,
): Promise<Sound> {
  try {
    const { left, bytes } = await makeSmaller(imageSandbox, sound.bytes, settings)
    if (left !== null) return sound
    return { ...sound, bytes, sha256: await sha256(bytes), format: 'webp' }
  } catch (error) {
    // It was decoded before, and must not be lost because compressing it failed.
    if (error instanceof AppError) return sound
    throw error
  }
}

function storableFormat(format: PictureFormat): PortraitFormat | null {
  return portraitFormats.find((known) => known === format) ?? null
}
