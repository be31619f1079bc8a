import type { Likeness } from './compression'

/** The channel that hands the image sandbox's page its end of the port; nothing else crosses its bridge. */
export const imageSandboxPortChannel = 'image-sandbox:port'

/** What main asks of the image sandbox's page; each is answered by one message with the same id. */
export type ImageSandboxTask =
  | {
      readonly kind: 'develop'
      readonly id: number
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly format: string
      /** EXIF orientation, 1 (upright) to 8; the bytes themselves contain none. */
      readonly orientation: number
      readonly thumbnailSizes: readonly number[]
      readonly asPng: boolean
    }
  | {
      readonly kind: 'encode'
      readonly id: number
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly format: string
      /** EXIF orientation, 1 (upright) to 8; the bytes themselves contain none. */
      readonly orientation: number
      readonly to: 'png' | 'jpeg' | 'webp'
      /** From 0 to 1; 1 makes WebP lossless. */
      readonly quality: number
      /** Whether the result is decoded again and compared with the original. */
      readonly isCompared: boolean
    }
  | {
      readonly kind: 'rasterise'
      readonly id: number
      readonly svg: string
      readonly widthPx: number
      readonly heightPx: number
    }

/** What the page made of a task; `refused`: it is no picture. `failed`: it could not be worked on. */
export type ImageSandboxAnswer =
  | { readonly id: number; readonly outcome: 'refused' | 'failed'; readonly reason: string }
  | {
      readonly id: number
      readonly outcome: 'done'
      readonly widthPx: number
      readonly heightPx: number
      readonly thumbnails: readonly { readonly size: number; readonly bytes: Uint8Array }[]
      readonly png: Uint8Array | null
      /** What an `encode` came to. */
      readonly encoded?: { readonly bytes: Uint8Array; readonly likeness: Likeness | null }
    }
