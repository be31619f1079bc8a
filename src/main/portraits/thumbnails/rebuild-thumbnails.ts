import { AppError } from '../../../shared/errors'
import type { Portrait } from '../../../shared/portrait'
import type { Rebuilt } from '../../../shared/storage'
import { forEachLimited } from '../../core/tasks/limit'
import type { Portraits } from '../portraits'
import type { ThumbnailCache } from './thumbnail-cache'
import type { Thumbnails } from './thumbnails'

/** The size that cards show; others are made when they are first asked for. */
const size = 256
const atOnce = 3

export interface RebuildParts {
  readonly portraits: Pick<Portraits, 'read'>
  readonly thumbnails: Pick<Thumbnails, 'read'>
  readonly care: Pick<ThumbnailCache, 'empty'>
  /** Every portrait that can be shown. */
  readonly all: readonly Portrait[]
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Empties the cache and makes the thumbnails of the cards again, each picture once however many portraits
 * show it. If cancelled or killed, the rest is made when it is shown. Throws AppError `backup-cancelled`.
 */
export async function rebuildThumbnails(parts: RebuildParts): Promise<Rebuilt> {
  const { portraits, thumbnails, care, all, signal, onProgress } = parts
  await care.empty()
  // The newest first: those are what the wall begins with.
  const pictures = [...new Map(all.map((one) => [one.sha256, one])).values()].reverse()
  const total = pictures.length
  let made = 0
  let failed = 0

  async function readOriginal(portrait: Portrait): Promise<Uint8Array> {
    const original = await portraits.read(portrait)
    if (original.state === 'sound') return original.bytes
    throw new AppError('file-unreadable', { state: original.state })
  }

  async function make(portrait: Portrait): Promise<void> {
    try {
      await thumbnails.read(portrait, size, () => readOriginal(portrait))
      made += 1
    } catch (error) {
      // Lost or damaged: its avatar is shown, and the check reports it.
      if (!(error instanceof AppError)) throw error
      failed += 1
    }
    onProgress?.(made + failed, total)
  }

  await forEachLimited(pictures, { places: atOnce, signal }, make)
  return { made, failed }
}
