import { searchTerms, searchText } from '../../../shared/search'
import { signKey, sortKey } from '../../../shared/sort-key'

/**
 * What the game master typed as an FTS5 query in which every word may go on: `elo si` finds
 * "Elowen Silverleaf". Null when there is no letter or digit in it. Words are quoted, so nothing
 * typed is ever read as query syntax (https://www.sqlite.org/fts5.html, "FTS5 Strings").
 */
export function prefixQuery(text: string): string | null {
  const terms = searchTerms(text)
  if (terms === null) return null
  return terms.map((ways) => `(${ways.map((way) => `"${way}"*`).join(' OR ')})`).join(' AND ')
}

/** SQL that holds where every word of `:words`, as `wordPatterns` makes them, begins a word of this search text. */
export function holdsWords(searched: string): string {
  return `NOT EXISTS (SELECT 1 FROM json_each(:words) AS word
    WHERE ' ' || ${searched} NOT LIKE word.value ESCAPE '\\')`
}

/** What was typed, word by word, for `holdsWords`. */
export function wordPatterns(text: string): string {
  const words = searchText(text)
    .split(' ')
    .filter((word) => word !== '')
  return JSON.stringify(words.map((word) => `% ${containsPattern(word).slice(1)}`))
}

/** A LIKE pattern that finds text without letters or digits anywhere in a sort key; its escape is a backslash. */
export const signPattern = (text: string): string => containsPattern(signKey(text.trim()))

/** A LIKE pattern that finds the text anywhere; its escape is a backslash. */
export function containsPattern(text: string): string {
  return `%${text
    .slice(0, 500)
    .trim()
    .replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** A name with what its row is sorted and found by. */
export function nameColumns(name: string) {
  return { name, sort_name: sortKey(name), search_name: searchText(name) }
}
