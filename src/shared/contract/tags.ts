import { z } from 'zod'
import { idSchema } from '../subject'
import {
  type ChangedTags,
  type Tag,
  type TagMember,
  type TagSummary,
  taggedSchema,
  tagOrderSchema,
} from '../tag'
import { answers, mayChangeRecords } from './request-definition'

/** The part of the contract about tags. */
export const tagRequests = {
  /** All tags by name. */
  'tags:list': answers<readonly TagSummary[]>()(z.undefined()),
  /** The tags of one character or portrait, by name. */
  'tags:of': answers<readonly Tag[]>()(taggedSchema),
  /** The characters outside the trash that have a tag, by name. */
  'tags:members': answers<readonly TagMember[]>()(z.strictObject({ id: idSchema })),
  /** A part may be done before it is cancelled. */
  'tags:change': answers<ChangedTags>()(tagOrderSchema, mayChangeRecords),
} as const
