import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long the main thread is held before others get their turn, in milliseconds. */
const holdMs = 8

/**
 * Keeps long work on the main thread from holding it up. Asking whether it is due costs next to nothing;
 * yielding throws the signal's reason once the task was cancelled.
 */
export function createTimeSlice(signal?: AbortSignal) {
  let heldSince = performance.now()
  return {
    isDue: (): boolean => performance.now() - heldSince > holdMs,
    async yieldTurn(): Promise<void> {
      await nextTurn()
      signal?.throwIfAborted()
      heldSince = performance.now()
    },
  }
}
