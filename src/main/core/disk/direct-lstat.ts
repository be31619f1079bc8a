import { lstatSync, type Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { systemError, systemErrorCode } from './system-error'

/** An answer that took longer than this came from the disk itself, not from memory. */
const slowMs = 2
/** How long a slow disk is then left to other threads. */
const restMs = 1_000

/**
 * Looks at what is there without following a link. A local disk answers that from memory in a few
 * microseconds, a tenth of the way through another thread, and a wall asks a thousand times at once; so
 * it is asked directly until it was slow once, and then not again for a second.
 */
export function createDirectLstat(now: () => number = () => performance.now()) {
  let restsUntil = 0

  /** Asks now, and null when nothing is there or it may not be looked at. */
  function atOnce(path: string): Stats | null {
    const start = now()
    try {
      return lstatSync(path, { throwIfNoEntry: false }) ?? null
    } catch (error) {
      if (systemErrorCode(error) !== '') return null
      throw error
    } finally {
      rest(start)
    }
  }

  function rest(start: number): void {
    const end = now()
    if (end - start > slowMs) restsUntil = end + restMs
  }

  async function look(path: string): Promise<Stats> {
    const start = now()
    if (start < restsUntil) return lstat(path)
    const found = lstatSync(path, { throwIfNoEntry: false })
    rest(start)
    if (found === undefined) throw systemError('ENOENT', 'nothing is there')
    return found
  }

  return Object.assign(look, { atOnce, isQuick: (): boolean => now() >= restsUntil })
}

export type FastLstat = ReturnType<typeof createDirectLstat>
