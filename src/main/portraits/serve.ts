import type { Database } from 'better-sqlite3'
import {
  defaultAvatarStyle,
  type Portrait,
  type PortraitFileState,
  type ThumbnailSize,
} from '../../shared/portrait'
import { type Subject, subjectKey } from '../../shared/subject'
import { createLimit } from '../core/tasks/limit'
import { type PortraitAddress, readPortraitAddress } from './address'
import { drawAvatar } from './avatar'
import { createAvatarFallback } from './avatar-fallback'
import { isPictureOf } from './is-picture'
import type { Portraits } from './portraits'
import { createThumbnailQueue } from './thumbnails/thumbnail-queue'
import type { Thumbnails } from './thumbnails/thumbnails'
import type { Upright } from './upright'

/** Says why an avatar was sent: `none` (there is no such portrait), or what is wrong with its file. */
export const fallbackHeader = 'x-castkeeper-portrait'

/** Requests that touch the disk at once; a thousand open files would be more than some systems allow. */
const requestsAtOnce = 32
/** How long a thumbnail may take to be made before the whole picture is sent in its place. */
const thumbnailWaitMs = 1_000

export interface PortraitServerOptions {
  readonly database: Database
  readonly portraits: Pick<Portraits, 'find' | 'check' | 'read'>
  readonly thumbnails: Pick<Thumbnails, 'read'>
  readonly upright: Upright
  /** Called with unforeseen errors; the request gets the avatar all the same. */
  readonly onTrouble: (error: unknown) => void
  readonly thumbnailWaitMs?: number
}

type FallbackReason = 'none' | Exclude<PortraitFileState, 'sound'>

interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  /** False for what another answer will soon replace. */
  readonly isFinal: boolean
}

const everyAnswer = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'accept-ranges': 'none',
} as const

/**
 * Answers `app://portraits/…` with a portrait, a thumbnail of it or the subject's avatar, and never with
 * a broken picture. A whole picture is compared with its SHA-256 each time it is sent (it costs less than
 * decoding it); a thumbnail, made from bytes that were compared, only needs its original to be there in
 * its size. Ranges are ignored: the answer is always 200 and whole.
 */
export function createPortraitServer(
  options: PortraitServerOptions,
): (request: Request) => Promise<Response> {
  const { database, onTrouble } = options
  const portraits = { ...options.portraits, read: createShowableReader(options.portraits) }
  const inTurn = createLimit(requestsAtOnce)
  const drawFallback = createAvatarFallback(database, onTrouble)
  const waitMs = options.thumbnailWaitMs ?? thumbnailWaitMs
  const thumbnail = createThumbnailQueue({ ...options, portraits, waitMs })

  async function picture(
    portrait: Portrait,
    size: ThumbnailSize | null,
  ): Promise<Picture | Exclude<PortraitFileState, 'sound'>> {
    if (size !== null) {
      const state = await portraits.check(portrait)
      if (state !== 'sound') return state
      const bytes = await thumbnail(portrait, size)
      if (bytes !== null) return { bytes, type: 'image/webp', isFinal: true }
    }
    const reading = await portraits.read(portrait)
    if (reading.state !== 'sound') return reading.state
    const bytes = await options.upright(reading.bytes, portrait.format)
    return { bytes, type: `image/${portrait.format}`, isFinal: size === null }
  }

  async function find({ subject, portraitId, size }: PortraitAddress) {
    try {
      const portrait = portraitId === 0 ? null : portraits.find(portraitId)
      if (portrait === null) return 'none'
      if (keyOf(portrait.subject, portraitId) !== keyOf(subject, portraitId)) return 'none'
      const found = await picture(portrait, size)
      return typeof found === 'string' ? found : { ...found, sha256: portrait.sha256 }
    } catch (error) {
      onTrouble(error)
      return 'unreadable'
    }
  }

  async function answerWithAvatar(
    asked: PortraitAddress,
    reason: FallbackReason,
  ): Promise<Response> {
    const { subject, portraitId } = asked
    const drawing =
      subject === null
        ? drawAvatar({ style: defaultAvatarStyle, seed: keyOf(subject, portraitId) })
        : drawFallback(subject)
    return new Response(await drawing, {
      headers: {
        ...everyAnswer,
        'content-type': 'image/svg+xml',
        'cache-control': 'no-store',
        [fallbackHeader]: reason,
      },
    })
  }

  async function answer(asked: PortraitAddress): Promise<Response> {
    const found = await find(asked)
    if (typeof found === 'string') return answerWithAvatar(asked, found)
    const lasting = {
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${found.sha256}-${asked.size ?? 'whole'}"`,
    }
    return new Response(found.bytes, {
      headers: {
        ...everyAnswer,
        'content-type': found.type,
        'content-length': String(found.bytes.length),
        ...(found.isFinal ? lasting : { 'cache-control': 'no-store' }),
      },
    })
  }

  return async ({ method, url, signal }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405, { allow: 'GET, HEAD' })
    const asked = readPortraitAddress(url)
    if (asked === null) return refusal(400)
    const response = await inTurn(async () =>
      // The card may have left the screen while its request waited.
      signal.aborted ? refusal(503) : answer(asked),
    )
    return method === 'HEAD' ? new Response(null, response) : response
  }
}

/** Reads an original for a decoder: one that came with a restored backup may be anything. */
function createShowableReader({ read }: Pick<Portraits, 'read'>): Portraits['read'] {
  return async (portrait) => {
    const reading = await read(portrait)
    const isHarmed = reading.state === 'sound' && !isPictureOf(reading.bytes, portrait.format)
    return isHarmed ? { state: 'damaged' } : reading
  }
}

function keyOf(subject: Subject | null, portraitId: number): string {
  return subject === null ? `loose:${portraitId}` : subjectKey(subject)
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...everyAnswer, ...headers } })
}
