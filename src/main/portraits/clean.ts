import type { PictureNotice } from '../../shared/portrait'
import { cleanGif } from './formats/gif'
import { cleanJpeg } from './formats/jpeg'
import type { PersonalKind } from './formats/personal'
import { cleanPng } from './formats/png'
import type { CleanedPicture } from './formats/structure'
import { cleanWebp } from './formats/webp'
import type { PictureFacts } from './inspect'

const kinds: readonly PersonalKind[] = ['place', 'author', 'camera', 'unreadable']

export interface CleanPicture {
  /** The very same bytes when there was nothing to take out. */
  readonly bytes: Uint8Array
  readonly notices: readonly PictureNotice[]
}

/**
 * Removes from a picture, given what inspectPicture found, without decoding it: whatever follows its end,
 * location, author, camera numbers, and all frames but the first. Pixels, orientation, colour profile and
 * every other text stay byte for byte. AVIF is returned as it is, as only its first frame is ever stored.
 */
export function cleanPicture(
  bytes: Uint8Array,
  facts: Pick<PictureFacts, 'format' | 'endsAt' | 'isAnimated'>,
): CleanPicture {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const hasTail = facts.endsAt < buffer.length
  const whole = hasTail ? buffer.subarray(0, facts.endsAt) : buffer
  const cleaned = cleanByFormat(whole, facts, hasTail)
  const notices: PictureNotice[] = []
  if (hasTail) notices.push('tail-removed')
  for (const kind of kinds) if (cleaned.removed.has(kind)) notices.push(`${kind}-removed`)
  if (cleaned.wasAnimated) notices.push('first-frame-only')
  return { bytes: cleaned.bytes === buffer ? bytes : cleaned.bytes, notices }
}

/** What is to be said of a picture that was turned into PNG. */
export function convertedNotices(
  { isAnimated }: Pick<PictureFacts, 'isAnimated'>,
  notices: readonly PictureNotice[],
): readonly PictureNotice[] {
  const said = new Set<PictureNotice>(notices)
  if (isAnimated) said.add('first-frame-only')
  said.add('converted-to-png')
  return [...said]
}

/** Whether less is stored than came: other colours, fewer frames, nothing of what was written inside. */
export const needsOriginal = (notices: readonly PictureNotice[]): boolean =>
  notices.includes('converted-to-png') || notices.includes('first-frame-only')

function cleanByFormat(
  whole: Buffer,
  { format, isAnimated }: Pick<PictureFacts, 'format' | 'isAnimated'>,
  hasTail: boolean,
): CleanedPicture {
  if (format === 'png') return cleanPng(whole)
  if (format === 'jpeg') return cleanJpeg(whole, hasTail)
  if (format === 'webp') return cleanWebp(whole)
  if (format === 'gif') return cleanGif(whole)
  return { bytes: whole, removed: new Set(), wasAnimated: isAnimated }
}
