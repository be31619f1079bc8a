import { AppError } from '../../shared/errors'
import type { ExportFormat } from '../../shared/export'
import type { PortraitFormat } from '../../shared/portrait'
import type { Darkroom } from '../darkroom/darkroom'
import { stripMetadata } from './strip-metadata'

export interface PictureToGive {
  readonly bytes: Uint8Array
  readonly format: PortraitFormat
}

/** Qualities at which nothing is seen to be lost; a PNG has none. */
const qualities: Readonly<Record<PortraitFormat, number>> = { png: 1, jpeg: 0.92, webp: 0.92 }

/**
 * A portrait as it is given away: in this format, and without what is embedded in it unless that is wanted.
 * A converted one never has any of it. Throws what `Darkroom.encode` throws.
 */
export async function toGive(
  darkroom: Pick<Darkroom, 'encode'>,
  picture: PictureToGive,
  wish: { readonly format: ExportFormat; readonly withMetadata: boolean },
): Promise<PictureToGive> {
  const { bytes, format } = picture
  if (wish.format === 'as-stored' || wish.format === format) {
    return { bytes: wish.withMetadata ? bytes : stripMetadata(bytes), format }
  }
  const to = wish.format
  const made = await darkroom.encode({
    bytes,
    format,
    to,
    quality: qualities[to],
    isCompared: false,
  })
  if (made.bytes.length === 0) throw new AppError('picture-damaged')
  return { bytes: made.bytes, format: to }
}
