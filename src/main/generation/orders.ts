import { AppError } from '../../shared/errors'
import type { GenerationJob } from '../../shared/generation'
import type { AddedPortrait } from '../../shared/portrait'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import type { Timeouts } from '../core/network/http-order'
import type { SendRequest } from '../core/network/request'
import type { Arrivals } from './arrivals'
import type { GenerationLog } from './generation-log'
import { type StoredJob, toJob } from './job-rows'
import type { JobChange, Jobs } from './jobs'
import { createImageService } from './providers/image-service'
import type { ServiceConnection } from './providers/profiles'
import { ServiceError } from './providers/service-error'
import type { WorkEnd } from './queue'
import { costChange, createReceiver, fetchTermsFor, settleAnswer, settleFailure } from './receive'
import { nextStep, type Tries } from './retry-rules'
import { type FindConnection, readyConnection } from './services/connect'
import { attemptOf, attemptWith, pictureWishOf, refuseIfDearer } from './spending/attempt'
import type { Spending } from './spending/spending'
import type { StoredAnswer } from './stored-answer'

export interface FinishedOrder {
  readonly job: GenerationJob
  readonly stored: readonly AddedPortrait[]
}

export interface OrdersOptions {
  readonly jobs: Jobs
  readonly arrivals: Arrivals
  readonly spending: Spending
  readonly clock: Clock
  readonly findConnection: FindConnection
  readonly request: SendRequest
  readonly timeouts?: Partial<Timeouts>
  readonly random?: () => number
  /** Asked before each order is sent; throws why not. */
  readonly requireRoom?: () => Promise<void>
  readonly log: GenerationLog
  /** Called with each job after it was changed; returns it. */
  readonly changed: (job: StoredJob) => StoredJob
}

/** An order this process is working on. */
interface OpenOrder {
  /** Given for this order alone; else the settings of the moment count. */
  readonly connection: ServiceConnection | null
  readonly stopping: AbortController
  readonly end: PromiseWithResolvers<FinishedOrder>
  tries: Tries
  /** True once an answer with pictures came: they are paid for. */
  isPaid: boolean
}

export type Orders = ReturnType<typeof createOrders>

interface State {
  isStopped: boolean
}

function createContext(options: OrdersOptions) {
  const { jobs, arrivals, clock, findConnection, log, changed, random = Math.random } = options
  const receiver = createReceiver(options)
  const open = new Map<number, OpenOrder>()
  const state: State = { isStopped: false }
  return {
    open,
    findConnection,
    arrivals,
    changed,
    jobs,
    log,
    options,
    clock,
    receiver,
    state,
    random,
  }
}

type Context = ReturnType<typeof createContext>

/** Works orders off, one call of `work` for each time one is sent. */
export function createOrders(options: OrdersOptions) {
  const context = createContext(options)
  const { jobs } = context

  return {
    /** Begins to work on an order. What it returns resolves or rejects with its end. */
    open: (id: number, connection: ServiceConnection | null) => open(context, id, connection),

    isOpen: (id: number): boolean => context.open.has(id),

    /** Sends an order once. Never rejects. */
    work: (id: number): Promise<WorkEnd> =>
      attempt(context, id, (order) => send(context, jobs.find(id), order)),

    /** Fetches and stores what an order has left, without sending it. Never rejects. */
    resume: (id: number) => resume(context, id),

    /**
     * Stores what a process that is gone left of an order, without any network request: pictures that would
     * have to be fetched wait for the game master. Throws the reason when nothing is in the library.
     */
    storeLeft: (id: number) => storeLeft(context, id),

    /** Ends an order that was still in the line. */
    cancelWaiting: (id: number) => cancelWaiting(context, id),

    /** Breaks a request off, wherever it is. */
    abort(id: number): void {
      context.open.get(id)?.stopping.abort()
    },

    stop: () => stop(context),
  }
}

function orderOf(context: Context, id: number): OpenOrder {
  const { open } = context
  const order = open.get(id)
  if (order === undefined) throw new Error(`order ${id} is not open`)
  return order
}

async function send(context: Context, job: StoredJob, order: OpenOrder): Promise<void> {
  const { findConnection, arrivals, changed, jobs, log, options, clock, receiver } = context
  const { spending } = options
  // The disk may have filled up while this order was in the line.
  await options.requireRoom?.()
  const connection = order.connection ?? readyConnection(await findConnection(job.provider))
  // Asked now, so that nothing stands between the answer and the disk.
  const first = await arrivals.nextPicture(job.id)
  let attempt = attemptOf(job, connection)
  const attempts = job.attempts + 1
  const change = { state: 'sent', attempts, retryAt: null, error: null, connection } as const
  let sent = changed(jobs.send(job.id, change, () => spending.reserve(attempt)))
  log('order sent', { job: job.id, host: sent.host, attempt: sent.attempts })
  const spendingId = () => sent.parameters.spendingIds?.at(-1)
  const { request, timeouts } = options
  const service = createImageService(connection, {
    request,
    timeouts,
    now: clock,
    beforeLeavingOut: (name, next) => {
      const nextAttempt = attemptWith(job, connection, next)
      if (name === 'quality') refuseIfDearer(attempt, nextAttempt)
      // What was refused did no work; what is sent now may cost more.
      spending.settleRefused(spendingId() ?? '')
      attempt = nextAttempt
      sent = jobs.send(job.id, {}, () => spending.reserve(attempt))
    },
  })
  const wish = pictureWishOf(job)
  arrivals.setReason(job.id, null)
  const { signal } = order.stopping
  const keep = ({ record, bytes }: StoredAnswer) =>
    arrivals.keepAnswer(job.id, first, { record: { ...record, spendingId: spendingId() }, bytes })
  const drawn = await service.draw(wish, { signal, keep }).catch((error: unknown) => {
    arrivals.spendAnswer(job.id, first)
    settleFailure(options, spendingId(), error)
    throw error
  })
  order.isPaid = true
  settleAnswer(options, spendingId(), drawn)
  const { pictures, requestId, parameters } = drawn
  log('order answered', { job: job.id, host: sent.host, requestId, pictures: pictures.length })
  await receiver.receive(
    sent,
    { ...drawn, first },
    fetchTermsFor(connection, sent.baseUrl, signal),
    {
      requestId,
      sent: { ...parameters, pictures: pictures.length },
    },
  )
}

/** Puts what has arrived into the library and ends the order with it. Throws why nothing is there. */
async function store(context: Context, id: number): Promise<FinishedOrder> {
  const { arrivals, jobs, log, changed } = context
  const { stored, replaced, obstacle, refusal } = await arrivals.store(jobs.find(id))
  if (replaced !== null) {
    jobs.change(id, { parameters: { ...jobs.find(id).parameters, replaced } })
  }
  if (obstacle !== null) throw obstacle
  const { host, portraitIds, count, isDismissed } = jobs.find(id)
  const kept = await arrivals.count(id)
  const left = kept === 0 ? null : new AppError('answer-partly-read', { host, context: 'earlier' })
  const reason = arrivals.reason(id) ?? refusal ?? left
  if (portraitIds.length === 0) throw reason ?? new AppError('no-image-in-answer', { host })
  const isWhole = portraitIds.length >= count
  const done = jobs.change(id, {
    state: 'done',
    error: reason?.toReport() ?? null,
    mayHaveBeenBilled: false,
    isDismissed: reason === null && (isWhole || isDismissed),
    kept,
  })
  log('order stored', { job: id, host, portraits: portraitIds.length, missing: reason?.code })
  return { job: toJob(changed(done)), stored }
}

/** Records in the order's row what an error means, and returns what it means for the queue. */
function settle(
  context: Context,
  id: number,
  order: OpenOrder,
  cause: unknown,
  kept: number,
): WorkEnd {
  const { state, jobs, random, log, clock, changed } = context
  if (state.isStopped) return { kind: 'fail' }
  const error = asAppError(context, id, cause)
  const job = jobs.find(id)
  const isCancelled = order.stopping.signal.aborted
  const step = isCancelled ? ({ kind: 'fail' } as const) : nextStep(error, order.tries, random)
  const requestId = error instanceof ServiceError ? error.requestId : null
  log('order failed', {
    job: id,
    host: job.host,
    code: error.code,
    status: error.details.status,
    requestId,
    next: step.kind,
  })
  if (step.kind === 'again' || step.kind === 'pause') {
    const { rateLimited, overloaded } = order.tries
    order.tries =
      step.kind === 'pause'
        ? { overloaded, rateLimited: rateLimited + 1 }
        : { rateLimited, overloaded: overloaded + 1 }
    const retryAt = new Date(clock().getTime() + step.afterMs).toISOString()
    changed(jobs.change(id, { state: 'waiting', retryAt }))
    return step
  }
  const isBilled =
    order.isPaid ||
    (error instanceof ServiceError && error.mayHaveBeenBilled) ||
    job.mayHaveBeenBilled
  close(context, id, error, {
    ...costChange(context.options.spending, job.parameters),
    state: isCancelled ? 'cancelled' : 'failed',
    retryAt: null,
    mayHaveBeenBilled: isBilled,
    error: isCancelled ? new AppError('job-cancelled').toReport() : error.toReport(),
    isDismissed: isCancelled && !isBilled && kept === 0,
    kept,
  })
  return step
}

function close(context: Context, id: number, error: AppError, change: JobChange): void {
  const { open, changed, jobs, log } = context
  const { end } = orderOf(context, id)
  open.delete(id)
  try {
    changed(jobs.change(id, change))
  } catch (trouble) {
    // A database that cannot be written must not hide how the order ended. The row is wrong until the next
    // start, which sees that no process is working on it.
    log('order not written', { job: id, code: asAppError(context, id, trouble).code })
    const { state = 'failed', error: report = null } = change
    changed({ ...jobs.find(id), state, error: report })
  }
  end.reject(change.state === 'cancelled' ? new AppError('job-cancelled') : error)
}

function asAppError(context: Context, id: number, error: unknown): AppError {
  const { log } = context
  const known = databaseError(error)
  if (known instanceof AppError) return known
  log('unexpected error', {
    job: id,
    error: error instanceof Error ? error.stack : String(error),
  })
  return new AppError('unexpected', {}, { cause: error })
}

async function attempt(
  context: Context,
  id: number,
  steps: (order: OpenOrder) => Promise<void>,
): Promise<WorkEnd> {
  const { state, open, arrivals } = context
  const order = orderOf(context, id)
  try {
    await steps(order)
    if (state.isStopped) return { kind: 'fail' }
    const finished = await store(context, id)
    open.delete(id)
    order.end.resolve(finished)
    return { kind: 'done' }
  } catch (error) {
    return settleSafely(context, id, order, error, await arrivals.count(id))
  }
}

function settleSafely(
  context: Context,
  id: number,
  order: OpenOrder,
  cause: unknown,
  kept: number,
): WorkEnd {
  const { log, open } = context
  try {
    return settle(context, id, order, cause, kept)
  } catch (trouble) {
    // The database cannot even be read; the next start finds the row and says what it means.
    log('order not settled', { job: id, code: asAppError(context, id, trouble).code })
    open.delete(id)
    order.end.reject(cause)
    return { kind: 'fail' }
  }
}

function open(
  context: Context,
  id: number,
  connection: ServiceConnection | null,
): Promise<FinishedOrder> {
  const { open } = context
  const end = Promise.withResolvers<FinishedOrder>()
  // Callers may ignore it, so a rejection must not count as unhandled.
  end.promise.catch(() => undefined)
  const tries = { rateLimited: 0, overloaded: 0 }
  open.set(id, { connection, stopping: new AbortController(), end, tries, isPaid: false })
  return end.promise
}

function resume(context: Context, id: number): Promise<WorkEnd> {
  const { jobs, findConnection, receiver } = context
  return attempt(context, id, async (order) => {
    order.isPaid = true
    const { provider, baseUrl } = jobs.find(id)
    const connection = order.connection ?? (await findConnection(provider))
    const terms = fetchTermsFor(connection, baseUrl, order.stopping.signal)
    await receiver.takeUp(id, terms, connection.key)
  })
}

async function storeLeft(context: Context, id: number): Promise<GenerationJob> {
  const { jobs, findConnection, receiver } = context
  const { provider, host, error } = jobs.find(id)
  const connection = await findConnection(provider).catch(() => null)
  // What was said of them before the process went stays true.
  const leftBecause =
    error === null
      ? new AppError('job-interrupted', { host, context: 'to-fetch' })
      : new AppError(error.code, error.details)
  await receiver.takeUp(id, { leftBecause }, connection?.key ?? null)
  return (await store(context, id)).job
}

function cancelWaiting(context: Context, id: number): void {
  const { jobs } = context
  const error = new AppError('job-cancelled')
  const { mayHaveBeenBilled } = jobs.find(id)
  close(context, id, error, {
    state: 'cancelled',
    retryAt: null,
    error: error.toReport(),
    isDismissed: !mayHaveBeenBilled,
  })
}

function stop(context: Context): void {
  const { state, open } = context
  state.isStopped = true
  for (const { stopping } of open.values()) stopping.abort()
}
