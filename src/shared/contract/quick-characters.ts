import { z } from 'zod'
import { castDrawSchema } from '../cast-draw'
import type { Character } from '../character'
import {
  type KeptPerson,
  type QuickPerson,
  type QuickSounds,
  quickKeepSchema,
  quickOrderSchema,
} from '../quick-character'
import { idSchema } from '../subject'
import {
  type ChangedWordLists,
  type PreviewedPerson,
  type WordLists,
  wordListChangesSchema,
  wordPreviewSchema,
} from '../word-lists'
import { answers, changesRecords, editsRecords } from './request-definition'

const ofCampaign = z.strictObject({ campaignId: idSchema })

/** The part of the contract about people who are drawn from tables. */
export const quickRequests = {
  'quick:sounds': answers<QuickSounds>()(ofCampaign),
  /** The names and words that the campaign has of its own. */
  'quick:word-lists': answers<WordLists>()(ofCampaign),
  'quick:change-word-lists': answers<ChangedWordLists>()(wordListChangesSchema, editsRecords),
  'quick:preview': answers<readonly PreviewedPerson[]>()(wordPreviewSchema),
  'quick:draw': answers<QuickPerson>()(quickOrderSchema),
  /** Who of the cast turns up. */
  'cast:draw': answers<Character>()(castDrawSchema),
  /** Notes in the open session that they have. */
  'cast:note-drawn': answers<void>()(z.strictObject({ id: idSchema }), editsRecords),
  'quick:keep': answers<KeptPerson>()(quickKeepSchema, changesRecords),
} as const
