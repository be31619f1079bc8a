import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import {
  defaultAvatarStyle,
  type Portrait,
  type PortraitFileState,
  type ThumbnailSize,
} from '../../shared/portrait'
import { type Subject, subjectKey } from '../../shared/subject'
import { createTurnstile } from '../network/turnstile'
import { type PortraitAddress, readPortraitAddress } from './address'
import { drawAvatar } from './avatar'
import type { Portraits } from './portraits'
import { createRecentBytes } from './recent'
import type { Thumbnails } from './thumbnails'

/** Says why an avatar was sent: `none` (there is no such portrait), or what is wrong with its file. */
export const standInHeader = 'x-castkeeper-portrait'

/** Requests that touch the disk at once; a thousand open files would be more than some systems allow. */
const requestsAtOnce = 32
/** About 3,000 thumbnails: a whole large wall comes from memory the second time. */
const recentBytes = 24 * 1024 * 1024
/** How long a thumbnail may take to be made before the whole picture is sent in its place. */
const thumbnailWaitMs = 1_000

export interface PortraitServerOptions {
  readonly database: Database
  readonly portraits: Pick<Portraits, 'find' | 'check' | 'read'>
  readonly thumbnails: Pick<Thumbnails, 'read'>
  /** Told of what nobody foresaw; the person asking gets the avatar all the same. */
  readonly onTrouble: (error: unknown) => void
  readonly thumbnailWaitMs?: number
}

type StandInReason = 'none' | Exclude<PortraitFileState, 'sound'>

interface AvatarColumns {
  readonly avatar_style: string
  readonly avatar_seed: string
}

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
  const { database, portraits, thumbnails, onTrouble } = options
  const waitMs = options.thumbnailWaitMs ?? thumbnailWaitMs
  const inTurn = createTurnstile(requestsAtOnce)
  const recent = createRecentBytes(recentBytes)
  const standIns = {
    campaign: database.prepare<[number], AvatarColumns>(
      'SELECT avatar_style, avatar_seed FROM campaign WHERE id = ?',
    ),
    character: database.prepare<[number], AvatarColumns>(
      'SELECT avatar_style, avatar_seed FROM character WHERE id = ?',
    ),
  }

  // Then the whole picture is sent, which says by itself what is wrong with it.
  function reportUnforeseen(error: unknown): null {
    if (!(error instanceof AppError)) onTrouble(error)
    return null
  }

  async function thumbnail(portrait: Portrait, size: ThumbnailSize): Promise<Picture | null> {
    const key = `${portrait.sha256}-${size}`
    const known = recent.get(key)
    if (known !== undefined) return { bytes: known, type: 'image/webp', isFinal: true }
    const making = thumbnails.read(portrait, size, async () => {
      const original = await portraits.read(portrait)
      if (original.state === 'sound') return original.bytes
      throw new AppError('file-unreadable', { state: original.state })
    })
    const made = await within(waitMs, making.catch(reportUnforeseen))
    if (made === null) return null
    const bytes = new Uint8Array(made)
    recent.put(key, bytes)
    return { bytes, type: 'image/webp', isFinal: true }
  }

  async function picture(
    portrait: Portrait,
    size: ThumbnailSize | null,
  ): Promise<Picture | Exclude<PortraitFileState, 'sound'>> {
    if (size !== null) {
      const state = await portraits.check(portrait)
      if (state !== 'sound') return state
      const small = await thumbnail(portrait, size)
      if (small !== null) return small
    }
    const reading = await portraits.read(portrait)
    if (reading.state !== 'sound') return reading.state
    return { bytes: reading.bytes, type: `image/${portrait.format}`, isFinal: size === null }
  }

  function avatarOf({ kind, id }: Subject): AvatarColumns {
    try {
      const row = standIns[kind].get(id)
      if (row !== undefined) return row
    } catch (error) {
      onTrouble(error)
    }
    return { avatar_style: defaultAvatarStyle, avatar_seed: subjectKey({ kind, id }) }
  }

  async function standIn(subject: Subject, reason: StandInReason): Promise<Response> {
    const { avatar_style: style, avatar_seed: seed } = avatarOf(subject)
    return new Response(await drawAvatar({ style, seed }), {
      headers: {
        ...everyAnswer,
        'content-type': 'image/svg+xml',
        'cache-control': 'no-store',
        [standInHeader]: reason,
      },
    })
  }

  async function find({ subject, portraitId, size }: PortraitAddress) {
    try {
      const portrait = portraitId === 0 ? null : portraits.find(portraitId)
      if (portrait === null || subjectKey(portrait.subject) !== subjectKey(subject)) return 'none'
      const found = await picture(portrait, size)
      return typeof found === 'string' ? found : { ...found, sha256: portrait.sha256 }
    } catch (error) {
      onTrouble(error)
      return 'unreadable'
    }
  }

  async function answer(url: string): Promise<Response> {
    const asked = readPortraitAddress(url)
    if (asked === null) return refusal(400)
    const found = await find(asked)
    if (typeof found === 'string') return standIn(asked.subject, found)
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

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refusal(405, { allow: 'GET, HEAD' })
    }
    const response = await inTurn(async () => {
      // The card may have left the screen while its request waited.
      if (request.signal.aborted) return refusal(499)
      return answer(request.url)
    })
    return request.method === 'HEAD' ? new Response(null, response) : response
  }
}

function refusal(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...everyAnswer, ...headers } })
}

/** What the work came to, or null when it takes longer; the work itself goes on. */
async function within<Value>(ms: number, work: Promise<Value>): Promise<Value | null> {
  const { promise: deadline, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, ms, null)
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
