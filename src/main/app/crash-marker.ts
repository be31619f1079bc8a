import { dirname, join } from 'node:path'
import { isThere, makeEmptyFileNow, makeFolderNow, removeNow } from '../core/disk/blocking'
import type { Log } from '../core/log'

export interface CrashMarker {
  /** True when the window before this one was killed, crashed, or lost its power. */
  readonly wasLeft: boolean
  /** What happens now is no proper end, though the app still quits by itself. */
  keep(): void
  /** Everything is closed as it should be. */
  remove(): void
}

/**
 * Leaves a mark in the data folder for as long as the window runs: where it is found at the next start, the
 * end before was none. To be called by the one window of the folder.
 */
export function leaveCrashMarker(dataFolder: string, log: Log): CrashMarker {
  const path = join(dataFolder, 'running')
  const wasLeft = isThere(path)
  let isKept = false
  const attempt = (change: () => void): void => {
    try {
      change()
    } catch (error) {
      // A read-only folder is reported where it matters; this is only about an offer.
      log('mark of running not changed', { error })
    }
  }
  attempt(() => {
    makeFolderNow(dirname(path))
    makeEmptyFileNow(path)
  })
  return {
    wasLeft,
    keep: () => {
      isKept = true
    },
    remove: () => {
      if (!isKept) attempt(() => removeNow(path))
    },
  }
}
