import { type QuickWordPart, quickWordParts } from '../../shared/quick-character'
import { foldText } from '../../shared/search'
import type { WordList, WordListKind, WordLists } from '../../shared/word-lists'
import type { NameTable } from './tables'

/** What a campaign's own lists give to draw from. */
export interface OwnTables {
  /** Null without names. */
  readonly names: NameTable | null
  /** Whether no other names are drawn unless their sound is asked for. */
  readonly isOnlyNames: boolean
  readonly words: Readonly<Record<QuickWordPart, WordList>>
}

/** Which list has the words of which part. */
const kinds: Readonly<Record<QuickWordPart, WordListKind>> = {
  occupation: 'does',
  manner: 'is',
  wish: 'wants',
}

/** So few names are only drawn as they are. */
const leastForModel = 3
/** Of each part of a name; more would only be more of the same. */
const mostSyllables = 200

/** The tables that a campaign's own lists make. */
export function toOwnTables(lists: WordLists): OwnTables {
  const { entries, isOnly } = lists.names
  const words = Object.fromEntries(quickWordParts.map((part) => [part, lists[kinds[part]]]))
  return {
    names: entries.length === 0 ? null : toNameTable(entries),
    isOnlyNames: isOnly,
    words: words as Record<QuickWordPart, WordList>,
  }
}

/** The names as they are, and after them those of the syllables they are made of. */
function toNameTable(given: readonly string[]): NameTable {
  const split = given.length < leastForModel ? [] : given.flatMap((name) => splitName(name) ?? [])
  const unique = (syllables: readonly string[]): readonly string[] =>
    [...new Map(syllables.map((one) => [foldText(one), one])).values()].slice(0, mostSyllables)
  return {
    given,
    start: unique(split.map(({ start }) => start)),
    middle: unique(split.flatMap(({ middle }) => middle ?? [])),
    end: unique(split.flatMap(({ end }) => end ?? [])),
    family: [],
    isWholeFirst: true,
  }
}

interface SplitName {
  readonly start: string
  readonly middle: string | null
  readonly end: string | null
}

const vowels = 'aeiouyæœøαεηιουωаеёиоуыэюя'
const isVowel = (letter: string): boolean =>
  vowels.includes(letter.normalize('NFD').charAt(0).toLowerCase())

/**
 * The beginning of a given name up to its second syllable, its last syllable, and what is between them. Null for what
 * is no one word of letters whose vowels are known.
 */
function splitName(name: string): SplitName | null {
  const [given = ''] = name.normalize('NFC').split(' ')
  const letters = [...given]
  if (!letters.every((letter) => /\p{L}/u.test(letter))) return null
  const beginnings = syllableBeginnings(letters)
  if (beginnings === null) return null
  const [second] = beginnings
  const last = beginnings.at(-1)
  if (second === undefined || last === undefined) return { start: given, middle: null, end: null }
  const part = (from: number, to?: number) => letters.slice(from, to).join('')
  return {
    start: part(0, second),
    middle: last > second ? part(second, last) : null,
    end: part(last),
  }
}

/** Where each syllable but the first begins: at the last consonant before its vowel. Null without a vowel. */
function syllableBeginnings(letters: readonly string[]): readonly number[] | null {
  const groups = letters.flatMap((letter, at) =>
    isVowel(letter) && !isVowel(letters[at - 1] ?? 'x') ? [at] : [],
  )
  return groups.length === 0 ? null : groups.slice(1).map((at) => at - 1)
}
