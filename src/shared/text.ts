import { z } from 'zod'
import { codePoints } from './cut'

/** Longest name of a campaign or a character, in Unicode code points. */
export const maximumNameLength = 200
/** Longest single-line fact (race, class, tone…), in Unicode code points. */
export const maximumFactLength = 200
/** Longest description or Markdown notes, in UTF-16 units: about 400 printed pages. */
export const maximumNotesLength = 1_000_000

/** What is longer than this is refused before anything is done to it, in UTF-16 units. */
const maximumTypedLength = 20_000

// ECMA-48: a control sequence, or a command string up to its end.
const [esc, bell, end] = ['\u001b', '\u0007', '\u009c']
const anyEscape = new RegExp(
  `(?:${esc}\\[|\u009b)[0-?]*[ -/]*[@-~]|` +
    `(?:${esc}[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^${bell}${esc}\u0090-\u009f]*(?:${bell}|${esc}\\\\|${end})`,
  'gu',
)
const anyInvisible =
  /[\p{Cc}\p{Cf}\p{Z}\p{Mn}\p{Me}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu

/** Text without what SQLite cannot hold: it cuts at NUL and cannot store a lone surrogate. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

/** Text without the escape sequences that control a terminal. */
export const withoutEscapes = (text: string): string => text.replace(anyEscape, '')

/** One line without escape sequences and control characters, without blanks at its ends. */
export function singleLine(text: string): string {
  return withoutEscapes(text.toWellFormed())
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
}

/** Whether there is anything to see in it: a name of blanks, joiners and fillers would be an empty card. */
export function isVisible(text: string): boolean {
  return text.replace(anyInvisible, '') !== ''
}

/** A name from elsewhere as ours may be: one line, or what an unnamed one is called where nothing is to be seen. */
export function visibleName(name: string, unnamed: string): string {
  const line = singleLine(name)
  return isVisible(line) ? line : unnamed
}

/** A name as typed: one line with something to see, at most 200 code points. The issues are error codes. */
export const nameSchema = z
  .string()
  .max(maximumTypedLength, 'name-too-long')
  .transform(singleLine)
  .refine((name) => name.length > 0, { error: 'name-empty' })
  .refine((name) => name.length === 0 || isVisible(name), { error: 'name-invisible' })
  .refine((name) => codePoints(name) <= maximumNameLength, { error: 'name-too-long' })

/** A short fact in one line; may be empty. */
export const factSchema = z
  .string()
  .max(maximumTypedLength, 'fact-too-long')
  .transform(singleLine)
  .refine((fact) => codePoints(fact) <= maximumFactLength, { error: 'fact-too-long' })

/** Free text over many lines; may be empty. */
export const notesSchema = z.string().max(maximumNotesLength, 'notes-too-long').transform(storable)
