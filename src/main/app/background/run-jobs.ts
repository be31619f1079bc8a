import { AppError } from '../../../shared/errors'
import type { Log } from '../../core/log'

/** Something that is done from time to time while the window is open. */
export interface BackgroundJob {
  /** As the log names it when it fails. */
  readonly name: string
  /** How long after the start it is first done, in milliseconds. */
  readonly firstMs: number
  /** How long after it has ended it is done again, in milliseconds; null for a job that is done once. */
  readonly everyMs: number | null
  /** True when it is skipped while the app is in use. */
  readonly whenIdle?: boolean
  readonly run: (signal: AbortSignal) => void | Promise<void>
}

export interface RunJobsOptions {
  /** True while the game master does nothing with the app. */
  readonly isIdle: () => boolean
  readonly log: Log
}

/**
 * Runs each job at its times, never one twice at once. They run unasked, so a failure is logged and
 * the job is tried again at its next time. Returns how to stop: no job begins any more, and what runs is aborted.
 */
export function runJobs(jobs: readonly BackgroundJob[], options: RunJobsOptions): () => void {
  const stopping = new AbortController()
  for (const job of jobs) repeat(job, options, stopping.signal)
  return () => stopping.abort()
}

function repeat(job: BackgroundJob, { isIdle, log }: RunJobsOptions, signal: AbortSignal): void {
  let lastFailure: string | null = null

  async function runOnce(): Promise<void> {
    if (job.whenIdle && !isIdle()) return
    try {
      await job.run(signal)
      lastFailure = null
    } catch (error) {
      const failure = error instanceof AppError ? error.code : String(error)
      // A drive that was pulled out would fill the log with the same line every two seconds.
      if (!signal.aborted && failure !== lastFailure) {
        const facts = error instanceof AppError ? { code: error.code } : { error }
        log('background job failed', { job: job.name, ...facts })
      }
      lastFailure = failure
    }
  }

  function schedule(waitMs: number): void {
    const timer = setTimeout(async () => {
      signal.removeEventListener('abort', clear)
      await runOnce()
      if (job.everyMs !== null && !signal.aborted) schedule(job.everyMs)
    }, waitMs)
    const clear = () => clearTimeout(timer)
    signal.addEventListener('abort', clear, { once: true })
  }

  schedule(job.firstMs)
}
