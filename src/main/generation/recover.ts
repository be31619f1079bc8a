import { AppError } from '../../shared/errors'
import type { Clock } from '../database/clock'
import { isProcessRunning } from '../disk/process-running'
import type { Arrivals } from './arrivals'
import type { StoredJob } from './job-rows'
import type { Jobs } from './jobs'
import type { GenerationLog, Orders } from './orders'

/** Longer than any order is under way once it is sent: a process number may by then be somebody else's. */
const longestOrderMs = 30 * 60 * 1_000

export interface RecoveryOptions {
  readonly jobs: Jobs
  readonly arrivals: Arrivals
  readonly storeLeft: Orders['storeLeft']
  readonly clock: Clock
  readonly processId: number
  readonly isRunning?: (processId: number) => boolean
  readonly log: GenerationLog
  readonly changed: (job: StoredJob) => StoredJob
}

/** What a start found of orders that a killed process had left behind. */
export interface Recovered {
  /** Pictures that had arrived and are now in the library. */
  readonly stored: number
  /** Orders of which nobody knows what became; they may have been billed. */
  readonly interrupted: number
}

/** Takes care of orders whose process has gone. */
export function createRecovery(options: RecoveryOptions) {
  const { jobs, arrivals, clock, processId, log, changed } = options
  const isRunning = options.isRunning ?? isProcessRunning

  function isAbandoned(job: StoredJob): boolean {
    if (job.processId === processId) return true
    if (!isRunning(job.processId)) return true
    // It may stand in the line for hours, behind others or until an account is paid.
    if (job.state === 'waiting') return false
    const ageMs = clock().getTime() - Date.parse(job.updatedAt)
    // A clock that was set back makes any age possible; a living process would have gone on by now.
    return ageMs < 0 || ageMs > longestOrderMs
  }

  async function storeLeft(job: StoredJob): Promise<number> {
    const before = job.portraitIds.length
    try {
      return (await options.storeLeft(job.id)).portraitIds.length - before
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      log('order not recovered', { job: job.id, host: job.host, code: error.code })
      const kept = await arrivals.count(job.id)
      const after = jobs.change(job.id, {
        state: job.state === 'cancelled' ? 'cancelled' : 'failed',
        error: error.toReport(),
        mayHaveBeenBilled: true,
        isDismissed: false,
        kept,
      })
      return changed(after).portraitIds.length - before
    }
  }

  function giveUp(job: StoredJob): void {
    const wasSent = job.state !== 'waiting'
    const error = new AppError('job-interrupted', wasSent ? {} : { context: 'not-sent' })
    log('order interrupted', { job: job.id, host: job.host, wasSent })
    changed(
      jobs.change(job.id, {
        state: wasSent ? 'interrupted' : 'failed',
        error: error.toReport(),
        mayHaveBeenBilled: wasSent,
        retryAt: null,
      }),
    )
  }

  async function waitingJobs(): Promise<ReadonlySet<number>> {
    try {
      return await arrivals.waitingJobs()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      // What lies in an inbox that cannot be opened is found by a later start.
      log('inbox not opened', { code: error.code })
      return new Set()
    }
  }

  return {
    async recover(): Promise<Recovered> {
      const underWay = new Map(jobs.underWay().map((job) => [job.id, job]))
      const withPictures = await waitingJobs()
      let stored = 0
      let interrupted = 0
      for (const job of underWay.values()) {
        if (!isAbandoned(job)) continue
        const isStored = job.state === 'received' && job.portraitIds.length > 0
        if (withPictures.has(job.id) || isStored) {
          stored += await storeLeft(jobs.change(job.id, { state: 'received', processId }))
        } else {
          if (job.state !== 'waiting') interrupted += 1
          giveUp(job)
        }
      }
      for (const id of withPictures) {
        if (!underWay.has(id)) stored += await storeForgotten(id)
      }
      return { stored, interrupted }
    },
  }

  /** A picture that could not be stored then may be now; one the darkroom choked on is only offered. */
  async function storeForgotten(id: number): Promise<number> {
    const job = findOrNull(id)
    if (job === null) return 0
    if (!job.error?.code.startsWith('darkroom-')) return storeLeft(job)
    changed(jobs.change(id, { isDismissed: false, kept: await arrivals.count(id) }))
    return 0
  }

  /** A database put back from a copy may know nothing of the order; its picture is left alone. */
  function findOrNull(id: number): StoredJob | null {
    try {
      return jobs.find(id)
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return null
      throw error
    }
  }
}
