import { AppError } from '../../shared/errors'
import type { Arrivals, Delivery, FetchTerms, LeaveLinks } from './arrivals'
import type { GenerationLog } from './generation-log'
import type { StoredJob } from './job-rows'
import type { JobChange, Jobs } from './jobs'
import type { ServiceConnection } from './providers/profiles'
import { type DrawnPictures, readPictures } from './providers/read-pictures'
import { ServiceError } from './providers/service-error'
import { hidingKey } from './services/hide-key'
import type { Spending } from './spending/spending'
import { asHttpAnswer, type StoredAnswer } from './stored-answer'

export interface ReceiverOptions {
  readonly jobs: Jobs
  readonly arrivals: Arrivals
  readonly spending: Spending
  readonly log: GenerationLog
  /** Called with each job after it was changed; returns it. */
  readonly changed: (job: StoredJob) => StoredJob
}

/** What an answer says about an order besides its pictures. */
export type AnswerFacts = Pick<JobChange, 'requestId'> & {
  readonly sent: StoredJob['parameters']['sent']
}

/** Interprets the answers of image services and stores their pictures. */
export function createReceiver(options: ReceiverOptions) {
  const { jobs, arrivals, changed, spending } = options
  async function receive(
    job: StoredJob,
    delivery: Delivery,
    terms: FetchTerms | LeaveLinks,
    facts: AnswerFacts | null,
  ): Promise<void> {
    const { pictures, first } = delivery
    try {
      await arrivals.receive(job, delivery, terms)
    } finally {
      if (facts !== null) {
        const revised = pictures.flatMap(({ revisedPrompt }, index) =>
          revisedPrompt === null ? [] : [[String(first + index), revisedPrompt]],
        )
        const { parameters } = job
        const revisedPrompts = { ...parameters.revisedPrompts, ...Object.fromEntries(revised) }
        const { sent, requestId } = facts
        const changed = { ...parameters, sent, revisedPrompts }
        jobs.change(job.id, { requestId, ...costChange(spending, changed) })
      }
    }
    changed(jobs.change(job.id, { state: 'received' }))
  }

  function read(
    { record, bytes }: StoredAnswer,
    job: StoredJob,
    key: string | null,
  ): DrawnPictures {
    return readPictures(asHttpAnswer({ record, bytes }), {
      host: new URL(record.requestUrl).host,
      model: record.model,
      prompt: job.prompt,
      requestUrl: new URL(record.requestUrl),
      hide: hidingKey(key),
    })
  }

  return {
    /** Throws why no picture came when there is none at all. */
    receive,

    /**
     * Reads the answers of an order in the inbox again, and stores what is missing. Throws the reason when
     * there is nothing at all.
     */
    async takeUp(id: number, terms: FetchTerms | LeaveLinks, key: string | null): Promise<void> {
      arrivals.setReason(id, null)
      let trouble: AppError | null = null
      const answers = await arrivals.answers(id)
      for (const { first, ...answer } of answers) {
        const job = jobs.find(id)
        try {
          const drawn = read(answer, job, key)
          const { pictures } = drawn
          settleAnswer(options, answer.record.spendingId, drawn)
          // What an order cost was written when its answer came, unless the app was killed just then.
          const isKnown = Object.keys(job.parameters.sent).length > 0
          const facts = {
            sent: { ...answer.record.sent, pictures: pictures.length },
          }
          await receive(job, { ...drawn, first }, terms, isKnown ? null : facts)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          if (arrivals.reason(id) !== error) {
            arrivals.spendAnswer(id, first)
            settleFailure(options, answer.record.spendingId, error)
          }
          trouble ??= error
        }
      }
      if (trouble === null) return
      if (jobs.find(id).portraitIds.length === 0 && !(await arrivals.hasPicture(id))) throw trouble
      // What is here is stored all the same, and the job goes on saying why the rest is missing.
      arrivals.setReason(id, trouble)
    },
  }
}

/** What an order has cost by now, for its row. */
export function costChange(
  spending: Spending,
  parameters: StoredJob['parameters'],
): Pick<JobChange, 'costUsd' | 'parameters'> {
  const cost = spending.costOf(parameters.spendingIds ?? [])
  const isCostAtMost = cost?.isAtMost ?? false
  return { costUsd: cost?.usd ?? null, parameters: { ...parameters, isCostAtMost } }
}

type Settling = Pick<ReceiverOptions, 'spending' | 'log'>

/** Writes what the answer to a request cost. What was reserved counts on where that cannot be written. */
export function settleAnswer(
  { spending, log }: Settling,
  id: string | undefined,
  { usage, pictures }: Pick<DrawnPictures, 'usage' | 'pictures'>,
): void {
  if (id === undefined) return
  try {
    spending.settleAnswer(id, { usage, pictures: pictures.length })
  } catch (error) {
    log('spending not settled', { error: String(error) })
  }
}

/** Frees what was reserved for a request that did no work; of any other failure it counts on. */
export function settleFailure(
  { spending, log }: Settling,
  id: string | undefined,
  failure: unknown,
): void {
  const isRefused = failure instanceof ServiceError && !failure.mayHaveBeenBilled
  if (id === undefined || !isRefused) return
  try {
    spending.settleRefused(id)
  } catch (error) {
    log('spending not settled', { error: String(error) })
  }
}

/** How the pictures of an answer are fetched: what the service itself may be asked, and shown. */
export function fetchTermsFor(
  connection: ServiceConnection,
  baseUrl: string,
  signal: AbortSignal,
): FetchTerms {
  // An order may have come out of a backup of another origin.
  const origin = URL.canParse(baseUrl) ? new URL(baseUrl).origin : ''
  const key = connection.key?.trim() || null
  // The settings may have changed since the order was sent.
  const isSame =
    origin !== '' &&
    URL.canParse(connection.baseUrl) &&
    new URL(connection.baseUrl).origin === origin
  return {
    signal,
    privateOrigin: isSame && connection.isPrivate ? origin : undefined,
    credentials: isSame && key !== null ? { origin, authorization: `Bearer ${key}` } : undefined,
  }
}
