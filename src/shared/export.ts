import { z } from 'zod'
import { idSchema } from './subject'

/** What a portrait can be saved as. JPEG has no transparency: white takes its place. */
export const exportFormats = ['as-stored', 'png', 'jpeg', 'webp'] as const
export type ExportFormat = (typeof exportFormats)[number]

const castSchema = z.strictObject({ kind: z.literal('campaign'), id: idSchema })
const charactersSchema = z.strictObject({
  kind: z.literal('characters'),
  ids: z.array(idSchema).min(1).max(100_000),
})

/** What is exported: a campaign with its whole cast, chosen characters, or chosen portraits as pictures alone. */
export const exportOrderSchema = z.strictObject({
  what: z.discriminatedUnion('kind', [
    castSchema,
    charactersSchema,
    z.strictObject({ kind: z.literal('portraits'), ids: z.array(idSchema).min(1).max(200_000) }),
  ]),
  form: z.enum(['folder', 'zip']),
  /** True keeps prompts and whatever else is embedded in the pictures. */
  withMetadata: z.boolean(),
  /** True puts the game master's own notes into every list; people they are not meant for get these files. */
  withNotes: z.boolean().default(false),
  pictures: z.enum(exportFormats).default('as-stored'),
})
export type ExportOrder = z.infer<typeof exportOrderSchema>
/** What is printed, and with the game master's notes or without them. */
export const printOrderSchema = z.strictObject({
  what: z.discriminatedUnion('kind', [castSchema, charactersSchema]),
  withNotes: z.boolean().default(false),
})
export type PrintOrder = z.infer<typeof printOrderSchema>
export type ExportWish = z.input<typeof exportOrderSchema>

export interface Exported {
  readonly path: string
  /** None where chosen portraits were exported. */
  readonly characters: number
  readonly portraits: number
  /** Names of those whose portrait was lost or damaged; their avatar is exported instead, or nothing for a chosen portrait. */
  readonly withoutPortrait: readonly string[]
  /** Names of those whose picture was re-encoded, because its metadata could not be removed otherwise. */
  readonly encodedAnew: readonly string[]
}

/** A single portrait that was saved. */
export interface SavedPortrait {
  readonly wasReencoded: boolean
}
