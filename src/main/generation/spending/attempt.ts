import type { GenerationOrder } from '../../../shared/generation'
import type { Subject } from '../../../shared/subject'
import {
  type PictureParameters,
  type PictureWish,
  pictureParameters,
  type ServiceConnection,
} from '../providers/profiles'
import { ServiceError } from '../providers/service-error'
import type { Attempt } from './lines'
import { worstCaseOf } from './prices'

/** What the cost of an order depends on, written down or not yet. */
interface Ordered {
  readonly subject: Subject
  readonly prompt: string
  readonly count: number
  readonly parameters: Pick<GenerationOrder, 'quality' | 'shape'> & {
    readonly withoutQuality?: boolean
    readonly maxCostUsd?: number | null
  }
}

/** What to ask for, for this order. */
export function pictureWishOf({ prompt, count, parameters }: Ordered): PictureWish {
  const { shape, quality, withoutQuality } = parameters
  return { prompt, count, shape, quality: withoutQuality === true ? null : quality }
}

/** The request that an order makes first, and what it can cost at most. */
export function attemptOf(order: Ordered, connection: ServiceConnection): Attempt {
  return attemptWith(order, connection, pictureParameters(connection, pictureWishOf(order)))
}

/**
 * Compares a request that would be sent without its quality, which may then be the dearest, with what was estimated.
 * Throws ServiceError `quality-refused` with the new price when that is more.
 */
export function refuseIfDearer(before: Attempt, next: Attempt): void {
  const dearest = next.worst.by === 'list-price' ? next.worst.usd : null
  if (dearest === null || dearest <= (before.worst.usd ?? Number.POSITIVE_INFINITY)) return
  throw new ServiceError('quality-refused', { host: next.host, costUsd: dearest })
}

/** The request with these parameters. */
export function attemptWith(
  { subject, parameters: { maxCostUsd = null } }: Ordered,
  { provider, baseUrl, model, pricePerPictureUsd }: ServiceConnection,
  parameters: PictureParameters,
): Attempt {
  return {
    subject,
    service: provider,
    host: new URL(baseUrl).host,
    model,
    pictures: parameters.n,
    maxCostUsd,
    worst: worstCaseOf(parameters, { pricePerPictureUsd, maxCostUsd }),
  }
}
