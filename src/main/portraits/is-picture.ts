import { AppError } from '../../shared/errors'
import { inspectPicture } from './inspect'

/**
 * True for bytes that are a picture of this format and may be given to a decoder. A hash only tells that they are
 * those that were stored, or that somebody put into a backup.
 */
export function isPictureOf(bytes: Uint8Array, format: string): boolean {
  try {
    return inspectPicture(bytes).format === format
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
