import { z } from 'zod'

/** Longest name of a campaign or a character, in Unicode code points. */
export const maximumNameLength = 200
/** Longest single-line fact (race, class, tone…), in Unicode code points. */
export const maximumFactLength = 200
/** Longest description or Markdown notes, in UTF-16 units: about 400 printed pages. */
export const maximumNotesLength = 1_000_000

// SQLite cuts text at NUL and cannot store a lone surrogate, so both are taken out at the door.
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

function singleLine(text: string): string {
  return storable(text).replace(/\s+/gu, ' ').trim()
}

const codePoints = (text: string): number => Array.from(text).length

/** A name as typed: one line, not empty, at most 200 code points. The issues are error codes. */
export const nameSchema = z
  .string()
  .transform(singleLine)
  .refine((name) => name.length > 0, { error: 'name-empty' })
  .refine((name) => codePoints(name) <= maximumNameLength, { error: 'name-too-long' })

/** A short fact in one line; may be empty. */
export const factSchema = z
  .string()
  .transform(singleLine)
  .refine((fact) => codePoints(fact) <= maximumFactLength, { error: 'fact-too-long' })

/** Free text over many lines; may be empty. */
export const notesSchema = z.string().max(maximumNotesLength, 'notes-too-long').transform(storable)
