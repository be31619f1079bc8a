import { basename } from 'node:path'
import type { Restored } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { libraryTasks } from '../../shared/tasks'
import type { Tasks } from '../core/tasks/tasks'

/** A page that has not put away what is being typed by then does not answer, and is not waited for. */
const longestPuttingAwayMs = 5_000

export interface AskedRestoreOptions {
  readonly tasks: Tasks
  /** Puts a backup in the place of everything. */
  readonly replace: (path: string) => Promise<Restored>
  /** Asks the page to put away what is being typed, and then to call `run`. */
  readonly tell: (name: string) => void
}

export type AskedRestore = ReturnType<typeof createAskedRestore>

/** A restore that a command asks of the window, which shows it like one of its own. */
export function createAskedRestore({ tasks, replace, tell }: AskedRestoreOptions) {
  let begin: (() => Promise<Restored>) | null = null

  return {
    /** Throws AppError `backup-busy` while the window is at something else, and what `replace` throws. */
    async carryOut(path: string, signal: AbortSignal): Promise<Restored> {
      tasks.throwIfExcluded('restore')
      if (begin !== null) throw new AppError('backup-busy')
      let restoring: Promise<Restored> | null = null
      const asked = Promise.withResolvers<Restored>()
      begin = () => {
        if (restoring === null) {
          restoring = signal.aborted
            ? Promise.reject(new AppError('backup-cancelled'))
            : replace(path)
          restoring.then(asked.resolve, asked.reject)
        }
        return asked.promise
      }
      const beginAnyway = setTimeout(begin, longestPuttingAwayMs)
      // Whoever asked has gone; before the change-over it can still be left.
      const cancel = () => tasks.cancel(...libraryTasks)
      signal.addEventListener('abort', cancel)
      try {
        tell(basename(path))
        return await asked.promise
      } finally {
        clearTimeout(beginAnyway)
        signal.removeEventListener('abort', cancel)
        begin = null
      }
    },

    /** Does what was asked for. Throws AppError `not-found` when nothing is, any longer. */
    run(): Promise<Restored> {
      if (begin === null) throw new AppError('not-found', { kind: 'backup' })
      return begin()
    },
  }
}
