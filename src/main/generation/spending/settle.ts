import type { SpendingBasis } from '../../../shared/spending'
import type { Usage } from '../providers/usage'
import { roundUsd } from './amounts'
import { ratesOf, type TokenRates, type WorstCase } from './prices'

/** What was written before a request was sent. */
export interface Reservation {
  readonly service: string
  readonly model: string
  readonly pictures: number
  readonly usd: number | null
  readonly by: WorstCase['by'] | 'earlier'
}

/** What an answer says about its cost. */
export interface AnswerCost {
  readonly usage: Usage | null
  /** Pictures that came. */
  readonly pictures: number
}

export interface Settlement {
  /** Null when nothing is known. */
  readonly usd: number | null
  readonly basis: Exclude<SpendingBasis, 'up-to'>
}

/** Refused before any work. */
export const notBilled: Settlement = { usd: 0, basis: 'not-billed' }

/** More tokens for one picture are no count. The largest picture there is takes a fiftieth of it. */
const mostTokensPerPicture = 1_000_000
/** A higher reported cost of one picture is no cost, in USD. */
const mostPerPicture = 1_000

/**
 * What a request has cost. The service's own figure counts first, then its tokens, at the game master's own price where
 * there is one. What cannot be right or is not there never brings it below what was reserved.
 */
export function settlementOf(reserved: Reservation, answer: AnswerCost): Settlement {
  const { usage } = answer
  const pictures = Math.max(1, answer.pictures, reserved.pictures)
  const reported = usage?.cost ?? null
  const isFree = reported === 0 && (reserved.usd ?? 0) === 0
  if (reported !== null && (reported > 0 || isFree) && reported <= mostPerPicture * pictures) {
    return { usd: roundUsd(reported), basis: 'reported' }
  }
  // Only the list's own service is sure to charge what the list says.
  const isOwnPrice = reserved.by === 'own-price' && reserved.service !== 'openai'
  const rates = isOwnPrice ? null : ratesOf(reserved.model)
  const counted = rates === null || usage === null ? null : usageCost(rates, usage, pictures)
  if (counted?.isWhole) {
    return { usd: counted.usd, basis: counted.isAtMost ? 'at-most' : 'usage' }
  }
  if (reserved.usd === null) return { usd: null, basis: 'unknown' }
  // A service that sent more than was asked for may charge for them.
  const perPicture = reserved.usd / Math.max(1, reserved.pictures)
  const usd = roundUsd(Math.max(perPicture * pictures, counted?.usd ?? 0))
  if (isOwnPrice || reserved.by === 'own-price') return { usd, basis: 'own-price' }
  const isListed = reserved.by === 'list-price' && counted === null
  return { usd, basis: isListed ? 'list-price' : 'at-most' }
}

interface CountedCost {
  readonly usd: number
  /** True where tokens were counted at the dearest rate because the service did not say what they were for. */
  readonly isAtMost: boolean
  /** False when what was counted cannot be all of it. */
  readonly isWhole: boolean
}

/** What tokens cost, each kind at its own rate; null when there are none that could be a count. */
export function usageCost(rates: TokenRates, usage: Usage, pictures: number): CountedCost | null {
  const { input_tokens, output_tokens, total_tokens } = usage
  const counts = [input_tokens, output_tokens, total_tokens]
  if (counts.some((count) => (count ?? 0) > mostTokensPerPicture * pictures)) return null
  if (counts.every((count) => count == null)) return null
  const knownIn = input_tokens ?? 0
  const knownOut = output_tokens ?? 0
  // Tokens that only the total includes may be of the dearest kind.
  const rest = Math.max(0, (total_tokens ?? 0) - knownIn - knownOut)
  const textIn = { text: rates.textIn, image: rates.imageIn }
  const input = priceOf(knownIn, usage.input_tokens_details, textIn)
  // A picture takes tokens of a picture: details that count none are wrong.
  const details = usage.output_tokens_details?.image_tokens ? usage.output_tokens_details : null
  const output = priceOf(knownOut, details, { text: rates.textOut, image: rates.imageOut })
  const dearest = Math.max(...Object.values(rates))
  const hasBoth = input_tokens != null && output_tokens != null
  const isSound = knownOut + rest > 0 && (input_tokens == null ? rest > 0 : input_tokens > 0)
  return {
    usd: roundUsd((input.cost + output.cost + rest * dearest) / 1_000_000),
    isAtMost: input.isAtMost || output.isAtMost || !hasBoth || rest > 0,
    isWhole: isSound && (hasBoth || total_tokens != null),
  }
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
