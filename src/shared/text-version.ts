import { z } from 'zod'
import { subjectSchema } from './subject'

/** The texts whose earlier versions are kept. */
export const versionedProperties = ['description', 'notes'] as const
export type VersionedProperty = (typeof versionedProperties)[number]

export const isVersioned = (property: string): property is VersionedProperty =>
  versionedProperties.some((one) => one === property)

/** One text of a campaign or a character. */
export const versionedTextSchema = z.strictObject({
  subject: subjectSchema,
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
