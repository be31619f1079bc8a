import type { Arrivals, FetchTerms } from './arrivals'
import { credentialsFor } from './connect'
import type { StoredJob } from './job-rows'
import type { JobChange, Jobs } from './jobs'
import type { ServiceConnection } from './providers/profiles'
import type { DrawnPicture } from './providers/read-pictures'

export interface ReceiverOptions {
  readonly jobs: Jobs
  readonly arrivals: Arrivals
  /** Told each job after it was changed; returns it. */
  readonly changed: (job: StoredJob) => StoredJob
}

/** Pictures of one answer, and the number the first of them gets. */
export interface Delivery {
  readonly pictures: readonly DrawnPicture[]
  readonly first: number
}

/** What an answer says about an order besides its pictures. */
export type AnswerFacts = Pick<JobChange, 'requestId' | 'costUsd'> & {
  readonly sent: StoredJob['parameters']['sent']
}

/** Brings the pictures of an answer to this computer and writes down what came with them. */
export function createReceiver({ jobs, arrivals, changed }: ReceiverOptions) {
  async function receive(
    job: StoredJob,
    { pictures, first }: Delivery,
    terms: FetchTerms,
    facts: AnswerFacts,
  ): Promise<void> {
    try {
      await arrivals.receive(job, pictures, first, terms)
    } finally {
      const revised = pictures.flatMap(({ revisedPrompt }, index) =>
        revisedPrompt === null ? [] : [[String(first + index), revisedPrompt]],
      )
      const { parameters } = job
      const revisedPrompts = { ...parameters.revisedPrompts, ...Object.fromEntries(revised) }
      const { sent, ...columns } = facts
      jobs.change(job.id, { ...columns, parameters: { ...parameters, sent, revisedPrompts } })
    }
    changed(jobs.change(job.id, { state: 'received' }))
  }

  return {
    /** Throws why no picture came when there is none at all. */
    receive,

    /** Fetches pictures once more whose links failed. Throws why none came when there is none at all. */
    async fetch(
      id: number,
      pictures: readonly DrawnPicture[],
      connection: ServiceConnection,
      signal: AbortSignal,
    ): Promise<void> {
      const job = jobs.find(id)
      const first = await arrivals.nextPicture(id)
      const facts = { costUsd: job.costUsd, sent: job.parameters.sent }
      const terms = { signal, credentials: credentialsFor(connection, job.baseUrl) }
      try {
        await receive(job, { pictures, first }, terms, facts)
      } catch (error) {
        const isSaid = error === arrivals.missing(id)?.reason
        // What is here is stored all the same, and the job goes on saying why the rest is missing.
        if (!isSaid || (job.portraitIds.length === 0 && !(await arrivals.hasAny(id)))) throw error
      }
    },
  }
}
