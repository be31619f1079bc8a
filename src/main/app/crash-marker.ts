import { dirname, join } from 'node:path'
import { isThere, makeEmptyFileNow, makeFolderNow, removeNow } from '../core/disk/blocking'
import type { Log } from '../core/log'

export interface CrashMarker {
  /** Whether the last run of the window ended by a kill, a crash or a power cut. */
  readonly hasCrashed: boolean
  /** The marker stays although the app quits by itself, since it quits because of an error. */
  preserve(): void
  /** Call when everything is closed; does nothing after `preserve`. */
  remove(): void
}

/**
 * Leaves a marker file in the data folder for as long as the window runs; one that the next start finds was left by a
 * crash. Call only in the process that owns the folder.
 */
export function leaveCrashMarker(dataFolder: string, log: Log): CrashMarker {
  const path = join(dataFolder, 'running')
  const hasCrashed = isThere(path)
  let isPreserved = false
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
    hasCrashed,
    preserve: () => {
      isPreserved = true
    },
    remove: () => {
      if (!isPreserved) attempt(() => removeNow(path))
    },
  }
}
