import type { GenerationOrder } from '../../shared/generation'
import { type Subject, subjectKey } from '../../shared/subject'
import { request } from '../app/api'
import { createStore } from '../app/store'
import { isUnderWay } from './jobs/use-jobs'

interface Ordering {
  /** Subjects whose order is being handed over. */
  readonly sending: ReadonlySet<string>
  /** Why the last order of a subject was not begun. */
  readonly errors: ReadonlyMap<string, unknown>
}

const ordering = createStore<Ordering>({ sending: new Set(), errors: new Map() })
/** The order that was last begun from this window, by subject. */
const lastOrders = new Map<string, GenerationOrder>()

function mark(key: string, isSending: boolean, error: unknown): void {
  const { sending, errors } = ordering.read()
  const nowSending = new Set(sending)
  const nowErrors = new Map(errors)
  if (isSending) nowSending.add(key)
  else nowSending.delete(key)
  if (error === null) nowErrors.delete(key)
  else nowErrors.set(key, error)
  ordering.change({ sending: nowSending, errors: nowErrors })
}

/** Whose orders are being handed over, and why the last one of a subject was not begun, by `subjectKey`. */
export const useOrdering = ordering.use

/** Why the last order of this subject was not begun; null when it was. */
export function orderErrorOf(subject: Subject): unknown {
  return ordering.read().errors.get(subjectKey(subject)) ?? null
}

/** The order that was last begun for this subject from this window: its price was shown then. */
export function lastOrderOf(subject: Subject): GenerationOrder | undefined {
  return lastOrders.get(subjectKey(subject))
}

/**
 * Begins an order, one at a time for each subject however often it is asked for; one that ended badly before is
 * dismissed. True when it was begun; why not is in `useOrdering`.
 */
export async function startOrder(
  subject: Subject,
  write: () => Promise<GenerationOrder>,
): Promise<boolean> {
  const key = subjectKey(subject)
  if (ordering.read().sending.has(key)) return false
  mark(key, true, null)
  try {
    const order = await write()
    const jobs = await request('generation:jobs')
    const ended = jobs.findLast((job) => subjectKey(job.subject) === key && !isUnderWay(job))
    await request('generation:start', order)
    if (ended) await request('generation:dismiss', { id: ended.id })
    lastOrders.set(key, order)
    mark(key, false, null)
    return true
  } catch (error) {
    mark(key, false, error)
    return false
  }
}
