import { type SearchTerm, searchTerms, searchText } from '../../shared/search'
import { signKey } from '../../shared/sort-key'

/** What was typed, taken apart once. */
export interface TypedText {
  /** All of them have to be found; null where there is no letter or digit. */
  readonly terms: readonly SearchTerm[] | null
  /** The words in a row, as a name begins with them. */
  readonly words: string
  /** Where there is neither letter nor digit, what is looked for in sort keys. */
  readonly signs: string
}

/** Takes apart what was typed; null for nothing, which finds everything. */
export function readTyped(text: string): TypedText | null {
  if (text.trim() === '') return null
  const typed = text.slice(0, 500)
  return { terms: searchTerms(typed), words: searchText(typed), signs: signKey(typed.trim()) }
}

/** For each place the worst rank of all terms, 0 where one of them is not found. */
export function worstRanks(ranks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = ranks
  const worst = first === undefined ? new Uint8Array(size) : Uint8Array.from(first)
  for (const next of ranks.slice(1)) {
    for (let place = 0; place < worst.length; place += 1) {
      const rank = next[place] ?? 0
      if (rank === 0) worst[place] = 0
      else if (worst[place] !== 0 && rank > (worst[place] ?? 0)) worst[place] = rank
    }
  }
  return worst
}
