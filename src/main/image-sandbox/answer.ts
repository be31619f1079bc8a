import { z } from 'zod'
import { boundaryBefore } from '../../shared/cut'
import type { ImageSandboxAnswer } from '../../shared/image-sandbox-messages'
import { maximumPixels } from '../../shared/portrait'

const bytesSchema = z.instanceof(Uint8Array)
const sideSchema = z.number().int().positive().max(maximumPixels)

const decibelSchema = z.number().min(0).max(99)
const likenessSchema = z.strictObject({
  lumaDb: decibelSchema,
  colourDb: decibelSchema,
  worstBlockDb: decibelSchema,
  greatestStep: z.number().int().min(0).max(255),
  isAlphaEqual: z.boolean(),
})

// A picture that took over the page could send anything, so only answers of this form are accepted.
const answerSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    id: z.number(),
    outcome: z.enum(['refused', 'failed']),
    reason: z.string().transform((reason) => reason.slice(0, boundaryBefore(reason, 300))),
  }),
  z.strictObject({
    id: z.number(),
    outcome: z.literal('done'),
    widthPx: sideSchema,
    heightPx: sideSchema,
    thumbnails: z.array(z.strictObject({ size: z.number(), bytes: bytesSchema })).max(8),
    png: bytesSchema.nullable(),
    encoded: z.strictObject({ bytes: bytesSchema, likeness: likenessSchema.nullable() }).optional(),
  }),
])

/** The page's message as an answer, or null when it is none. */
export function readAnswer(message: unknown): ImageSandboxAnswer | null {
  return answerSchema.safeParse(message).data ?? null
}
