import { libraryTasks, type TaskKind, type TaskProgress } from '../../shared/tasks'
import { on, request } from '../app/api'
import { toReport } from '../app/error-report'
import { createStore } from '../app/store'
import { attempt } from '../app/toasts'

/** A task as the window knows it. */
export interface TaskState {
  readonly isRunning: boolean
  /** It was asked to stop, and has not yet. */
  readonly isStopping: boolean
  /** Null until it is known. */
  readonly progress: TaskProgress | null
}

const notRunning: TaskState = { isRunning: false, isStopping: false, progress: null }
const tasks = createStore<Partial<Record<TaskKind, TaskState>>>({})

/** What runs, by its kind. */
export const useTasks = tasks.use

/** Whether a task of this kind runs, and how far it is. */
export function useTask(kind: TaskKind): TaskState {
  return tasks.use()[kind] ?? notRunning
}

/** The same outside a component. */
export function taskOf(kind: TaskKind): TaskState {
  return tasks.read()[kind] ?? notRunning
}

/** True while something of which there is one at a time runs; an automatic backup gives way to it. */
export function useLibraryBusy(): boolean {
  const known = tasks.use()
  return libraryTasks.some((kind) => kind !== 'automatic' && known[kind]?.isRunning === true)
}

/** Listens to all tasks for as long as the window lives. Returns the way to stop. */
export function followTasks(): () => void {
  return on('task:changed', ({ kind, isRunning, progress }) => {
    const isStopping = progress !== null && taskOf(kind).isStopping
    tasks.change({ [kind]: isRunning ? { isRunning, isStopping, progress } : notRunning })
  })
}

/**
 * Asks main to cancel tasks of this kind. A swap that has begun runs to its end. True when main received the
 * request.
 */
export async function cancelTask(kind: TaskKind): Promise<boolean> {
  changeStopping(kind, true)
  const isAsked = await attempt(() => request('task:cancel', { kind }))
  if (!isAsked) changeStopping(kind, false)
  return isAsked
}

function changeStopping(kind: TaskKind, isStopping: boolean): void {
  const task = taskOf(kind)
  if (task.isRunning) tasks.change({ [kind]: { ...task, isStopping } })
}

/** Whether this is the end of a task that the game master cancelled. */
export function wasCancelled(error: unknown): boolean {
  return error !== null && toReport(error).code === 'backup-cancelled'
}

/** What this window asked for and how it ended; kept while the window is open, on every screen. */
export interface TaskOutcome<Result> {
  readonly phase: 'idle' | 'running' | 'done' | 'failed'
  readonly result: Result | null
  /** Why it failed, or was cancelled. */
  readonly error: unknown
}

/** One task at a time whose answer the window waits for. */
export function createTask<Result>() {
  const beginning: TaskOutcome<Result> = { phase: 'idle', result: null, error: null }
  const store = createStore<TaskOutcome<Result>>(beginning)
  return {
    use: store.use,
    read: store.read,
    forget: () => store.change(beginning),
    /** Does it. An answer of null means that the system's dialog was closed: then nothing was done. */
    async begin(action: () => Promise<Result | null>): Promise<TaskOutcome<Result>> {
      store.change({ ...beginning, phase: 'running' })
      try {
        const result = await action()
        store.change({ phase: result === null ? 'idle' : 'done', result })
      } catch (error) {
        store.change({ phase: wasCancelled(error) ? 'idle' : 'failed', error })
      }
      return store.read()
    },
  }
}
