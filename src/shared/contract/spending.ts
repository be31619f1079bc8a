import { z } from 'zod'
import {
  type LimitState,
  limitChangesSchema,
  monthSchema,
  type SpendingLimits,
  type SpendingMonth,
} from '../spending'
import { idSchema } from '../subject'
import { answers } from './request-definition'

/** The part of the contract about what image services cost, and the limits. */
export const spendingRequests = {
  /** The present month unless one is named. */
  'spending:month': answers<SpendingMonth>()(z.strictObject({ month: monthSchema.optional() })),
  /** How far the limits are used up today, with that of this campaign. */
  'spending:states': answers<readonly LimitState[]>()(
    z.strictObject({ campaignId: idSchema.nullable() }),
  ),
  /** Answers the limits as they were before. */
  'spending:set-limits': answers<SpendingLimits>()(limitChangesSchema),
  /** Saves a month as a table; asks where. False when cancelled. */
  'spending:save-csv': answers<boolean>()(z.strictObject({ month: monthSchema })),
} as const
