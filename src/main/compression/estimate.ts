import type { CompressionEstimate, CompressionSettings, LeftReason } from '../../shared/compression'
import { AppError } from '../../shared/errors'
import type { Task } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { makeSmaller } from '../portraits/make-smaller'
import type { Portraits } from '../portraits/portraits'
import type { CompressionRecords } from './records'

export interface EstimateParts {
  readonly records: CompressionRecords
  readonly portraits: Pick<Portraits, 'find' | 'read'>
  readonly imageSandbox: Pick<ImageSandbox, 'encode'>
}

const sampleSize = 12
/** Two are encoded side by side. */
const cores = 2

/**
 * Tries a few portraits, from every format and size alike, and estimates the result for the whole library.
 * Stores nothing. Throws AppError `backup-cancelled`.
 */
export async function estimateCompression(
  { records, portraits, imageSandbox }: EstimateParts,
  settings: CompressionSettings,
  { signal, onProgress }: Task,
): Promise<CompressionEstimate> {
  const { count, bytes } = records.untried(settings)
  const sample = pickEvenly(records.untriedIds(settings), sampleSize)
  const left: Partial<Record<LeftReason, number>> = {}
  const tried = { count: 0, bytes: 0, savedBytes: 0, madeBytes: 0, milliseconds: 0 }
  for (const [done, id] of sample.entries()) {
    signal?.throwIfAborted()
    const progress = { done, total: sample.length, doneBytes: 0, totalBytes: 0 }
    onProgress({ step: 'sample', ...progress })
    const portrait = portraits.find(id)
    if (portrait === null) continue
    const start = performance.now()
    const reading = await portraits.read(portrait)
    if (reading.state !== 'sound') continue
    const made = await makeSmaller(imageSandbox, reading.bytes, settings).catch(crashed)
    if (made === null) continue
    tried.count += 1
    tried.bytes += portrait.bytes
    tried.milliseconds += performance.now() - start
    if (made.left === null) {
      tried.savedBytes += portrait.bytes - made.bytes.length
      tried.madeBytes += made.bytes.length
    } else left[made.left] = (left[made.left] ?? 0) + 1
  }
  signal?.throwIfAborted()
  const share = tried.bytes === 0 ? 0 : bytes / tried.bytes
  return {
    portraits: count,
    bytes,
    sampled: tried.count,
    savedBytes: Math.round(tried.savedBytes * share),
    neededBytes: Math.round(tried.madeBytes * share),
    durationMs: Math.round((tried.milliseconds * share) / cores),
    left,
  }
}

function crashed(error: unknown): null {
  if (error instanceof AppError && error.code === 'darkroom-crashed') return null
  throw error
}

/** This many of them, the same distance from each other. */
function pickEvenly(ids: readonly number[], most: number): number[] {
  if (ids.length <= most) return [...ids]
  const step = ids.length / most
  return Array.from({ length: most }, (_, index) => ids[Math.floor((index + 0.5) * step)] ?? 0)
}
