import type { DevelopOrder, EncodeOrder } from '../../../src/main/image-sandbox/image-sandbox'
import type { Likeness } from '../../../src/shared/compression'

export interface DevelopedText {
  readonly widthPx: number
  readonly heightPx: number
  /** Base64, in the order of the sizes asked for. */
  readonly thumbnails: readonly string[]
  readonly png: string | null
}

export interface EncodedText {
  readonly widthPx: number
  readonly heightPx: number
  readonly base64: string
  readonly likeness: Likeness | null
}

export type EncodeWish = Omit<EncodeOrder, 'bytes'>
export type DevelopWish = Pick<DevelopOrder, 'format'> & Partial<DevelopOrder>

/** What a test can ask of the image sandbox's own Electron; an error comes back as its code. */
export interface ImageSandboxBench {
  open(deadlineMs: number, preload?: string): void
  develop(base64: string, order: DevelopWish): Promise<DevelopedText | string>
  encode(base64: string, order: EncodeWish): Promise<EncodedText | string>
  /** Resolves with a data address. */
  rasterise(svg: string, widthPx: number, heightPx: number): Promise<string>
  warmUp(): Promise<void>
  close(): void
  logged(): readonly string[]
}

declare global {
  var imageSandboxBench: ImageSandboxBench
}
