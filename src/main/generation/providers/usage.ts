import { z } from 'zod'

const tokens = z.number().int().nonnegative().nullish().catch(null)
const details = z.object({ image_tokens: tokens, text_tokens: tokens }).nullish().catch(null)

/** The tokens a service counted for an answer, and what it charges. Each of them may be missing. */
export const usageSchema = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  total_tokens: tokens,
  input_tokens_details: details,
  output_tokens_details: details,
  /** In USD; some services between the app and the maker of a model report it. */
  cost: z.number().nonnegative().nullish().catch(null),
})

export type Usage = z.infer<typeof usageSchema>
