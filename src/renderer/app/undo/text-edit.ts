import { z } from 'zod'
import { textOwnerSchema } from '../../../shared/text-version'

const textPlaceSchema = z.strictObject({
  subject: textOwnerSchema,
  /** The column's name in the contract: `description`. */
  property: z.string(),
  /** The field's label and the name of the campaign, character or session, for the toast. */
  label: z.string(),
  name: z.string(),
})

/** Whose text it is, and which one. */
export type TextPlace = z.infer<typeof textPlaceSchema>

export const textEditSchema = textPlaceSchema.extend({ before: z.string(), after: z.string() })

/** One text that was changed: what stood there, and what stands there since. */
export type TextEdit = z.infer<typeof textEditSchema>
