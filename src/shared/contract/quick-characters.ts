import { z } from 'zod'
import type { Character } from '../character'
import { type QuickPerson, quickKeepSchema, quickOrderSchema } from '../quick-character'
import { answers, changesRecords } from './request-definition'

/** The part of the contract about people who are drawn from tables. */
export const quickRequests = {
  'quick:sounds': answers<readonly string[]>()(z.undefined()),
  'quick:draw': answers<QuickPerson>()(quickOrderSchema),
  'quick:keep': answers<Character>()(quickKeepSchema, changesRecords),
} as const
