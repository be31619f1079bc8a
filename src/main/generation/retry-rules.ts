import type { AppError, ErrorCode } from '../../shared/errors'
import { ServiceError } from './providers/service-error'

/** How often one order was sent in vain, by the reason. */
export interface Tries {
  readonly rateLimited: number
  readonly overloaded: number
}

/**
 * fail: tell the game master · again: send this order once more after a while · pause: the same, and
 * nothing else goes to this host until then · block: fail, and nothing goes there until someone asks.
 */
export type NextStep =
  | { readonly kind: 'fail' }
  | { readonly kind: 'block' }
  | { readonly kind: 'again' | 'pause'; readonly afterMs: number }

/** Nothing that another answer brings could be stored either, and each one is paid for. */
const nowhereToStore: readonly ErrorCode[] = [
  'disk-full',
  'disk-nearly-full',
  'folder-not-writable',
  'folder-replaced',
  'write-failed',
]

const maximumRateLimited = 3
const maximumOverloaded = 2
/** Longer than anyone watches a countdown. */
const longestWaitMs = 600_000
const firstRateWaitMs = 10_000

/**
 * What to do after an order failed. Only a server that says it did no work is asked again by itself:
 * after anything else the picture may be made and billed.
 */
export function nextStep(error: AppError, tries: Tries, random: () => number): NextStep {
  if (nowhereToStore.includes(error.code)) return { kind: 'block' }
  // The orders behind it wait with the reason, until the game master raises the limit or the day is over.
  if (error.code === 'spending-limit' && error.details.which !== 'order') return { kind: 'block' }
  if (!(error instanceof ServiceError)) return { kind: 'fail' }
  if (error.code === 'credit-exhausted') return { kind: 'block' }
  if (error.retry === 'rate-limit' && tries.rateLimited + 1 < maximumRateLimited) {
    const afterMs = error.retryAfterMs ?? firstRateWaitMs * 2 ** tries.rateLimited
    return afterMs > longestWaitMs ? { kind: 'fail' } : { kind: 'pause', afterMs }
  }
  if (error.retry === 'overloaded' && tries.overloaded + 1 < maximumOverloaded) {
    // Random, so that clients do not all return at the same moment.
    const afterMs = error.retryAfterMs ?? 1_000 + random() * 2_000
    return afterMs > longestWaitMs ? { kind: 'fail' } : { kind: 'again', afterMs }
  }
  return { kind: 'fail' }
}
