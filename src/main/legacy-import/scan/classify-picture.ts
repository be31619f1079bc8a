import { AppError, type ErrorCode, type ErrorDetails } from '../../../shared/errors'
import type { OldPortraitReason } from '../../../shared/legacy-import'
import { maximumOwnPictureBytes } from '../../../shared/portrait'
import type { PictureFormat } from '../../image-sandbox/image-sandbox'
import { isAvif } from '../../portraits/formats/avif'
import { isGif } from '../../portraits/formats/gif'
import { isJpeg } from '../../portraits/formats/jpeg'
import { nameOtherFile } from '../../portraits/formats/other-files'
import { isPng, readPngHeader } from '../../portraits/formats/png'
import { isWebp } from '../../portraits/formats/webp'
import { inspectPicture } from '../../portraits/inspect'

/** What a picture's bytes reveal. */
export interface Classification {
  readonly format: PictureFormat | null
  /** Why it is not a usable picture; null when it is intact. */
  readonly harm: OldPortraitReason | null
  readonly details: ErrorDetails
}

/** How many bytes of a file are looked at first: enough for every header, one page of the disk. */
export const headBytes = 4_096
/** And how many at its end, for the end marks of PNG and JPEG. */
export const tailBytes = 12

const pngEnd = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])
const jpegEnd = Buffer.from([0xff, 0xd9])

export interface Peek {
  readonly head: Buffer
  readonly tail: Buffer
  /** Size of the whole file in bytes. */
  readonly size: number
}

/** Classifies a picture by its beginning and its end; null when that takes all of its bytes. */
export function classifyFile({ head, tail, size }: Peek): Classification | null {
  if (size === 0) return { format: null, harm: 'file-empty', details: {} }
  if (size > maximumOwnPictureBytes) {
    return { format: formatOf(head), harm: 'file-too-large', details: { bytes: size } }
  }
  const format = formatOf(head)
  if (format === null) {
    const found = nameOtherFile(head)
    return { format: null, harm: 'file-not-a-picture', details: { found } }
  }
  if (size === head.length) return classifyPicture(head)
  const intact: Classification = { format, harm: null, details: {} }
  if (format === 'png') return harmFoundBy(format, () => readPngHeader(head)) ?? endOf(pngEnd)
  if (format === 'jpeg') return endOf(jpegEnd)
  if (format !== 'webp') return null
  const said = head.readUInt32LE(4) + 8
  if (said > size) return { format, harm: 'file-truncated', details: {} }
  return said === size ? intact : null

  function endOf(mark: Buffer): Classification | null {
    return tail.subarray(-mark.length).equals(mark) ? intact : null
  }
}

/** Classifies a picture by all of its bytes, without decoding it. */
export function classifyPicture(bytes: Uint8Array): Classification {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = formatOf(head)
  return harmFoundBy(format, () => inspectPicture(bytes)) ?? { format, harm: null, details: {} }
}

/** The reason for an old picture that matches an error of inspectPicture or the image sandbox. */
export function damageOfError(error: unknown): OldPortraitReason | null {
  return error instanceof AppError ? (harms.get(error.code) ?? null) : null
}

const harms = new Map<ErrorCode, OldPortraitReason>([
  ['picture-empty', 'file-empty'],
  ['picture-not-supported', 'file-not-a-picture'],
  ['picture-truncated', 'file-truncated'],
  ['picture-damaged', 'file-damaged'],
  ['picture-too-many-bytes', 'file-too-large'],
  ['picture-too-many-pixels', 'file-too-large'],
  ['darkroom-crashed', 'file-damaged'],
  ['darkroom-timed-out', 'file-damaged'],
])

function harmFoundBy(format: PictureFormat | null, check: () => unknown): Classification | null {
  try {
    check()
    return null
  } catch (error) {
    const harm = damageOfError(error)
    if (harm === null || !(error instanceof AppError)) throw error
    return { format, harm, details: error.details }
  }
}

function formatOf(head: Buffer): PictureFormat | null {
  if (isPng(head)) return 'png'
  if (isJpeg(head)) return 'jpeg'
  if (isWebp(head)) return 'webp'
  if (isGif(head)) return 'gif'
  return isAvif(head) ? 'avif' : null
}
