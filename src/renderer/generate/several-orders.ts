import type { GenerationJob, ProviderProfile } from '../../shared/generation'
import { type Subject, subjectKey } from '../../shared/subject'
import { sentenceOf } from '../app/error-report'
import { openDock } from './dock'
import type { Draft } from './draft'
import { mayBeRetried, retryJobs } from './jobs/job-actions'
import { isUnderWay, useJobs } from './jobs/use-jobs'
import { startOrder, useOrdering } from './ordering'
import { promptToSend } from './prompt'

/** What is still to be done for several subjects after an order for all of them. */
export interface Unfinished {
  /** Orders that ended badly, or are held, and may be tried again as they are. */
  readonly jobs: readonly GenerationJob[]
  /** Subjects whose order was not begun. */
  readonly unsent: readonly Subject[]
  /** Why none of the unsent was begun, when it is the same for all of them. */
  readonly commonError: unknown
}

/** Which orders for these subjects ended badly or were not begun; `errors` is by `subjectKey`. */
export function unfinishedOf(
  subjects: readonly Subject[],
  jobs: readonly GenerationJob[],
  errors: ReadonlyMap<string, unknown>,
): Unfinished {
  const keys = new Set(subjects.map(subjectKey))
  const unsent = subjects.filter((subject) => errors.has(subjectKey(subject)))
  const reasons = unsent.map((subject) => errors.get(subjectKey(subject)))
  const sentences = new Set(reasons.map(sentenceOf))
  return {
    jobs: jobs.filter((job) => {
      const key = subjectKey(job.subject)
      return keys.has(key) && !errors.has(key) && mayBeRetried(job)
    }),
    unsent,
    commonError: sentences.size === 1 ? reasons[0] : null,
  }
}

interface SeveralOrders {
  /** Whether orders for these subjects are under way or being handed over. */
  readonly isBusy: boolean
  readonly unfinished: Unfinished
  /** Orders for everyone. */
  readonly sendAll: () => Promise<void>
  /** Goes on with what is unfinished, and with nothing that came: nothing is paid twice by it. */
  readonly tryAgain: () => Promise<void>
}

/** One order for each of these subjects, with the same choices. */
export function useSeveralOrders(
  subjects: readonly Subject[],
  draft: Draft,
  profile: ProviderProfile,
): SeveralOrders {
  const { sending, errors } = useOrdering()
  const jobs = useJobs()
  const keys = new Set(subjects.map(subjectKey))
  const isRunning = jobs.some(
    (job) => isUnderWay(job) && !mayBeRetried(job) && keys.has(subjectKey(job.subject)),
  )
  const unfinished = unfinishedOf(subjects, jobs, errors)
  const send = async (chosen: readonly Subject[]) => {
    const { quality, shape, count } = draft
    openDock(subjects, 'results')
    for (const subject of chosen) {
      await startOrder(subject, async () => {
        const prompt = await promptToSend(subject, draft)
        return { subject, prompt, provider: profile.id, quality, shape, count }
      })
    }
  }
  return {
    isBusy: isRunning || subjects.some((subject) => sending.has(subjectKey(subject))),
    unfinished,
    sendAll: () => send(subjects),
    tryAgain: async () => {
      await send(unfinished.unsent)
      await retryJobs(unfinished.jobs)
    },
  }
}
