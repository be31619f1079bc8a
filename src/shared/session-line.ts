import { z } from 'zod'
import { idSchema } from './subject'
import { maximumNotesLength } from './text'

/** What an automatic line says about a character. */
export const sessionLineKinds = ['shown', 'quick-character', 'drawn', 'status', 'line'] as const
export type SessionLineKind = (typeof sessionLineKinds)[number]

export interface SessionLine {
  readonly campaignId: number
  readonly kind: SessionLineKind
  /** Whom it is about; not for `line`. */
  readonly characterId?: number
  /** For `line` what was typed, for `status` the new one in words, for `quick-character` what is known of them. */
  readonly text?: string
}

/** Where a line went, with what undoing needs. */
export const addedLineSchema = z.strictObject({
  sessionId: idSchema,
  number: z.number().int(),
  /** What was added to the text. */
  line: z.string().max(maximumNotesLength),
  /** The session was begun for this line. */
  isNew: z.boolean(),
})
export type AddedLine = z.infer<typeof addedLineSchema>
