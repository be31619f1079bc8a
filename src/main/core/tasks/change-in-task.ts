import type { Database } from 'better-sqlite3'
import type { ManyChangeResult } from '../../../shared/character'
import { AppError, type ErrorReport } from '../../../shared/errors'
import type { TaskStep } from '../../../shared/tasks'
import type { CommitOffThread } from '../database/commit-off-thread'
import { changeInSlices } from '../database/in-slices'
import type { Task } from './tasks'

interface ChangeOptions {
  readonly database: Database
  readonly commitOffThread: CommitOffThread
  readonly task: Task
  readonly step: TaskStep
}

export interface ChangedInTask<Result> extends ManyChangeResult {
  /** Of what was reached, in the order of the items. */
  readonly results: readonly Result[]
}

/**
 * Changes rows for each of these items in slices, and reports how far it is. What was changed stays when the task is
 * cancelled or cannot go on. Throws what fails at the very beginning, and what is no AppError.
 */
export async function changeInTask<Item, Result>(
  items: readonly Item[],
  { database, commitOffThread, task, step }: ChangeOptions,
  change: (item: Item) => Result,
): Promise<ChangedInTask<Result>> {
  const { signal, onProgress } = task
  const results: Result[] = []
  let error: ErrorReport | null = null
  const total = items.length
  const onSlice = (changed: readonly Result[], done: number) => {
    results.push(...changed)
    onProgress({ step, done, total, doneBytes: 0, totalBytes: 0 })
  }
  try {
    await changeInSlices(items, { database, commitOffThread, signal, onSlice }, change)
  } catch (failure) {
    if (!signal.aborted) {
      if (results.length === 0 || !(failure instanceof AppError)) throw failure
      error = failure.toReport()
    }
  }
  const notReached = total - results.length
  return { results, notReached, isCancelled: signal.aborted && notReached > 0, error }
}
