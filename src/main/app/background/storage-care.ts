import type { Log } from '../../core/log'
import type { SpaceWatch } from '../../storage/space'
import type { Library } from '../library'

const lookEveryMs = 30_000
/** The first faces are on the wall, and the start is over. */
const firstTidyMs = 90_000
const tidyEveryMs = 10 * 60_000

export interface StorageCareOptions {
  /** Null while the library is closed. */
  readonly libraryHandle: { whenOpen(): Pick<Library, 'thumbnailCare'> | null }
  readonly space: Pick<SpaceWatch, 'check'>
  /** The most that thumbnails may take, in bytes. */
  readonly cacheLimitBytes: () => number
  /** True when nobody is at work with the app. */
  readonly isQuiet: () => boolean
  readonly log: Log
}

/** Looks at the free space at the start and from then on, and keeps the cache within its bounds. */
export function watchStorage(options: StorageCareOptions) {
  const { libraryHandle, space, cacheLimitBytes, isQuiet, log } = options
  const stopping = new AbortController()
  let isTidying = false

  async function tidy(): Promise<void> {
    const care = libraryHandle.whenOpen()?.thumbnailCare
    if (care === undefined || isTidying || !isQuiet()) return
    isTidying = true
    try {
      await care.noteUse()
      const removed = await care.trim(cacheLimitBytes(), stopping.signal)
      if (removed > 0) log('thumbnails removed', { removed })
    } catch (error) {
      // A cache that is too large for now costs room, and nothing else.
      log('thumbnails not tidied', { error })
    } finally {
      isTidying = false
    }
  }

  void space.check()
  const timers = [
    setInterval(() => void space.check(), lookEveryMs),
    setTimeout(tidy, firstTidyMs),
    setInterval(tidy, tidyEveryMs),
  ]
  return (): void => {
    stopping.abort()
    for (const timer of timers) clearInterval(timer)
  }
}
