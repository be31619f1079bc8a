import { z } from 'zod'

/** Ids come from SQLite: positive whole numbers that JavaScript holds exactly. */
export const idSchema = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** Whose face a portrait is: a character's, or the game master's of a campaign. */
export const subjectSchema = z.strictObject({
  kind: z.enum(['campaign', 'character']),
  id: idSchema,
})

export type Subject = z.infer<typeof subjectSchema>
export type SubjectKind = Subject['kind']

/** A key that is equal for equal subjects, for maps and sets. */
export function subjectKey(subject: Subject): string {
  return `${subject.kind}:${subject.id}`
}
