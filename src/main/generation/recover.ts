import { AppError } from '../../shared/errors'
import type { JobState } from '../../shared/generation'
import type { Arrivals } from './arrivals'
import type { GenerationLog } from './generation-log'
import { isRunning, type StoredJob } from './job-rows'
import type { Jobs } from './jobs'
import type { Orders } from './orders'
import type { Owner } from './owner'
import { costChange } from './receive'
import type { Spending } from './spending/spending'

export interface RecoveryOptions {
  readonly jobs: Jobs
  readonly arrivals: Arrivals
  readonly orders: Pick<Orders, 'storeLeft' | 'isOpen'>
  readonly owner: Owner
  readonly spending: Spending
  readonly log: GenerationLog
  readonly changed: (job: StoredJob) => StoredJob
}

/** What a start found of orders that a killed process had left behind. */
export interface Recovered {
  /** Pictures that had arrived and are now in the library. */
  readonly stored: number
  /** Orders whose outcome is unknown; they may have been billed. */
  readonly interrupted: number
}

/** Takes care of orders whose process has gone. */
export function createRecovery(options: RecoveryOptions) {
  return {
    recover: () => recover(options),
  }
}

function isAbandoned(options: RecoveryOptions, job: StoredJob): boolean {
  const { orders } = options
  return isRunning(job) && !orders.isOpen(job.id) && !belongsToOtherProcess(options, job)
}

/** Whether another process, one that lives, works on it. */
function belongsToOtherProcess(options: RecoveryOptions, { ownerId }: StoredJob): boolean {
  const { owner } = options
  return ownerId !== owner.number() && owner.isAlive(ownerId)
}

async function storeLeft(
  options: RecoveryOptions,
  job: StoredJob,
  former: JobState,
): Promise<number> {
  const { orders, log, arrivals, jobs, changed } = options
  const before = job.portraitIds.length
  try {
    return (await orders.storeLeft(job.id)).portraitIds.length - before
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log('order not recovered', { job: job.id, host: job.host, code: error.code })
    const kept = await arrivals.count(job.id)
    const after = jobs.change(job.id, {
      ...costChange(options.spending, jobs.find(job.id).parameters),
      state: former === 'cancelled' ? 'cancelled' : 'failed',
      error: error.toReport(),
      mayHaveBeenBilled: true,
      isDismissed: false,
      kept,
    })
    return changed(after).portraitIds.length - before
  }
}

function giveUp(options: RecoveryOptions, job: StoredJob): void {
  const { log, changed, jobs } = options
  const wasSent = job.state !== 'waiting'
  const error = new AppError('job-interrupted', wasSent ? {} : { context: 'not-sent' })
  log('order interrupted', { job: job.id, host: job.host, wasSent })
  changed(
    jobs.change(job.id, {
      ...costChange(options.spending, job.parameters),
      state: wasSent ? 'interrupted' : 'failed',
      error: error.toReport(),
      mayHaveBeenBilled: wasSent,
      retryAt: null,
    }),
  )
}

async function waitingJobs(options: RecoveryOptions): Promise<ReadonlySet<number>> {
  const { arrivals, log } = options
  try {
    return await arrivals.waitingJobs()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // What lies in an inbox that cannot be opened is found by a later start.
    log('inbox not opened', { code: error.code })
    return new Set()
  }
}

async function recover(options: RecoveryOptions): Promise<Recovered> {
  const { jobs } = options
  const underWay = new Map(jobs.underWay().map((job) => [job.id, job]))
  const withPictures = await waitingJobs(options)
  let stored = 0
  let interrupted = 0
  for (const job of underWay.values()) {
    const isStored = job.state === 'received' && job.portraitIds.length > 0
    const isHere = withPictures.has(job.id) || isStored
    const taken = jobs.claim(
      job.id,
      (job) => isAbandoned(options, job),
      isHere ? { state: 'received' } : {},
    )
    if (taken === null) continue
    if (isHere) {
      stored += await storeLeft(options, taken, job.state)
    } else {
      if (job.state !== 'waiting') interrupted += 1
      giveUp(options, job)
    }
  }
  for (const id of withPictures) {
    if (!underWay.has(id)) stored += await storeForgotten(options, id)
  }
  return { stored, interrupted }
}

/** A picture that could not be stored then may be now; one the image sandbox choked on is only offered. */
async function storeForgotten(options: RecoveryOptions, id: number): Promise<number> {
  const { changed, jobs, arrivals } = options
  const job = findOrNull(options, id)
  if (job === null) return 0
  if (!job.error?.code.startsWith('darkroom-')) {
    const taken = claimForgotten(options, job)
    return taken === null ? 0 : storeLeft(options, taken, job.state)
  }
  changed(jobs.change(id, { isDismissed: false, kept: await arrivals.count(id) }))
  return 0
}

/** Null when it is taken up elsewhere by now, or would run beside another one for its subject. */
function claimForgotten(options: RecoveryOptions, job: StoredJob): StoredJob | null {
  const { jobs } = options
  try {
    return jobs.claim(job.id, (now) => now.state === job.state, { state: 'received' })
  } catch (error) {
    if (error instanceof AppError && error.code === 'job-running') return null
    throw error
  }
}

/** A database put back from a copy may know nothing of the order; its picture is left alone. */
function findOrNull(options: RecoveryOptions, id: number): StoredJob | null {
  const { jobs } = options
  try {
    return jobs.find(id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}
