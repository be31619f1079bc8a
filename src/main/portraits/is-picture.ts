import { AppError } from '../../shared/errors'
import { inspectPicture } from './inspect'

/**
 * The format of bytes that are a picture and may be given to a decoder, else null. A hash only proves that
 * they are the bytes that were stored, or that were put into a backup.
 */
export function pictureFormat(bytes: Uint8Array): string | null {
  try {
    return inspectPicture(bytes).format
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** True for bytes that are a picture of this format and may be given to a decoder. */
export function isPictureOf(bytes: Uint8Array, format: string): boolean {
  return pictureFormat(bytes) === format
}
