import { z } from 'zod'
import { idSchema } from './subject'

/**
 * How the cost of an order is known. `usage`: from the tokens the service counted · `at-most`: the same, with what it
 * left out at the dearest rate, or no more than was reserved · `reported`: the service named it · `own-price` and
 * `list-price`: pictures times a price · `not-billed`: refused before any work · `unknown` · `up-to`: no answer came,
 * so what was reserved still counts.
 */
export const spendingBases = [
  'usage',
  'at-most',
  'reported',
  'own-price',
  'list-price',
  'not-billed',
  'unknown',
  'up-to',
] as const
export type SpendingBasis = (typeof spendingBases)[number]

/** One order that was sent to an image service. */
export interface SpendingRow {
  readonly id: string
  /** ISO in UTC. */
  readonly at: string
  /** The day it counts for, where the game master was: `YYYY-MM-DD`. */
  readonly day: string
  readonly kind: string
  readonly service: string
  readonly host: string
  readonly model: string
  /** Null for an order from before this was noted. */
  readonly campaignId: number | null
  readonly campaignName: string
  readonly subjectName: string
  readonly pictures: number
  /** The most it can cost, written before it was sent; null where no price is known. */
  readonly reservedUsd: number | null
  /** Null while it is open, and where the cost is not known. */
  readonly settledUsd: number | null
  readonly basis: SpendingBasis
}

/** What may be spent in a day, in a month, and for each campaign in a month; null for no limit. */
export interface SpendingLimits {
  readonly dayUsd: number | null
  readonly monthUsd: number | null
  readonly campaigns: readonly CampaignLimit[]
}

export interface CampaignLimit {
  readonly campaignId: number
  readonly monthUsd: number
}

export type LimitKind = 'day' | 'month' | 'campaign'

/** How far a limit is used up. */
export interface LimitState {
  readonly which: LimitKind
  readonly limitUsd: number
  readonly spentUsd: number
  /** Reserved for orders that are not settled. */
  readonly openUsd: number
  readonly leftUsd: number
  /** From four fifths of the limit. */
  readonly isNear: boolean
}

/** What was spent in one month. */
export interface SpendingMonth {
  /** `YYYY-MM` */
  readonly month: string
  readonly spentUsd: number
  readonly openUsd: number
  /** Orders whose cost is not known. */
  readonly unknown: number
  readonly limits: SpendingLimits
  /** The newest first. */
  readonly rows: readonly SpendingRow[]
  /** Every month that has any, and the present one, the newest first. */
  readonly months: readonly string[]
  /** How far each limit that there is, is used up today. */
  readonly states: readonly LimitState[]
}

export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** The highest limit, and the highest price, that can be set, in USD. */
export const highestUsd = 100_000
export const usdSchema = z.number().min(0, 'amount-invalid').max(highestUsd, 'amount-invalid')

/** Changes to the limits: null for none; what is left out stays. */
export const limitChangesSchema = z.strictObject({
  dayUsd: usdSchema.nullable().optional(),
  monthUsd: usdSchema.nullable().optional(),
  campaign: z.strictObject({ id: idSchema, monthUsd: usdSchema.nullable() }).optional(),
})
export type LimitChanges = z.infer<typeof limitChangesSchema>

/** An amount as it was typed, in USD; null for none, undefined when it is no amount. */
export function readUsd(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.')
  if (text === '') return null
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(text) || Number(text) > highestUsd) return undefined
  return Number(text)
}
