import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { GenerationJob, GenerationOrder } from '../../shared/generation'
import type { Clock } from '../core/clock'
import type { Timeouts } from '../core/network/http-order'
import type { SendRequest } from '../core/network/request'
import type { Tasks } from '../core/tasks/tasks'
import type { AddPortrait } from '../portraits/add-portrait'
import type { DownloadPicture } from '../portraits/download'
import { createArrivals } from './arrivals'
import type { GenerationLog } from './generation-log'
import type { Inbox } from './inbox'
import { isRunning, type StoredJob, toJob } from './job-rows'
import { createJobs, type JobChange } from './jobs'
import { createOrders, type FinishedOrder } from './orders'
import type { Owner } from './owner'
import type { ServiceConnection } from './providers/profiles'
import { createQueue } from './queue'
import { createRecovery, type Recovered } from './recover'
import { type FindConnection, readyConnection } from './services/connect'
import { attemptOf } from './spending/attempt'
import type { Spending } from './spending/spending'

export interface GenerationOptions {
  readonly database: Database
  readonly clock: Clock
  readonly addPortrait: AddPortrait
  readonly inbox: Inbox
  readonly findConnection: FindConnection
  readonly request: SendRequest
  readonly spending: Spending
  readonly tasks: Pick<Tasks, 'run'>
  readonly download: DownloadPicture
  /** Called with each job when it changes. */
  readonly emit: (job: GenerationJob) => void
  readonly log: GenerationLog
  /** Of the orders of this process. */
  readonly owner: Owner
  /** Asked before anything new is ordered, and again before it is sent; throws why not. */
  readonly requireRoom?: () => Promise<void>
  readonly timeouts?: Partial<Timeouts>
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  readonly random?: () => number
}

export type Generation = ReturnType<typeof createGeneration>

export interface RunOptions {
  /** Instead of what the settings say. */
  readonly connection?: ServiceConnection
  readonly signal?: AbortSignal
}

/** An order in the line, and what will come of it. */
interface Placed {
  readonly job: StoredJob
  readonly end: Promise<FinishedOrder>
}

/** At most so many orders at once. */
const places = 2

function createContext(options: GenerationOptions) {
  const { clock, database, emit, findConnection, inbox, log, owner, tasks } = options
  const { wait = (ms, signal) => delay(ms, undefined, { signal }) } = options
  const stopped = Promise.withResolvers<void>()
  const jobs = createJobs({ database, clock, owner })
  const arrivals = createArrivals({ ...options, jobs })
  const orders = createOrders({ ...options, jobs, arrivals, changed })
  const queue = createQueue({ places, wait, work: orders.work, onBlocked: markBlocked })
  const recovery = createRecovery({
    ...options,
    jobs,
    arrivals,
    orders,
    changed,
  })
  function changed(job: StoredJob): StoredJob {
    emit(toJob(job))
    return job
  }
  // They stay queued with the reason, so that the game master can start one of them.
  function markBlocked(ids: readonly number[], refused: number): void {
    for (const id of ids) {
      try {
        changed(jobs.change(id, { error: jobs.find(refused).error, retryAt: null }))
      } catch (error) {
        // It waits all the same, only without its reason; the line must go on for other services.
        const code = error instanceof AppError ? error.code : 'unexpected'
        log('order not marked', { job: id, code, error: String(error) })
      }
    }
  }
  return {
    tasks,
    stopped,
    options,
    findConnection,
    changed,
    log,
    orders,
    queue,
    jobs,
    recovery,
    arrivals,
    inbox,
    clock,
    owner,
  }
}

type Context = ReturnType<typeof createContext>

/** Orders at image services, from the click to the stored portrait. */
export function createGeneration(options: GenerationOptions) {
  const context = createContext(options)
  const { jobs, arrivals } = context

  return {
    /**
     * Writes the order down and sends it as soon as it is its turn. Throws AppError `key-missing`,
     * `model-missing`, `base-url-invalid`, `job-running`, `not-found` or `in-trash`; then nothing is sent.
     */
    async start(order: GenerationOrder): Promise<GenerationJob> {
      return toJob((await place(context, order)).job)
    },

    /** The same for who has no window: resolves when the portraits are stored, throws why they are not. */
    run: (order: GenerationOrder, runOptions?: RunOptions) => run(context, order, runOptions),

    /** Takes the order out of the line, or breaks the request off; too late for one that has arrived. */
    cancel: (id: number) => cancel(context, id),

    /**
     * Continues an order that ended badly: stores what has arrived, fetches what can still be fetched, and
     * only without either sends it again, with the current settings; never one that is `done`. Throws what
     * `start` throws.
     */
    retry: (id: number) => retry(context, id),

    /**
     * Stores and fetches what an order has left, and never sends it: resolves when it is in the library, throws
     * why it is not. Throws AppError `job-running`, and `not-found` when there is nothing left of it.
     */
    fetch: (id: number) => fetch(context, id),

    /** The game master has seen how the order ended. What is kept of it stays, and the next start offers it. */
    dismiss: (id: number) => dismiss(context, id),

    /**
     * Discards what is stored of this order outside the library: it goes to the quarantine. Throws AppError
     * `job-running`, and those of the disk.
     */
    discard: (id: number) => discard(context, id),

    /** Those under way, and those that ended in a way that has not been dismissed. */
    jobs: (): readonly GenerationJob[] => jobs.open().map(toJob),

    /** What of this order is paid for and not in the library, as it came, to be saved elsewhere. */
    unstored: (id: number): Promise<readonly Uint8Array[]> => arrivals.unstored(id),

    /**
     * Takes care of what a process left behind that was killed: stores what had arrived, and says of the
     * rest that it may have been billed. For the start of the window, before anything is ordered.
     */
    recover: () => settleAfterKill(context),

    /** Aborts everything and leaves the rows as they are: the next start interprets them. */
    stop: () => stop(context),
  }
}

/** Keeps the library from being replaced or moved until the end of the order is written down. */
function untilItsEnd(context: Context, begin: () => Promise<Placed>): Promise<Placed> {
  const { tasks, stopped } = context
  const begun = Promise.withResolvers<Placed>()
  const ended = tasks.run('order', async () => {
    const placed = await begin()
    begun.resolve(placed)
    await Promise.race([placed.end.catch(() => undefined), stopped.promise])
  })
  ended.catch(begun.reject)
  return begun.promise
}

function place(
  context: Context,
  order: GenerationOrder,
  given?: ServiceConnection,
): Promise<Placed> {
  return untilItsEnd(context, () => begin(context, order, given))
}

async function begin(
  context: Context,
  order: GenerationOrder,
  given?: ServiceConnection,
): Promise<Placed> {
  const { options, findConnection, changed, log, orders, queue } = context
  await options.requireRoom?.()
  const connection = readyConnection(given ?? (await findConnection(order.provider)))
  options.spending.requireWithin(attemptOf({ ...order, parameters: order }, connection))
  const job = changed(await add(context, order, connection))
  log('order written', { job: job.id, host: job.host })
  const end = orders.open(job.id, given === undefined ? null : connection)
  if (queue.isBlocked(job.host)) queue.addFirst(job.id, job.host)
  else queue.add(job.id, job.host)
  return { job, end }
}

/** An order left by a process that is gone does not block a new one. */
async function add(
  context: Context,
  order: GenerationOrder,
  connection: ServiceConnection,
): Promise<StoredJob> {
  const { jobs, recovery } = context
  try {
    return jobs.add(order, connection)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'job-running') throw error
    await recovery.recover()
    return jobs.add(order, connection)
  }
}

/** The order as it is once no process works on it that is gone. */
async function settled(context: Context, id: number): Promise<StoredJob> {
  const { jobs, orders } = context
  if (isRunning(jobs.find(id)) && !orders.isOpen(id)) await recover(context)
  return jobs.find(id)
}

function recover(context: Context): Promise<Recovered> {
  const { tasks, recovery } = context
  return tasks.run('order', () => recovery.recover())
}

function resume(context: Context, job: StoredJob): Promise<Placed> {
  return untilItsEnd(context, async () => resumeNow(context, job))
}

function resumeNow(context: Context, job: StoredJob): Placed {
  const { orders, queue } = context
  const resumed = claimJob(context, job, { state: 'received', error: null, isDismissed: false })
  const end = orders.open(job.id, null)
  void orders.resume(job.id).then(({ kind }) => {
    // What kept it from being stored kept the others from being sent.
    if (kind === 'done') queue.unblock(job.host)
  })
  return { job: resumed, end }
}

async function fetchMissing(context: Context, job: StoredJob): Promise<StoredJob> {
  const { arrivals, changed, jobs } = context
  if (await arrivals.hasAny(job.id)) return (await resume(context, job)).job
  if (job.kept > 0) return job
  // Discarded, or lost with a process that did not store them. The order is paid: it is not sent again.
  const gone = new AppError('link-expired', { host: job.host, context: 'gone' })
  return changed(jobs.change(job.id, { error: gone.toReport() }))
}

async function sendAgain(context: Context, job: StoredJob): Promise<StoredJob> {
  return (await untilItsEnd(context, () => sendNow(context, job))).job
}

async function sendNow(context: Context, job: StoredJob): Promise<Placed> {
  const { options, findConnection, orders, queue } = context
  await options.requireRoom?.()
  const connection = readyConnection(await findConnection(job.provider))
  const isQualityRefused = job.error?.code === 'quality-refused'
  const withoutQuality = isQualityRefused || job.parameters.withoutQuality === true
  const parameters = { ...job.parameters, sent: {}, withoutQuality }
  options.spending.requireWithin(attemptOf({ ...job, parameters }, connection))
  const again = claimJob(context, job, {
    state: 'waiting',
    error: null,
    retryAt: null,
    mayHaveBeenBilled: false,
    isDismissed: false,
    connection,
    parameters,
  })
  const end = orders.open(job.id, null)
  queue.addFirst(again.id, again.host)
  return { job: again, end }
}

function claimJob(context: Context, job: StoredJob, change: JobChange): StoredJob {
  const { jobs, changed } = context
  // While the inbox or the key was read, a second click may have been quicker: it must not be paid twice.
  const isSame = (now: StoredJob): boolean => now.state === job.state
  const taken = jobs.claim(job.id, isSame, change)
  if (taken === null) throw new AppError('job-running')
  return changed(taken)
}

function cancel(context: Context, id: number): void {
  const { queue, orders, log } = context
  if (queue.remove(id)) orders.cancelWaiting(id)
  else if (orders.isOpen(id)) orders.abort(id)
  else
    void settled(context, id).catch((error: unknown) =>
      log('order not settled', { job: id, error }),
    )
}

async function run(
  context: Context,
  order: GenerationOrder,
  { connection, signal }: RunOptions = {},
): Promise<FinishedOrder> {
  const { job, end } = await place(context, order, connection)
  const callOff = (): void => cancel(context, job.id)
  if (signal?.aborted) callOff()
  signal?.addEventListener('abort', callOff)
  try {
    return await end
  } finally {
    signal?.removeEventListener('abort', callOff)
  }
}

async function retry(context: Context, id: number): Promise<GenerationJob> {
  const { orders, changed, jobs, queue, arrivals } = context
  const job = await settled(context, id)
  if (job.state === 'done')
    return toJob(job.error === null ? job : await fetchMissing(context, job))
  if (job.state === 'waiting' && job.error !== null && orders.isOpen(id)) {
    const released = changed(jobs.change(id, { error: null }))
    queue.addFirst(id, job.host)
    return toJob(released)
  }
  if (isRunning(job)) throw new AppError('job-running')
  return toJob(
    (await arrivals.hasAny(id)) ? (await resume(context, job)).job : await sendAgain(context, job),
  )
}

async function fetch(context: Context, id: number): Promise<FinishedOrder> {
  const job = await settled(context, id)
  if (isRunning(job)) throw new AppError('job-running')
  if (job.kept === 0) throw new AppError('not-found', { kind: 'job', id })
  return (await resume(context, job)).end
}

async function dismiss(context: Context, id: number): Promise<void> {
  const { changed, jobs } = context
  if (isRunning(await settled(context, id))) throw new AppError('job-running')
  changed(jobs.change(id, { isDismissed: true }))
}

async function discard(context: Context, id: number): Promise<GenerationJob> {
  const { arrivals, changed, jobs } = context
  const job = await settled(context, id)
  if (isRunning(job)) throw new AppError('job-running')
  await arrivals.discard(id)
  const isOver = job.state === 'done' || job.state === 'cancelled'
  return toJob(changed(jobs.change(id, { kept: 0, ...(isOver ? { isDismissed: true } : {}) })))
}

async function settleAfterKill(context: Context): Promise<Recovered> {
  const { inbox, clock, owner } = context
  await inbox.sweep(clock())
  owner.sweep()
  return recover(context)
}

function stop(context: Context): void {
  const { stopped, queue, orders, owner } = context
  stopped.resolve()
  queue.stop()
  orders.stop()
  owner.leave()
}
