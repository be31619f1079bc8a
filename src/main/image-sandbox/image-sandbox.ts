import type { Likeness } from '../../shared/compression'

/** The formats of pictures, by their first bytes. */
export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'

export interface DevelopedThumbnail {
  /** Side in pixels of the square box it fits into. */
  readonly size: number
  /** WebP. */
  readonly bytes: Uint8Array
}

export interface Developed {
  /** Upright size in pixels, after EXIF orientation. */
  readonly widthPx: number
  readonly heightPx: number
  readonly thumbnails: readonly DevelopedThumbnail[]
  /** The whole picture as PNG, when it was asked for. */
  readonly png: Uint8Array | null
}

export interface DevelopOrder {
  readonly bytes: Uint8Array
  readonly format: PictureFormat
  /** Thumbnails to make on the way, each fitted into a square box of this side in pixels. */
  readonly thumbnailSizes: readonly number[]
  /** True for formats that are not kept as they are (GIF, AVIF): the first frame as PNG. */
  readonly asPng: boolean
}

export interface EncodeOrder {
  readonly bytes: Uint8Array
  readonly format: PictureFormat
  /** JPEG has no transparency: white is put in its place. */
  readonly to: 'png' | 'jpeg' | 'webp'
  /** From 0 to 1; 1 makes WebP lossless. PNG always is. */
  readonly quality: number
  /** Whether the result is decoded again and compared with the original. */
  readonly isCompared: boolean
}

export interface Encoded {
  /** Upright size in pixels, after EXIF orientation. */
  readonly widthPx: number
  readonly heightPx: number
  readonly bytes: Uint8Array
  /** Null when no comparison was requested. */
  readonly likeness: Likeness | null
}

/**
 * The only place where pictures from outside are decoded: a hidden sandboxed window.
 * All calls throw AppError `picture-damaged`, `darkroom-crashed` or `darkroom-timed-out`.
 */
export interface ImageSandbox {
  /** Decodes the whole picture, which proves it intact, and makes what the order asks for. */
  develop(order: DevelopOrder): Promise<Developed>
  /** Makes another file of the whole picture, upright, in sRGB and 8 bits a channel. */
  encode(order: EncodeOrder): Promise<Encoded>
  /** Draws our own SVG (never one from outside) on a canvas of this size and returns PNG. */
  rasterise(svg: string, widthPx: number, heightPx: number): Promise<Uint8Array>
}
