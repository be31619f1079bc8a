import { AppError } from '../../shared/errors'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import type { PictureFormat } from '../image-sandbox/image-sandbox'
import { isAvif, readAvif } from './formats/avif'
import { isGif, readGif } from './formats/gif'
import { isJpeg, readJpeg } from './formats/jpeg'
import { nameOtherFile } from './formats/other-files'
import { isPng, readPng } from './formats/png'
import type { PictureStructure } from './formats/structure'
import { isWebp, readWebp } from './formats/webp'

export interface PictureFacts extends PictureStructure {
  readonly format: PictureFormat
}

interface FormatReader {
  readonly format: PictureFormat
  readonly matches: (bytes: Buffer) => boolean
  readonly read: (bytes: Buffer) => PictureStructure
}

const formatReaders: readonly FormatReader[] = [
  { format: 'png', matches: isPng, read: readPng },
  { format: 'jpeg', matches: isJpeg, read: readJpeg },
  { format: 'webp', matches: isWebp, read: readWebp },
  { format: 'gif', matches: isGif, read: readGif },
  { format: 'avif', matches: isAvif, read: readAvif },
]

/** As what picture bytes begin, null for none that we read; the rest of them may still be damaged. */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return formatReaders.find(({ matches }) => matches(buffer))?.format ?? null
}

/**
 * Identifies a picture by its bytes alone, without decoding it, and refuses what must never reach a decoder.
 * Throws AppError `picture-empty`, `picture-too-many-bytes`, `picture-not-supported`, `picture-too-many-
 * pixels`, `picture-truncated` or `picture-damaged`.
 */
export function inspectPicture(bytes: Uint8Array): PictureFacts {
  if (bytes.length === 0) throw new AppError('picture-empty')
  if (bytes.length > maximumOwnPictureBytes) {
    throw new AppError('picture-too-many-bytes', {
      bytes: bytes.length,
      maximumBytes: maximumOwnPictureBytes,
    })
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const reader = formatReaders.find(({ matches }) => matches(buffer))
  if (reader === undefined) {
    throw new AppError('picture-not-supported', { found: nameOtherFile(buffer) })
  }
  return { format: reader.format, ...readWithin(buffer, reader) }
}

function readWithin(buffer: Buffer, { read }: FormatReader): PictureStructure {
  try {
    return read(buffer)
  } catch (error) {
    // A header that points beyond the last byte: the rest of the file is not there.
    if (error instanceof RangeError) {
      throw new AppError('picture-truncated', {}, { cause: error })
    }
    throw error
  }
}
