import { lstatSync, type Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { systemError } from './system-error'

/** An answer that took longer than this came from the disk itself, not from memory. */
const slowMs = 2
/** How long a slow disk is then left to other threads. */
const restMs = 1_000

/**
 * Looks at what is there without following a link. A local disk answers that from memory in a few
 * microseconds, a tenth of the way through another thread, and a wall asks a thousand times at once; so
 * it is asked directly until it was slow once, and then not again for a second.
 */
export function createQuickLook(now: () => number = () => performance.now()) {
  let restsUntil = 0
  return async (path: string): Promise<Stats> => {
    const start = now()
    if (start < restsUntil) return lstat(path)
    const found = lstatSync(path, { throwIfNoEntry: false })
    const end = now()
    if (end - start > slowMs) restsUntil = end + restMs
    if (found === undefined) throw systemError('ENOENT', 'nothing is there')
    return found
  }
}
