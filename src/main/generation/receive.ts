import { AppError } from '../../shared/errors'
import type { Arrivals, Delivery, FetchTerms, LeaveLinks } from './arrivals'
import type { StoredJob } from './job-rows'
import type { JobChange, Jobs } from './jobs'
import type { ServiceConnection } from './providers/profiles'
import { type DrawnPictures, readPictures } from './providers/read-pictures'
import { hidingKey } from './services/hide-key'
import { costWith } from './spending/costs'
import { type Settled, settlePrice } from './spending/prices'
import { asHttpAnswer, type StoredAnswer } from './stored-answer'

export interface ReceiverOptions {
  readonly jobs: Jobs
  readonly arrivals: Arrivals
  /** Called with each job after it was changed; returns it. */
  readonly changed: (job: StoredJob) => StoredJob
}

/** What an answer says about an order besides its pictures. */
export type AnswerFacts = Pick<JobChange, 'requestId'> & {
  /** What this answer alone cost; null when unknown. */
  readonly settled: Settled | null
  readonly sent: StoredJob['parameters']['sent']
}

/** Interprets the answers of image services and stores their pictures. */
export function createReceiver({ jobs, arrivals, changed }: ReceiverOptions) {
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
        const { sent, settled, requestId } = facts
        const cost = costWith(parameters.earlierCost ?? null, settled)
        const isCostAtMost = cost?.isAtMost ?? false
        jobs.change(job.id, {
          requestId,
          costUsd: cost?.usd ?? null,
          parameters: { ...parameters, sent, revisedPrompts, isCostAtMost },
        })
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
          const { pictures, usage } = drawn
          // What an order cost was written when its answer came, unless the app was killed just then.
          const isKnown = Object.keys(job.parameters.sent).length > 0
          const facts = {
            settled: settlePrice(job.provider, answer.record.model, usage),
            sent: { ...answer.record.sent, pictures: pictures.length },
          }
          await receive(job, { ...drawn, first }, terms, isKnown ? null : facts)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          if (arrivals.reason(id) !== error) arrivals.spendAnswer(id, first)
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
