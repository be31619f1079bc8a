import { AppError } from '../../shared/errors'
import type { PortraitFormat } from '../../shared/portrait'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { unturned } from './formats/turned'

/** A stored picture as a window shows it: upright without the help of an orientation. */
export type Upright = (
  bytes: Uint8Array<ArrayBuffer>,
  format: PortraitFormat,
) => Promise<Uint8Array<ArrayBuffer>>

/**
 * Every version of Chromium turns a JPEG by its orientation, and only some a PNG or a WebP: these are given as
 * the image sandbox has turned them, without loss. The stored file stays as it is. What the image sandbox refuses is
 * given as it is stored.
 */
export function createUpright(imageSandbox: Pick<ImageSandbox, 'encode'>): Upright {
  return async (bytes, format) => {
    if (format === 'jpeg' || unturned(bytes, format).orientation === 1) return bytes
    try {
      const order = { bytes, format, to: format, quality: 1, isCompared: false }
      return new Uint8Array((await imageSandbox.encode(order)).bytes)
    } catch (error) {
      if (error instanceof AppError) return bytes
      throw error
    }
  }
}
