import type { EarlierCost, StoredJob } from '../job-rows'
import type { ServiceConnection } from '../providers/profiles'
import { ServiceError } from '../providers/service-error'
import { type EstimateOrder, estimatePrice, type Settled, sumOf } from './prices'

/**
 * What an order has cost by now, for the row of the next try. One that may have been billed and was not settled
 * counts with its estimate. Null when nothing was billed, or nothing can be known of the prices.
 */
export function costSoFar(job: StoredJob): EarlierCost | null {
  const { costUsd, mayHaveBeenBilled, parameters } = job
  const earlier = parameters.earlierCost ?? null
  const isSettled = costUsd !== null && costUsd !== earlier?.usd
  if (isSettled) return { usd: costUsd, isAtMost: job.isCostAtMost }
  const estimate = mayHaveBeenBilled ? estimatePrice(orderOf(job, job)).costUsd : null
  if (estimate === null) return earlier
  return { usd: sumOf(earlier?.usd ?? 0, estimate), isAtMost: true }
}

/** The cost of all tries, after the present one was settled; null when nothing is known of any. */
export function costWith(earlier: EarlierCost | null, settled: Settled | null): EarlierCost | null {
  if (settled === null || earlier === null) return settled ?? earlier
  return {
    usd: sumOf(earlier.usd, settled.usd),
    isAtMost: earlier.isAtMost || settled.isAtMost,
  }
}

/**
 * Estimates an order again before it is sent without its quality, which then may be the dearest. Throws
 * ServiceError `quality-refused` with the new price when that is more than was said.
 */
export function refuseIfDearer(job: StoredJob, connection: ServiceConnection): void {
  const order = orderOf(job, connection)
  const said = estimatePrice(order).costUsd
  const dearest = estimatePrice({ ...order, quality: 'high' }).costUsd
  if (dearest === null || (said !== null && dearest <= said)) return
  throw new ServiceError('quality-refused', { host: job.host, costUsd: dearest })
}

function orderOf(
  { parameters, count }: StoredJob,
  { provider, model }: Pick<ServiceConnection, 'provider' | 'model'>,
): EstimateOrder {
  const { shape, withoutQuality } = parameters
  const quality = withoutQuality === true ? 'high' : parameters.quality
  return { provider, model, quality, shape, count }
}
