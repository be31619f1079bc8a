import type { Database } from 'better-sqlite3'
import { findByIndex } from '../../core/database/search-index'
import {
  containsPattern,
  holdsWords,
  prefixQuery,
  signPattern,
  wordPatterns,
} from '../../core/database/search-words'

/**
 * Finds portraits by the name of whose they are, by their prompt and by the name their file came with;
 * null for an empty text, which finds them all. Nothing typed is read as query syntax.
 */
export function createGallerySearch(database: Database): (text: string) => Set<number> | null {
  const byWords = database
    .prepare<[string], number>('SELECT rowid FROM portrait_search WHERE portrait_search MATCH ?')
    .pluck()
  const bySigns = database
    .prepare<[{ readonly pattern: string; readonly signs: string }], number>(
      `SELECT portrait.id FROM portrait
       LEFT JOIN character ON character.id = portrait.character_id
       LEFT JOIN campaign ON campaign.id = portrait.campaign_id
       WHERE portrait.trashed_at IS NULL AND (
         coalesce(character.sort_name, campaign.sort_name) LIKE :signs ESCAPE '\\'
         OR portrait.prompt LIKE :pattern ESCAPE '\\'
         OR portrait.original_name LIKE :pattern ESCAPE '\\')`,
    )
    .pluck()
  const names = "coalesce(character.search_name, campaign.search_name, '')"
  const byReading = database
    .prepare<[{ readonly words: string }], number>(
      `SELECT portrait.id FROM portrait
       LEFT JOIN character ON character.id = portrait.character_id
       LEFT JOIN campaign ON campaign.id = portrait.campaign_id
       WHERE ${holdsWords(`${names} || ' ' || portrait.search_text`)}`,
    )
    .pluck()
  return (text) => {
    if (text.trim() === '') return null
    const match = prefixQuery(text)
    // Only signs, such as an emoji: the word index does not hold them.
    return new Set(
      match === null
        ? bySigns.all({ pattern: containsPattern(text), signs: signPattern(text) })
        : findByIndex(
            database,
            () => byWords.all(match),
            () => byReading.all({ words: wordPatterns(text) }),
          ),
    )
  }
}
