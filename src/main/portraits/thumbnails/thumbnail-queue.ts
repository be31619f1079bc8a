import { AppError } from '../../../shared/errors'
import type { Portrait, ThumbnailSize } from '../../../shared/portrait'
import type { Portraits } from '../portraits'
import { createRecentBytes } from '../recent'
import type { Thumbnails } from './thumbnails'

/** About 3,000 thumbnails: a whole large wall comes from memory the second time. */
const recentBytes = 24 * 1024 * 1024

export interface ThumbnailQueueOptions {
  readonly portraits: Pick<Portraits, 'read'>
  readonly thumbnails: Pick<Thumbnails, 'read'>
  readonly onTrouble: (error: unknown) => void
  /** How long one may take before the caller goes without, in milliseconds. */
  readonly waitMs: number
}

export type ThumbnailQueue = (
  portrait: Portrait,
  size: ThumbnailSize,
) => Promise<Uint8Array<ArrayBuffer> | null>

/**
 * Returns thumbnails, recent ones from memory. Null when there is none in time: it is still being made and
 * will be there the next time, or the original is damaged, which reading it reports.
 */
export function createThumbnailQueue(options: ThumbnailQueueOptions): ThumbnailQueue {
  const { portraits, thumbnails, onTrouble, waitMs } = options
  const recent = createRecentBytes(recentBytes)

  async function readOriginal(portrait: Portrait): Promise<Uint8Array> {
    const original = await portraits.read(portrait)
    if (original.state === 'sound') return original.bytes
    throw new AppError('file-unreadable', { state: original.state })
  }

  async function read(portrait: Portrait, size: ThumbnailSize, key: string) {
    try {
      const made = await thumbnails.read(portrait, size, () => readOriginal(portrait))
      const bytes = new Uint8Array(made)
      recent.put(key, bytes)
      return bytes
    } catch (error) {
      if (!(error instanceof AppError)) onTrouble(error)
      return null
    }
  }

  return async (portrait, size) => {
    const key = `${portrait.sha256}-${size}`
    return recent.get(key) ?? within(waitMs, read(portrait, size, key))
  }
}

/** What the work came to, or null when it takes longer; the work itself goes on. */
async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value | null> {
  const { promise: deadline, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, milliseconds, null)
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
