import prices from '../../../../resources/image-prices.json' with { type: 'json' }
import type { GenerationOrder, PriceEstimate } from '../../../shared/generation'
import type { PictureParameters } from '../providers/profiles'
import { roundUsd } from './amounts'

export interface EstimateOrder extends Pick<GenerationOrder, 'quality' | 'shape' | 'count'> {
  readonly model: string
  /** What the game master says a picture costs there; null for what the list says of the model. */
  readonly pricePerPictureUsd: number | null
}

/**
 * What an order will cost: by the game master's own price, else by the list in resources/image-prices.json, whichever
 * service it goes to.
 */
export function estimatePrice(order: EstimateOrder): PriceEstimate {
  const { model, quality, shape, count, pricePerPictureUsd } = order
  const perSquare = familyOf(model)?.usdPerSquarePicture
  const perPicture =
    pricePerPictureUsd ??
    (perSquare ? perSquare[quality] * (shape === 'tall' ? prices.tallFactor : 1) : null)
  const costUsd = perPicture === null ? null : roundUsd(perPicture * count)
  return { costUsd, pricesAsOf: prices.asOf }
}

/** The most an order can cost, and how that is known. */
export interface WorstCase {
  readonly usd: number | null
  readonly by: 'list-price' | 'own-price' | 'max-cost' | 'unknown'
}

/**
 * The most that a request can cost as it is sent: without a quality at the dearest one, without a size at that of a
 * tall picture, and every byte of the prompt a token. Null where no price is known and the game master allowed none.
 */
export function worstCaseOf(
  parameters: PictureParameters,
  allowed: { readonly pricePerPictureUsd: number | null; readonly maxCostUsd: number | null },
): WorstCase {
  const { model, prompt, n, quality, size } = parameters
  if (allowed.pricePerPictureUsd !== null) {
    return { usd: roundUsd(allowed.pricePerPictureUsd * n), by: 'own-price' }
  }
  const family = familyOf(model)
  const perSquare = family?.usdPerSquarePicture
  if (family && perSquare) {
    const picture = quality === 'low' || quality === 'medium' ? perSquare[quality] : perSquare.high
    const factor = size === '1024x1024' ? 1 : prices.tallFactor
    const words = (Buffer.byteLength(prompt) * family.usdPerMillionTokens.textIn) / 1_000_000
    return { usd: roundUsd(picture * factor * n + words), by: 'list-price' }
  }
  return allowed.maxCostUsd === null
    ? { usd: null, by: 'unknown' }
    : { usd: allowed.maxCostUsd, by: 'max-cost' }
}

/** What a model's tokens cost in USD for a million of each kind; null when the list does not know it. */
export function ratesOf(model: string): TokenRates | null {
  return familyOf(model)?.usdPerMillionTokens ?? null
}

export interface TokenRates {
  readonly textIn: number
  readonly textOut: number
  readonly imageIn: number
  readonly imageOut: number
}

// Dated snapshots of a model cost what the model does, and so does it under its maker's name: openai/gpt-image-2.
function familyOf(model: string) {
  const name = model.replace(/^.*\//, '').replace(/-\d{4}-\d\d-\d\d$/, '')
  return prices.families.find(({ models }) => models.includes(name))
}
