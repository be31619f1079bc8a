import { AppError } from '../../shared/errors'
import { importTasks } from '../../shared/tasks'
import type { Handlers } from '../core/answer'
import type { Log } from '../core/log'
import type { Tasks } from '../core/tasks/tasks'
import type { HistoryLimit } from '../portraits/history-limit'
import type { Trash } from './trash'

type TrashRequest = Extract<keyof Handlers, `trash:${string}` | `history:${string}`>

interface TrashHandlersOptions {
  readonly tasks: Tasks
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly trash: Trash
    readonly historyLimit: HistoryLimit
  }
  /** After how many days things leave the trash, as the game master set it; null for never. */
  readonly trashDays: () => number | null
  readonly log: Log
}

/** Answers every request about the trash and about the limits of a history. */
export function createTrashHandlers({
  tasks,
  library,
  trashDays,
  log,
}: TrashHandlersOptions): Pick<Handlers, TrashRequest> {
  /** Behind the answer: the rows are gone, and the next start finishes whatever this does not. */
  async function workOff(): Promise<void> {
    try {
      const files = await library().trash.workOff()
      log('files of removed portraits', { ...files })
    } catch (error) {
      log('files of removed portraits not removed', { error })
    }
  }

  return {
    'trash:list': (query) => library().trash.list(query, trashDays()),
    'trash:summary': () => library().trash.summary(trashDays()),
    'trash:restore': ({ items }) => library().trash.restore(items),
    'trash:undo-restore': (restored) => library().trash.putBack(restored),
    'trash:plan': ({ choice }) => library().trash.plan(choice, trashDays()),
    'trash:remove': async ({ choice, mark }) => {
      // An import holds on to the records it is bringing.
      if (tasks.isRunning(...importTasks)) throw new AppError('import-busy')
      try {
        const removed = await library().trash.remove(choice, mark)
        log('removed for good', { ...removed })
        return removed
      } finally {
        void workOff()
      }
    },
    'history:surplus': ({ kept }) => library().historyLimit.surplus(kept),
    'history:move-surplus': ({ kept }) => library().historyLimit.moveSurplus(kept),
  }
}
