import { AppError } from '../../../shared/errors'
import type { TaskChange, TaskKind, TaskProgress, TaskStep } from '../../../shared/tasks'
import { cancelCode, exclusionOf } from './exclusions'

/** How often progress is sent to the window, in milliseconds; more could not be read. */
const progressEveryMs = 100

/** What a running task is handed. */
export interface Task {
  /** Aborted with the AppError that the task then throws: ask it with `throwIfAborted`. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: TaskProgress) => void
}

export interface TasksOptions {
  /** A task began, got further or ended. */
  readonly onChange: (change: TaskChange) => void
}

interface RunningTask {
  readonly kind: TaskKind
  readonly controller: AbortController
  readonly ended: Promise<void>
}

/** All long work of this process: what runs, what may begin beside it, and how it is cancelled. */
export class Tasks {
  readonly #options: TasksOptions
  readonly #running = new Set<RunningTask>()

  constructor(options: TasksOptions) {
    this.#options = options
  }

  /** What runs now, the oldest first. */
  running(): readonly TaskKind[] {
    return [...this.#running].map(({ kind }) => kind)
  }

  /** True while a task of one of these kinds runs. */
  isRunning(...kinds: readonly TaskKind[]): boolean {
    return [...this.#running].some(({ kind }) => kinds.includes(kind))
  }

  /** Throws the AppError for which a task of this kind may not begin now. */
  throwIfExcluded(wanted: TaskKind): void {
    for (const running of this.#running) {
      const code = exclusionOf(wanted, running.kind)
      if (code !== null && !mayBeCancelledFor(running.kind, wanted)) throw new AppError(code)
    }
  }

  /**
   * Runs a task. An automatic backup that is in the way is cancelled; it is made again later. Throws `backup-
   * busy`, `import-busy` or `move-orders-running` when another task excludes this one, and what the task
   * throws.
   */
  async run<Value>(kind: TaskKind, work: (task: Task) => Promise<Value>): Promise<Value> {
    // Begun at once when nothing is in the way, so that two callers of one moment exclude each other.
    for (let inTheWay = this.#givingWay(kind); inTheWay.length > 0; ) {
      for (const task of inTheWay) abort(task)
      await Promise.all(inTheWay.map(({ ended }) => ended))
      // Another may have begun before this one continued.
      inTheWay = this.#givingWay(kind)
    }
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const task = { kind, controller: new AbortController(), ended }
    this.#running.add(task)
    this.#options.onChange({ kind, isRunning: true, progress: null })
    try {
      const { signal } = task.controller
      return await work({ signal, onProgress: this.#throttled(kind) })
    } finally {
      this.#running.delete(task)
      end()
      this.#options.onChange({ kind, isRunning: this.isRunning(kind), progress: null })
    }
  }

  /** Cancels the tasks of these kinds, or all. Their `run` throws `…-cancelled`. */
  cancel(...kinds: readonly TaskKind[]): void {
    for (const task of this.#running) {
      if (kinds.length === 0 || kinds.includes(task.kind)) abort(task)
    }
  }

  /** The running tasks to cancel first. Throws as `throwIfExcluded` where one does not give way. */
  #givingWay(kind: TaskKind): RunningTask[] {
    this.throwIfExcluded(kind)
    return [...this.#running].filter((one) => exclusionOf(kind, one.kind) !== null)
  }

  #throttled(kind: TaskKind): Task['onProgress'] {
    let sentAt = 0
    let step: TaskStep | null = null
    return (progress) => {
      const now = performance.now()
      const isEnd = progress.done === progress.total
      const isNewStep = progress.step !== step
      if (now - sentAt < progressEveryMs && !isEnd && !isNewStep) return
      sentAt = now
      step = progress.step
      this.#options.onChange({ kind, isRunning: true, progress })
    }
  }
}

function mayBeCancelledFor(running: TaskKind, wanted: TaskKind): boolean {
  return running === 'automatic' && wanted !== 'automatic'
}

function abort({ kind, controller }: RunningTask): void {
  controller.abort(new AppError(cancelCode(kind)))
}
