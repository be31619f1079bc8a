import { z } from 'zod'
import { type ChangedTags, type Tag, type TagSummary, taggedSchema, tagOrderSchema } from '../tag'
import { answers, mayChangeRecords } from './request-definition'

/** The part of the contract about tags. */
export const tagRequests = {
  /** All tags by name. */
  'tags:list': answers<readonly TagSummary[]>()(z.undefined()),
  /** The tags of one character or portrait, by name. */
  'tags:of': answers<readonly Tag[]>()(taggedSchema),
  /** A part may be done before it is cancelled. */
  'tags:change': answers<ChangedTags>()(tagOrderSchema, mayChangeRecords),
} as const
