import { setImmediate } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { CommitOffThread } from './commit-off-thread'
import { databaseError } from './database-error'

/** How long one slice changes rows before it commits; the window is answered in between. */
const sliceMs = 15

export interface SliceOptions<Result> {
  readonly database: Database
  readonly commitOffThread: CommitOffThread
  readonly signal?: AbortSignal | undefined
  /** Called once the results of a slice are on the disk, with how many items are done by then. */
  readonly onSlice: (results: readonly Result[], done: number) => void
}

/**
 * Changes rows for each of these items, as many in one transaction as take a few milliseconds, so that the thread is
 * free in between. What is committed stays when a later slice fails. Throws what `change` throws, AppErrors of the
 * database and the disk, and the signal's reason.
 */
export async function changeInSlices<Item, Result>(
  items: readonly Item[],
  { database, commitOffThread, signal, onSlice }: SliceOptions<Result>,
  change: (item: Item) => Result,
): Promise<void> {
  for (let done = 0; done < items.length; ) {
    signal?.throwIfAborted()
    const results = await commitOffThread(() => {
      const slice = database.transaction(() => changeSome(items, done, change))
      try {
        return slice.immediate()
      } catch (error) {
        throw databaseError(error)
      }
    })
    done += results.length
    onSlice(results, done)
    await setImmediate()
  }
}

function changeSome<Item, Result>(
  items: readonly Item[],
  from: number,
  change: (item: Item) => Result,
): Result[] {
  const results: Result[] = []
  const end = performance.now() + sliceMs
  for (const item of items.slice(from, from + mostInSlice)) {
    results.push(change(item))
    if (performance.now() > end) break
  }
  return results
}

/** So few that cutting them out of the list takes no time. */
const mostInSlice = 1_000
