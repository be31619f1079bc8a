import { z } from 'zod'
import { idSchema, subjectSchema } from './subject'

/** The texts whose earlier versions are kept: of campaigns and characters, and the one of a session. */
export const versionedProperties = ['description', 'notes', 'text'] as const
export type VersionedProperty = (typeof versionedProperties)[number]

export const isVersioned = (property: string): property is VersionedProperty =>
  versionedProperties.some((one) => one === property)

/** Whose text it is. */
export const textOwnerSchema = z.discriminatedUnion('kind', [
  subjectSchema,
  z.strictObject({ kind: z.literal('session'), id: idSchema }),
])
export type TextOwner = z.infer<typeof textOwnerSchema>

/** One text of a campaign, a character or a session. */
export const versionedTextSchema = z.strictObject({
  subject: textOwnerSchema,
  property: z.enum(versionedProperties),
})
export type VersionedText = z.infer<typeof versionedTextSchema>

/** A text as it was before a change. */
export interface TextVersion {
  readonly id: number
  /** When it was changed into the next text; ISO in UTC. */
  readonly replacedAt: string
  /** In UTF-16 units. */
  readonly length: number
}
