import type { KindProgress, LibraryTask } from '../../shared/tasks'
import { on, request } from '../app/api'
import { toReport } from '../app/error-report'
import { createStore } from '../app/store'
import { attempt } from '../app/toasts'

interface Work {
  /** What this window has asked for and waits for. */
  readonly running: LibraryTask | null
  readonly isStopping: boolean
  /** What main has told of it; null until it has. */
  readonly told: KindProgress | null
}

const atRest: Work = { running: null, isStopping: false, told: null }
const work = createStore<Work>(atRest)

/** What is under way, and how far it is. */
export const useWork = work.use

/** Listens to how far long work is, for as long as the window lives. Answers the way to stop. */
export function followWork(): () => void {
  return on('backup:progress', (told) => {
    const { running } = work.read()
    // Before it restores, main backs up what is there.
    const isPart = running === 'restore' && told.kind === 'automatic'
    if (told.kind === running || isPart) work.change({ told })
  })
}

/** Asks main to stop what is under way. A swap that has begun goes on to its end. */
export async function stopWork(): Promise<void> {
  work.change({ isStopping: true })
  if (!(await attempt(() => request('backup:cancel')))) work.change({ isStopping: false })
}

/** Whether this is the end of something that was stopped by whoever waited for it. */
export function wasCancelled(error: unknown): boolean {
  return error !== null && toReport(error).code === 'backup-cancelled'
}

/** Long work with its end, kept while the window lives, wherever the game master goes meanwhile. */
export interface Doing<Result> {
  readonly phase: 'idle' | 'running' | 'done' | 'failed'
  readonly result: Result | null
  /** Why it failed, or was stopped. */
  readonly error: unknown
}

/** One kind of long work of which there is one at a time. */
export function createDoing<Result>(kind: LibraryTask) {
  const beginning: Doing<Result> = { phase: 'idle', result: null, error: null }
  const store = createStore<Doing<Result>>(beginning)
  return {
    use: store.use,
    read: store.read,
    forget: () => store.change(beginning),
    /** Does it. An answer of null means that the system's dialog was closed: then nothing was done. */
    async begin(action: () => Promise<Result | null>): Promise<Doing<Result>> {
      work.change({ ...atRest, running: kind })
      store.change({ ...beginning, phase: 'running' })
      try {
        const result = await action()
        store.change({ phase: result === null ? 'idle' : 'done', result })
      } catch (error) {
        store.change({ phase: wasCancelled(error) ? 'idle' : 'failed', error })
      } finally {
        work.change(atRest)
      }
      return store.read()
    },
  }
}
