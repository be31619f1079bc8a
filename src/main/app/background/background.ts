import { importTasks, libraryTasks } from '../../../shared/tasks'
import type { SendEvent } from '../../core/answer'
import type { AppContext } from '../app-context'
import type { Notices } from '../notices'
import { backgroundJobs } from './jobs'
import { runJobs } from './run-jobs'

export interface BackgroundOptions {
  readonly context: AppContext
  readonly sendEvent: SendEvent
  readonly notices: Pick<Notices, 'add'>
  /** True while the game master does nothing with the app. */
  readonly isIdle: () => boolean
  readonly trashDays: () => number | null
}

/** Begins everything the window's process does on the side. Returns how to stop it. */
export function startBackground(options: BackgroundOptions): () => void {
  const { context, sendEvent, notices, isIdle, trashDays } = options
  const jobs = backgroundJobs({
    context,
    isIdle,
    trashDays,
    isBusy: () => context.tasks.isRunning(...libraryTasks, ...importTasks),
    notify: (notice) => notices.add(notice),
    onRemoved: () => sendEvent('library:changed', { why: 'edited' }),
    onChangedOutside: () => sendEvent('library:changed', { why: 'outside' }),
  })
  return runJobs(jobs, { isIdle, log: context.log })
}
