import prices from '../../../resources/image-prices.json' with { type: 'json' }
import type { GenerationOrder, ImageServiceId, PriceEstimate } from '../../shared/generation'
import type { Usage } from './providers/read-pictures'

export interface EstimateOrder extends Pick<GenerationOrder, 'quality' | 'shape' | 'count'> {
  readonly provider: ImageServiceId
  readonly model: string
}

/** What an order will cost, from the list in resources/image-prices.json. Servers of one's own set their own prices. */
export function estimatePrice(order: EstimateOrder): PriceEstimate {
  const { provider, model, quality, shape, count } = order
  const perSquare = provider === 'openai' ? familyOf(model)?.usdPerSquarePicture : null
  const factor = shape === 'tall' ? prices.tallFactor : 1
  const costUsd = perSquare ? round(perSquare[quality] * factor * count) : null
  return { costUsd, pricesAsOf: prices.asOf }
}

/** What an order has cost in USD by the tokens the service counted; null when that cannot be told. */
export function settlePrice(
  provider: ImageServiceId,
  model: string,
  usage: Usage | null,
): number | null {
  const perMillion = provider === 'openai' ? familyOf(model)?.usdPerMillionTokens : undefined
  if (perMillion === undefined || usage === null) return null
  const images = usage.input_tokens_details?.image_tokens ?? 0
  const usd =
    (usage.input_tokens - images) * perMillion.textIn +
    images * perMillion.imageIn +
    usage.output_tokens * perMillion.imageOut
  return round(usd / 1_000_000)
}

// Dated snapshots of a model cost what the model does: gpt-image-2-2026-05-01.
function familyOf(model: string) {
  const name = model.replace(/-\d{4}-\d\d-\d\d$/, '')
  return prices.families.find(({ models }) => models.includes(name))
}

/** To a millionth of a dollar, so that sums show no binary dust. */
function round(usd: number): number {
  return Math.round(usd * 1_000_000) / 1_000_000
}
