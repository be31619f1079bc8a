import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type {
  ManyPortraitsChanged,
  PortraitChange,
  PortraitsChanged,
  TrashedPortrait,
} from '../../shared/gallery'
import type { CommitOffThread } from '../core/database/commit-off-thread'
import { changeInTask } from '../core/tasks/change-in-task'
import type { Task, Tasks } from '../core/tasks/tasks'
import type { Portraits } from './portraits'

interface Records {
  readonly database: Database
  readonly commitOffThread: CommitOffThread
  readonly portraits: Portraits
}

/**
 * Changes a few portraits, all of them or none. Throws AppError `not-found` when one no longer exists, and those of the
 * database.
 */
export function changePortraits(
  { portraits }: Pick<Records, 'portraits'>,
  change: PortraitChange,
): PortraitsChanged {
  if (change.change === 'trash') return { portraits: portraits.trashAll(change.ids) }
  if (change.change === 'star') {
    const ids = portraits.star(change.ids, change.isStarred)
    return { portraits: ids.map((id) => ({ id, wasCurrent: false })) }
  }
  portraits.restoreAll(change.portraits)
  return change
}

/**
 * Changes any number of portraits as a task that leaves the thread free. It passes over those that no longer exist;
 * what it has changed stays when it is cancelled or cannot go on. Throws AppError `not-found` when none of them exists,
 * what fails at the very beginning, and what keeps a task from beginning.
 */
export function changeManyPortraits(
  { tasks, ...records }: Records & { readonly tasks: Tasks },
  change: PortraitChange,
): Promise<ManyPortraitsChanged> {
  return tasks.run('change-portraits', (task) => changeAll(records, change, task))
}

async function changeAll(
  records: Records,
  change: PortraitChange,
  task: Task,
): Promise<ManyPortraitsChanged> {
  const options = { ...records, task, step: 'change-portraits' } as const
  const { results, ...howFar } = await changeInTask(each(change), options, (one) =>
    unlessGone(() => changePortraits(records, one).portraits),
  )
  if (howFar.notReached === 0 && results.every((one) => one === null)) {
    throw new AppError('not-found', { kind: 'portrait', id: 0 })
  }
  const changed = results.flatMap((one) => one ?? [])
  // Of one subject's portraits the first to go was shown at the beginning: it is restored last.
  return { portraits: change.change === 'trash' ? changed.toReversed() : changed, ...howFar }
}

/** The change to each of the portraits by itself. */
function each(change: PortraitChange): PortraitChange[] {
  if (change.change === 'restore') {
    return change.portraits.map((one) => ({ change: 'restore', portraits: [one] }))
  }
  return [...new Set(change.ids)].map((id) => ({ ...change, ids: [id] }))
}

/** Null where the portrait no longer exists. */
function unlessGone(change: () => readonly TrashedPortrait[]): readonly TrashedPortrait[] | null {
  try {
    return change()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}
