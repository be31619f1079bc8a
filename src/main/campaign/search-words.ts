import { foldText } from '../../shared/text'

/**
 * What the game master typed as an FTS5 query in which every word may go on: `elo si` finds
 * "Elowen Silverleaf". Null when there is no letter or digit in it. Words are quoted, so nothing
 * typed is ever read as query syntax (https://www.sqlite.org/fts5.html, "FTS5 Strings").
 */
export function prefixQuery(text: string): string | null {
  const words = text.slice(0, 500).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)
  if (words === null) return null
  return words
    .slice(0, 12)
    .map((word) => `(${formsOf(word).join(' OR ')})`)
    .join(' AND ')
}

// The index folds the marks of Latin letters alone, and holds a name in the form it was written in:
// a folded Korean or Russian word is not in it, nor one form of it where the other was stored.
function formsOf(word: string): string[] {
  const forms = new Set([foldText(word), word.normalize('NFC'), word.normalize('NFD')])
  return [...forms].map((form) => `"${form}"*`)
}

/** A LIKE pattern that finds the text anywhere in a folded name; its escape is a backslash. */
export function containsPattern(text: string): string {
  return `%${foldText(text.slice(0, 500).trim()).replaceAll(/[\\%_]/g, '\\$&')}%`
}
