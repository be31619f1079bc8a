import type { ImageSandbox } from '../../src/main/image-sandbox/image-sandbox'
import { inspectPicture } from '../../src/main/portraits/inspect'
import type { Likeness } from '../../src/shared/compression'
import { AppError } from '../../src/shared/errors'
import { scenePng } from './pictures'
import { plainWebp } from './pictures/webp'

/** What two pictures without any difference come to. */
export const perfectLikeness: Likeness = {
  lumaDb: 99,
  colourDb: 99,
  worstBlockDb: 99,
  greatestStep: 0,
  isAlphaEqual: true,
}

/**
 * Stands for the image sandbox's window, which needs Electron: believes every picture whose header it can
 * read, and hands out pictures made beforehand. With `refuses`, every picture fails with that code.
 */
export function plainImageSandbox(refuses?: 'picture-damaged' | 'darkroom-crashed'): ImageSandbox {
  return {
    develop: async ({ bytes, thumbnailSizes, asPng }) => {
      if (refuses !== undefined) throw new AppError(refuses)
      const { widthPx, heightPx, orientation } = inspectPicture(bytes)
      const isTurned = orientation > 4
      return {
        widthPx: isTurned ? heightPx : widthPx,
        heightPx: isTurned ? widthPx : heightPx,
        thumbnails: thumbnailSizes.map((size) => ({ size, bytes: Buffer.from(`WebP ${size}`) })),
        png: asPng ? scenePng() : null,
      }
    },
    encode: async ({ bytes, to }) => {
      if (refuses !== undefined) throw new AppError(refuses)
      const { widthPx, heightPx } = inspectPicture(bytes)
      const made = to === 'webp' ? plainWebp(bytes, widthPx, heightPx) : scenePng()
      return { widthPx, heightPx, bytes: made, likeness: perfectLikeness }
    },
    rasterise: async () => scenePng(),
  }
}
