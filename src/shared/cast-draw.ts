import { z } from 'zod'
import { castSelectionSchema } from './character'
import { idSchema } from './subject'

/** Who is drawn more often: who was seen lately, who was not for long, or everyone alike. */
export const recencyWeights = ['recent', 'long-ago', 'none'] as const
export type RecencyWeight = (typeof recencyWeights)[number]

/** One draw from a selection of the cast; the same seed draws the same one as long as the cast stays as it is. */
export const castDrawSchema = castSelectionSchema.extend({
  seed: z.string().min(1).max(200),
  weight: z.enum(recencyWeights).default('recent'),
  /** Not this one again, unless there is no other. */
  except: idSchema.optional(),
})
export type CastDraw = z.infer<typeof castDrawSchema>
