import { isUnspacedWord, type SearchTerm } from '../../shared/search'
import { isTypoOf, typosIn, type WordQuality, wordQuality } from '../../shared/typos'

/** So many fields a text can be in, the most important first. */
const fieldCount = 5
/** From this field on a text is long, and short pieces of words would find nearly everything. */
const firstLongField = 3
/** The field of the names of tags, which stand in an index of their own. */
export const tagField = 2
const qualityCount = 4
const noQuality = 255

/** The rank of a term: its field, then how the word answers, counted from 1; 0 where it is not found. */
export const rankOf = (field: number, quality: number): number => field * qualityCount + quality + 1

/** The field of a rank that is not 0. */
export const fieldOfRank = (rank: number): number => Math.floor((rank - 1) / qualityCount)

interface WordIndexOptions {
  /** The search text of a field, to look for a phrase in. */
  readonly readText: (key: number, field: number) => string
}

/**
 * The words of many texts in memory, each with where it stands. What is searched for is compared with every
 * different word, of which there are few, and not with every text. A text that changes gets a new place; the
 * place it had stays empty.
 */
export class WordIndex {
  readonly #options: WordIndexOptions
  readonly #ids = new Map<string, number>()
  readonly #words: string[] = []
  readonly #isSign: boolean[] = []
  /** Which letters a word has, one bit for each of the Latin ones. */
  #letters = new Uint32Array(1_024)
  /** For each word `place * fieldCount + field`, ascending. */
  readonly #postings: number[][] = []
  readonly #places = new Map<number, number>()
  readonly #keys: number[] = []

  constructor(options: WordIndexOptions) {
    this.#options = options
  }

  /** How many places there are, the empty ones too. */
  get size(): number {
    return this.#keys.length
  }

  /** How many texts there are. */
  get count(): number {
    return this.#places.size
  }

  keys(): IterableIterator<number> {
    return this.#places.keys()
  }

  /** The place of a text, or -1. */
  placeOf(key: number): number {
    return this.#places.get(key) ?? -1
  }

  /** The key of the text at a place, or null where it is empty. */
  keyAt(place: number): number | null {
    const key = this.#keys[place]
    return key === undefined || this.#places.get(key) !== place ? null : key
  }

  /** Adds the search texts of the fields, or takes them instead of the ones there were, and answers their place. */
  add(key: number, fields: readonly string[]): number {
    const place = this.#keys.push(key) - 1
    this.#places.set(key, place)
    for (const [field, text] of fields.entries()) {
      if (text !== '') this.#addWords(text, place * fieldCount + field)
    }
    return place
  }

  remove(key: number): void {
    this.#places.delete(key)
  }

  /** For each place the rank of a term, 0 where it is not found. Empty places may have one as well. */
  ranksOf(term: SearchTerm): Uint8Array {
    const ranks = new Uint8Array(this.size)
    for (const way of term) {
      const words = way.split(' ')
      if (words.length === 1) this.#rankWord(way, ranks)
      else this.#rankPhrase(words, ranks)
    }
    return ranks
  }

  #addWords(text: string, code: number): void {
    let former = ''
    let wasSign = false
    for (const word of text.split(' ')) {
      if (word === '·') {
        former = ''
        continue
      }
      const isSign = this.#isSign[this.#post(word, code)] === true
      // What is written without spaces is found by any stretch of it, so neighbours are a word together.
      if (former !== '' && (isSign || wasSign)) this.#post(`${former} ${word}`, code)
      former = word
      wasSign = isSign
    }
  }

  #post(word: string, code: number): number {
    const id = this.#ids.get(word) ?? this.#addWord(word)
    const postings = this.#postings[id]
    if (postings !== undefined && postings[postings.length - 1] !== code) postings.push(code)
    return id
  }

  #addWord(word: string): number {
    const id = this.#words.push(word) - 1
    this.#ids.set(word, id)
    this.#isSign.push(isUnspacedWord(word))
    this.#postings.push([])
    if (id >= this.#letters.length) {
      const larger = new Uint32Array(this.#letters.length * 2)
      larger.set(this.#letters)
      this.#letters = larger
    }
    this.#letters[id] = lettersOf(word)
    return id
  }

  #rankWord(typed: string, ranks: Uint8Array): void {
    const typos = typosIn(typed)
    const letters = lettersOf(typed)
    for (let id = 0; id < this.#words.length; id += 1) {
      const missing = letters & ~(this.#letters[id] ?? 0)
      if (missing !== 0 && (typos === 0 || bitsIn(missing) > typos)) continue
      const word = this.#words[id] ?? ''
      if (word.includes(' ')) continue
      const quality = missing === 0 ? qualityOf(word, typed) : typoQuality(word, typed)
      if (quality !== noQuality) this.#rankPostings(id, { quality, length: typed.length, ranks })
    }
  }

  #rankPostings(
    id: number,
    found: { readonly quality: number; readonly length: number; readonly ranks: Uint8Array },
  ): void {
    const { quality, length, ranks } = found
    const isWhole = quality === wordQuality.exact
    const counts = Array.from({ length: fieldCount }, (_, field) => {
      if (isWhole || length >= 3) return true
      const isBeginning = quality === wordQuality.beginning
      return field < firstLongField ? isBeginning || length === 2 : isBeginning && length === 2
    })
    for (const code of this.#postings[id] ?? []) {
      const field = code % fieldCount
      if (counts[field] !== true) continue
      improve(ranks, (code - field) / fieldCount, rankOf(field, quality))
    }
  }

  // Every part of the phrase has to be in the same field; the last word may go on.
  #rankPhrase(words: readonly string[], ranks: Uint8Array): void {
    const parts = partsOf(words)
    let found: Map<number, WordQuality> | null = null
    for (const [at, part] of parts.entries()) {
      const isLast = at === parts.length - 1
      const next: Map<number, WordQuality> = isLast
        ? this.#codesOfBeginning(part)
        : this.#codesOf(part, wordQuality.exact)
      found = found === null ? next : both(found, next)
    }
    const isSure = words.length < 3 || !words.some(isUnspacedWord)
    for (const [code, quality] of found ?? []) {
      const field = code % fieldCount
      const place = (code - field) / fieldCount
      const rank = rankOf(field, quality)
      if ((ranks[place] ?? 0) !== 0 && (ranks[place] ?? 0) <= rank) continue
      if (isSure || this.#holds(place, field, words.join(' '))) improve(ranks, place, rank)
    }
  }

  #codesOf(word: string, quality: WordQuality): Map<number, WordQuality> {
    const id = this.#ids.get(word)
    const codes = id === undefined ? [] : (this.#postings[id] ?? [])
    return new Map(codes.map((code) => [code, quality]))
  }

  #codesOfBeginning(beginning: string): Map<number, WordQuality> {
    const codes = this.#codesOf(beginning, wordQuality.exact)
    for (const [id, word] of this.#words.entries()) {
      if (word.length <= beginning.length || !word.startsWith(beginning)) continue
      for (const code of this.#postings[id] ?? []) {
        if (!codes.has(code)) codes.set(code, wordQuality.beginning)
      }
    }
    return codes
  }

  #holds(place: number, field: number, phrase: string): boolean {
    const key = this.keyAt(place)
    return key !== null && ` ${this.#options.readText(key, field)}`.includes(` ${phrase}`)
  }
}

/** Writes a rank at a place, unless there is a better one. */
export function improve(ranks: Uint8Array, place: number, rank: number): void {
  const known = ranks[place] ?? 0
  if (known === 0 || rank < known) ranks[place] = rank
}

function qualityOf(word: string, typed: string): number {
  const at = word.indexOf(typed)
  if (at === 0) return word.length === typed.length ? wordQuality.exact : wordQuality.beginning
  return at > 0 ? wordQuality.inside : typoQuality(word, typed)
}

function typoQuality(word: string, typed: string): number {
  return isTypoOf(word, typed) ? wordQuality.typo : noQuality
}

/** The words of a phrase as the index holds them: together where one of two neighbours is written without spaces. */
function partsOf(words: readonly string[]): string[] {
  const parts: string[] = []
  let isPaired = false
  for (const [at, word] of words.entries()) {
    const next = words[at + 1]
    const isPair = next !== undefined && (isUnspacedWord(word) || isUnspacedWord(next))
    if (isPair) parts.push(`${word} ${next}`)
    else if (!isPaired) parts.push(word)
    isPaired = isPair
  }
  return parts
}

function both(
  one: ReadonlyMap<number, WordQuality>,
  other: ReadonlyMap<number, WordQuality>,
): Map<number, WordQuality> {
  const found = new Map<number, WordQuality>()
  for (const [code, quality] of other) if (one.has(code)) found.set(code, quality)
  return found
}

function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at)
    letters |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return letters >>> 0
}

function bitsIn(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}
