import { z } from 'zod'
import { castDrawSchema } from '../cast-draw'
import type { Character } from '../character'
import {
  type KeptPerson,
  type QuickPerson,
  quickKeepSchema,
  quickOrderSchema,
} from '../quick-character'
import { idSchema } from '../subject'
import { answers, changesRecords, editsRecords } from './request-definition'

/** The part of the contract about people who are drawn from tables. */
export const quickRequests = {
  'quick:sounds': answers<readonly string[]>()(z.undefined()),
  'quick:draw': answers<QuickPerson>()(quickOrderSchema),
  /** Who of the cast turns up. */
  'cast:draw': answers<Character>()(castDrawSchema),
  /** Notes in the open session that they have. */
  'cast:note-drawn': answers<void>()(z.strictObject({ id: idSchema }), editsRecords),
  'quick:keep': answers<KeptPerson>()(quickKeepSchema, changesRecords),
} as const
