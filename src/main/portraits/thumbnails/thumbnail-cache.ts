import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../core/clock'
import type { FileSystem } from '../../core/disk/file-system'
import { namesIn } from '../../core/disk/names-in'
import { setTimes } from '../../core/disk/set-times'
import { systemErrorCode } from '../../core/disk/system-error'

/** What a thumbnail is called; nothing else in the folder is ever touched. */
const namePattern = /^[0-9a-f]{64}-\d{2,4}\.webp$/
const dayMs = 24 * 60 * 60 * 1_000
/** Below the limit by so much, so that the next picture does not begin it all again. */
const leftAfterTrim = 0.9
/** Removed in one go before everything else gets its turn. */
const batch = 100

export interface ThumbnailCacheOptions {
  readonly folder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  /** Between two batches. */
  readonly rest?: () => Promise<unknown>
}

export interface StoredThumbnails {
  readonly count: number
  readonly bytes: number
}

interface StoredThumbnail {
  readonly name: string
  readonly bytes: number
  readonly usedAt: number
}

export type ThumbnailCache = ReturnType<typeof createThumbnailCache>

function createContext(options: ThumbnailCacheOptions) {
  const { folder, fileSystem, clock } = options
  const rest = options.rest ?? (() => delay(10))
  const used = new Set<string>()
  return { fileSystem, folder, rest, used, clock }
}

type Context = ReturnType<typeof createContext>

/**
 * Keeps the cache of thumbnails within its bounds. A file's own time says when it was last used: noted in memory
 * at each use, written while the app is idle and at most once a day for each, so that reading never writes.
 */
export function createThumbnailCache(options: ThumbnailCacheOptions) {
  const context = createContext(options)
  const { used } = context

  return {
    /** Notes that this one was shown just now. */
    wasUsed(name: string): void {
      used.add(name)
    },

    /** Writes down which ones were used since the last time. Answers how many had to be. */
    noteUse: () => noteUse(context),

    measure: () => measure(context),

    /** Removes those that were not used for the longest time until the rest fits. Answers how many. */
    trim: (limitBytes: number, signal?: AbortSignal) => trim(context, limitBytes, signal),

    /** Removes all of them. Answers how many. */
    empty: () => empty(context),
  }
}

async function* storedThumbnails(context: Context): AsyncGenerator<StoredThumbnail> {
  const { fileSystem, folder } = context
  for (const name of await namesIn(fileSystem, folder)) {
    if (!namePattern.test(name)) continue
    const found = await lookAt(context, name)
    if (found !== null) yield found
  }
}

async function lookAt(context: Context, name: string): Promise<StoredThumbnail | null> {
  const { fileSystem, folder } = context
  try {
    const found = await fileSystem.lstat(join(folder, name))
    if (found.kind !== 'file') return null
    return { name, bytes: found.bytes, usedAt: found.modifiedAt.getTime() }
  } catch (error) {
    // Deleted since, or unreadable: it does not count.
    if (systemErrorCode(error) === '') throw error
    return null
  }
}

async function remove(context: Context, name: string): Promise<boolean> {
  const { fileSystem, folder } = context
  try {
    await fileSystem.unlink(join(folder, name))
    return true
  } catch (error) {
    // Gone already, or on a disk that may not be written: either way there is nothing to be done.
    if (systemErrorCode(error) === '') throw error
    return false
  }
}

async function removeAll(
  context: Context,
  names: Iterable<string>,
  signal?: AbortSignal,
): Promise<number> {
  const { rest } = context
  let removed = 0
  let looked = 0
  for (const name of names) {
    if (signal?.aborted) break
    if (await remove(context, name)) removed += 1
    looked += 1
    if (looked % batch === 0) await rest()
  }
  return removed
}

async function noteUse(context: Context): Promise<number> {
  const { clock, used, folder } = context
  const now = clock()
  const names = [...used]
  used.clear()
  let noted = 0
  for (const name of names) {
    const found = await lookAt(context, name)
    if (found === null || now.getTime() - found.usedAt < dayMs) continue
    try {
      await setTimes(join(folder, name), now)
      noted += 1
    } catch (error) {
      // On a disk that may not be written it will be taken for older than it is; it can be made again.
      if (systemErrorCode(error) === '') throw error
    }
  }
  return noted
}

async function measure(context: Context): Promise<StoredThumbnails> {
  let count = 0
  let bytes = 0
  for await (const one of storedThumbnails(context)) {
    count += 1
    bytes += one.bytes
  }
  return { count, bytes }
}

async function trim(context: Context, limitBytes: number, signal?: AbortSignal): Promise<number> {
  const all: StoredThumbnail[] = []
  for await (const one of storedThumbnails(context)) all.push(one)
  let bytes = all.reduce((sum, one) => sum + one.bytes, 0)
  if (bytes <= limitBytes) return 0
  const going: string[] = []
  for (const one of all.toSorted((first, other) => age(context, first) - age(context, other))) {
    if (bytes <= limitBytes * leftAfterTrim) break
    bytes -= one.bytes
    going.push(one.name)
  }
  return removeAll(context, going, signal)
}

async function empty(context: Context): Promise<number> {
  const { used } = context
  used.clear()
  const names: string[] = []
  for await (const { name } of storedThumbnails(context)) names.push(name)
  return removeAll(context, names)
}

function age(context: Context, { name, usedAt }: StoredThumbnail): number {
  const { used } = context
  return used.has(name) ? Number.POSITIVE_INFINITY : usedAt
}
