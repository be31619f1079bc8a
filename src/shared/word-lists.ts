import { z } from 'zod'
import { codePoints } from './cut'
import { foldText } from './search'
import { idSchema } from './subject'
import { isVisible } from './text'

/** What a campaign has lists of its own for: names, what people do, how they are, what they want. */
export const wordListKinds = ['names', 'does', 'is', 'wants'] as const
export type WordListKind = (typeof wordListKinds)[number]

/** One list of the game master's own. */
export interface WordList {
  readonly entries: readonly string[]
  /** Whether only these are drawn from, or Castkeeper's as well. Without entries Castkeeper's are. */
  readonly isOnly: boolean
}
export type WordLists = Readonly<Record<WordListKind, WordList>>

/** More lines than these are refused as a whole. */
export const mostEntries = 20_000
/** Longest entry, in Unicode code points: it stands in a name or in a short line. */
export const maximumEntryLength = 100
/** What is longer is refused before anything is done to it, in UTF-16 units. */
export const maximumListLength = 4_000_000

/** Why a line is left out: nothing to see in it, there already, too long, or of characters that no one reads. */
export const ignoredReasons = ['empty', 'duplicate', 'too-long', 'control'] as const
export type IgnoredReason = (typeof ignoredReasons)[number]

export interface IgnoredLine {
  /** From 1. */
  readonly line: number
  readonly reason: IgnoredReason
}

export interface ReadWordList {
  readonly entries: readonly string[]
  readonly ignored: readonly IgnoredLine[]
}

// Controls, signs that turn text round for good, and what stands where bytes were no text. A tab is a blank.
const anyControl = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd\p{Noncharacter_Code_Point}\p{Cs}]/u
const anyLineBreak = /\r\n?|[\n\u0085\u2028\u2029]/u

/** The usable lines of a pasted list in their order, and which are left out. Empty lines at its end do not count. */
export function readWordList(text: string): ReadWordList {
  const lines = text
    .replace(/^\ufeff/u, '')
    .trimEnd()
    .split(anyLineBreak)
  const entries: string[] = []
  const ignored: IgnoredLine[] = []
  const known = new Set<string>()
  if (lines.length === 1 && lines[0] === '') return { entries, ignored }
  for (const [index, line] of lines.entries()) {
    const entry = collapseSpaces(line)
    const isKnown = known.has(foldText(entry))
    const reason = entryProblem(entry, maximumEntryLength) ?? (isKnown ? 'duplicate' : null)
    if (reason === null) {
      known.add(foldText(entry))
      entries.push(entry)
    } else ignored.push({ line: index + 1, reason })
  }
  return { entries, ignored }
}

/** A line without blanks at its ends, and with one where there were several. */
export const collapseSpaces = (line: string): string => line.replace(/\s+/gu, ' ').trim()

/** Why a line is no entry, whatever else is in the list; null for one that is. The length is in code points. */
export function entryProblem(
  entry: string,
  maximumLength: number,
): Exclude<IgnoredReason, 'duplicate'> | null {
  if (anyControl.test(entry)) return 'control'
  if (!isVisible(entry)) return 'empty'
  return codePoints(entry) > maximumLength ? 'too-long' : null
}

/** A list as it is pasted. The issue is an error code. */
export const wordListTextSchema = z
  .string()
  .max(maximumListLength, 'word-list-too-long')
  .refine(isShort, { error: 'word-list-too-long' })
  .refine((text) => text.trim() === '' || readWordList(text).entries.length > 0, {
    error: 'word-list-unusable',
  })

function isShort(text: string): boolean {
  return text.trimEnd().split(anyLineBreak, mostEntries + 1).length <= mostEntries
}

/** What is left out stays as it is. */
const pastedSchema = z.strictObject({
  text: wordListTextSchema.optional(),
  isOnly: z.boolean().optional(),
})

/** The lists that are to be others; those that are left out stay as they are. */
export const wordListsSchema = z.strictObject({
  names: pastedSchema.optional(),
  does: pastedSchema.optional(),
  is: pastedSchema.optional(),
  wants: pastedSchema.optional(),
})
export type PastedLists = z.infer<typeof wordListsSchema>

export const wordListChangesSchema = z.strictObject({
  campaignId: idSchema,
  lists: wordListsSchema,
})
export type WordListChanges = z.infer<typeof wordListChangesSchema>

/** People as they would be drawn from these lists, before anything is saved. */
export const wordPreviewSchema = wordListChangesSchema.extend({
  seed: z.string().min(1).max(200),
})
export type WordPreview = z.infer<typeof wordPreviewSchema>

/** A person of a preview. */
export interface PreviewedPerson {
  readonly name: string
  readonly words: readonly string[]
}

/** What a campaign's own lists were before a change, and are after it. */
export interface ChangedWordLists {
  readonly before: WordLists
  readonly after: WordLists
}

/** A list as it is pasted again. */
export function toPastedText({ entries, isOnly }: WordList): { text: string; isOnly: boolean } {
  return { text: entries.join('\n'), isOnly }
}
