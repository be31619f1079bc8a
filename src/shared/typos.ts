import { createMatcher, searchTerms, searchText } from './search'

/** How a word answers to a typed one, the best first. */
export const wordQuality = { exact: 0, beginning: 1, inside: 2, typo: 3 } as const
export type WordQuality = (typeof wordQuality)[keyof typeof wordQuality]

/** From this length on a word may also go on after what was typed with a typo. */
const goesOnFrom = 5
const longest = 64

/** How many typos a typed word may have: none in short words and in numbers, two from eight letters on. */
export function typosIn(typed: string): 0 | 1 | 2 {
  if (typed.length <= 3 || typed.length >= longest || /^\d+$/.test(typed)) return 0
  return typed.length < 8 ? 1 : 2
}

/** How this folded word answers to the typed one, or null when it does not. */
export function matchWord(word: string, typed: string): WordQuality | null {
  const at = word.indexOf(typed)
  if (at === 0) return word.length === typed.length ? wordQuality.exact : wordQuality.beginning
  if (at > 0) return wordQuality.inside
  return isTypoOf(word, typed) ? wordQuality.typo : null
}

let before = new Uint8Array(longest * 2)
let above = new Uint8Array(longest * 2)
let row = new Uint8Array(longest * 2)

/**
 * Whether the word, or from five letters on a beginning of it that ends with the same letter, was typed with no
 * more typos than `typosIn` allows: a letter too many, too few or another one, or two neighbours exchanged
 * (Damerau–Levenshtein in its restricted form).
 */
export function isTypoOf(word: string, typed: string): boolean {
  const most = typosIn(typed)
  if (most === 0 || word.length < typed.length - most) return false
  const mayGoOn = typed.length >= goesOnFrom
  if (!mayGoOn && word.length > typed.length + most) return false
  const width = Math.min(word.length, typed.length + most)
  for (let j = 0; j <= width; j += 1) row[j] = j
  for (let i = 1; i <= typed.length; i += 1) {
    nextRow()
    if (fillRow(word, typed, { i, width }) > most) return false
  }
  if (width === word.length && (row[width] ?? 0) <= most) return true
  if (!mayGoOn) return false
  const last = typed.charCodeAt(typed.length - 1)
  for (let j = typed.length - most; j <= width; j += 1) {
    if ((row[j] ?? 0) <= most && word.charCodeAt(j - 1) === last) return true
  }
  return false
}

function nextRow(): void {
  const free = before
  before = above
  above = row
  row = free
}

/** Fills the row of the i-th typed letter, and answers the least that is in it. */
function fillRow(
  word: string,
  typed: string,
  { i, width }: { readonly i: number; readonly width: number },
): number {
  const letter = typed.charCodeAt(i - 1)
  row[0] = i
  let least = i
  for (let j = 1; j <= width; j += 1) {
    const other = word.charCodeAt(j - 1)
    let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
    cost = Math.min(cost, (above[j - 1] ?? 0) + (letter === other ? 0 : 1))
    const isExchange =
      i > 1 && j > 1 && letter === word.charCodeAt(j - 2) && other === typed.charCodeAt(i - 2)
    if (isExchange) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
    row[j] = cost
    if (cost < least) least = cost
  }
  return least
}

/**
 * Of these the first ones that answer to what was typed, by the words written for each: first those that hold it,
 * then those that hold it with a typo. `beginsWord` asks that it begins a word there.
 */
export function findWithTypos<Item>(
  items: readonly Item[],
  typed: string,
  options: {
    readonly wordsOf: (item: Item) => string
    readonly most?: number
    readonly beginsWord?: boolean
  },
): Item[] {
  const { wordsOf, most = items.length, beginsWord = false } = options
  const holds = createMatcher(typed, beginsWord ? 'word-start' : 'anywhere')
  const found: Item[] = []
  for (const item of items) {
    if (found.length === most) return found
    if (holds(wordsOf(item))) found.push(item)
  }
  const terms = searchTerms(typed)
  if (terms === null) return found
  const known = new Set(found)
  for (const item of items) {
    if (found.length === most) break
    if (known.has(item)) continue
    const words = searchText(wordsOf(item)).split(' ')
    const isClose = (way: string) =>
      words.some((word) => word.startsWith(way) || isTypoOf(word, way))
    if (terms.every((ways) => ways.some(isClose))) found.push(item)
  }
  return found
}
