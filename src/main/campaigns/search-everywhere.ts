import type { Database } from 'better-sqlite3'
import type { CharacterHit } from '../../shared/character'
import { searchText } from '../../shared/search'
import { findByIndex } from '../core/database/search-index'
import { holdsWords, prefixQuery, signPattern, wordPatterns } from '../core/database/search-words'
import { type CardRow, cardColumns, portraitJoin, toCard } from './cards'

/** How many hits are looked at to find the best ones. */
const hitsConsidered = 400

interface HitRow extends CardRow {
  readonly campaign_name: string
  readonly sort_name: string
  readonly search_name: string
}

const columns = `${cardColumns}, character.sort_name, character.search_name,
  campaign.name AS campaign_name`
const joins = `JOIN campaign ON campaign.id = character.campaign_id ${portraitJoin('character')}`
const visible = 'character.trashed_at IS NULL AND campaign.trashed_at IS NULL'

export type SearchEverywhere = ReturnType<typeof createSearchEverywhere>

/** Finds characters in all campaigns: names that begin with the text first, then the others. */
export function createSearchEverywhere({ database }: { database: Database }) {
  const byWords = database.prepare<[string, number], HitRow>(
    `SELECT ${columns} FROM character_search
     JOIN character ON character.id = character_search.rowid ${joins}
     WHERE character_search MATCH ? AND ${visible} LIMIT ?`,
  )
  const byPattern = database.prepare<[string, number], HitRow>(
    `SELECT ${columns} FROM character ${joins}
     WHERE character.sort_name LIKE ? ESCAPE '\\' AND ${visible} LIMIT ?`,
  )

  const byReading = database.prepare<[{ words: string; limit: number }], HitRow>(
    `SELECT ${columns} FROM character ${joins}
     WHERE ${holdsWords("character.search_name || ' ' || character.search_facts")} AND ${visible}
     LIMIT :limit`,
  )

  return (text: string, limit: number): CharacterHit[] => {
    if (text.trim() === '') return []
    const match = prefixQuery(text)
    const rows =
      match === null
        ? byPattern.all(signPattern(text), limit)
        : findByIndex(
            database,
            () => byWords.all(match, hitsConsidered),
            () => byReading.all({ words: wordPatterns(text), limit: hitsConsidered }),
          )
    const start = searchText(text)
    const rank = (row: HitRow): number => (row.search_name.startsWith(start) ? 0 : 1)
    return rows
      .sort((one, other) => rank(one) - rank(other) || (one.sort_name < other.sort_name ? -1 : 1))
      .slice(0, limit)
      .map((row) => ({ ...toCard(row), campaignName: row.campaign_name }))
  }
}
