import { z } from 'zod'

const tokens = z.number().int().nonnegative().nullish().catch(null)
const details = z.object({ image_tokens: tokens, text_tokens: tokens }).nullish().catch(null)

/** The tokens a service counted for an answer. Each of them may be missing. */
export const usageSchema = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  total_tokens: tokens,
  input_tokens_details: details,
  output_tokens_details: details,
})

export type Usage = z.infer<typeof usageSchema>
