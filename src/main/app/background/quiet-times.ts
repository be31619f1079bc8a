import type { Clock } from '../../core/clock'
import { makeDailyCopy } from '../../core/database/copies'
import type { Log } from '../../core/log'
import { verifyPortraits } from '../../portraits/verify'
import type { Library } from '../library'

/** How long after the start portraits are looked for: a lost one is marked before anybody needs it. */
const lookForFilesAfterMs = 5_000
/** How long after the start the database is copied: the first faces are on the wall by then. */
const copyAfterMs = 20_000
const copyEveryMs = 60 * 60 * 1_000
const lookOutsideEveryMs = 2_000

interface QuietTimesOptions {
  /** Null while the library is closed. */
  readonly libraryHandle: {
    whenOpen(): Pick<Library, 'database' | 'hasChangedOutside' | 'portraits'> | null
  }
  readonly dataFolder: string
  readonly clock: Clock
  readonly log: Log
  /** Another process, such as a command beside the window, has changed the library. */
  readonly onChangedOutside: () => void
}

/** What the window's process does on the side: today's copy of the database, a look at what others wrote. */
export function keepLibraryCurrent({
  libraryHandle,
  dataFolder,
  clock,
  log,
  onChangedOutside,
}: QuietTimesOptions) {
  const stopping = new AbortController()
  let isCopying = false
  let isOutOfReach = false

  async function copy(): Promise<void> {
    const library = libraryHandle.whenOpen()
    if (library === null || isCopying) return
    isCopying = true
    try {
      const name = await makeDailyCopy(library.database, { dataFolder, clock })
      if (name !== null) log('database copied', { name })
    } catch (error) {
      // The copy is a second net; the game master's evening does not end because it is missing.
      log('database not copied', { error })
    } finally {
      isCopying = false
    }
  }

  function lookOutside(): void {
    const library = libraryHandle.whenOpen()
    if (library === null) return
    try {
      if (library.hasChangedOutside()) onChangedOutside()
      isOutOfReach = false
    } catch (error) {
      // A drive that was pulled out is told to whoever asks for something; a look must not end the app.
      if (!isOutOfReach) log('database not looked at', { error })
      isOutOfReach = true
    }
  }

  async function lookForFiles(): Promise<void> {
    const library = libraryHandle.whenOpen()
    if (library === null) return
    try {
      const { signal } = stopping
      const damaged = await verifyPortraits(library.portraits, { isDeep: false, signal })
      if (damaged.length > 0) log('portrait files not sound', { count: damaged.length })
    } catch (error) {
      // Whoever is shown is looked at again then.
      if (!stopping.signal.aborted) log('portrait files not looked for', { error })
    }
  }

  const timers = [
    setTimeout(lookForFiles, lookForFilesAfterMs),
    setTimeout(copy, copyAfterMs),
    setInterval(copy, copyEveryMs),
    setInterval(lookOutside, lookOutsideEveryMs),
  ]
  return (): void => {
    stopping.abort()
    for (const timer of timers) clearInterval(timer)
  }
}
