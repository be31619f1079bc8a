import prices from '../../../../resources/image-prices.json' with { type: 'json' }
import type { GenerationOrder, ImageServiceId, PriceEstimate } from '../../../shared/generation'
import type { Usage } from '../providers/usage'

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

/** What an answer cost by the tokens the service counted, in USD. */
export interface Settled {
  readonly usd: number
  /** True where tokens were counted at the dearest rate because the service did not say what they were for. */
  readonly isAtMost: boolean
}

/** What an answer has cost; null when unknown. */
export function settlePrice(
  provider: ImageServiceId,
  model: string,
  usage: Usage | null,
): Settled | null {
  const rates = provider === 'openai' ? familyOf(model)?.usdPerMillionTokens : undefined
  if (rates === undefined || usage === null) return null
  const { input_tokens, output_tokens, total_tokens } = usage
  if (input_tokens == null && output_tokens == null && total_tokens == null) return null
  const input = priceOf(input_tokens ?? 0, usage.input_tokens_details, {
    text: rates.textIn,
    image: rates.imageIn,
  })
  // Tokens that only the total includes may be of the most expensive kind.
  const output = priceOf(
    output_tokens ?? Math.max(0, (total_tokens ?? 0) - (input_tokens ?? 0)),
    output_tokens == null ? null : usage.output_tokens_details,
    { text: rates.textOut, image: rates.imageOut },
  )
  return {
    usd: round((input.cost + output.cost) / 1_000_000),
    isAtMost: input.isAtMost || output.isAtMost || input_tokens == null || output_tokens == null,
  }
}

/** Two prices together, without binary dust. */
export function sumOf(one: number, other: number): number {
  return round(one + other)
}

function priceOf(
  tokens: number,
  details: Usage['input_tokens_details'],
  rates: { readonly text: number; readonly image: number },
): { readonly cost: number; readonly isAtMost: boolean } {
  const text = Math.min(tokens, details?.text_tokens ?? 0)
  const image = Math.min(tokens - text, details?.image_tokens ?? 0)
  const unspecified = tokens - text - image
  const dearest = Math.max(rates.text, rates.image)
  return {
    cost: text * rates.text + image * rates.image + unspecified * dearest,
    isAtMost: unspecified > 0,
  }
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
