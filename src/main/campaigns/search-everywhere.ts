import type { Database } from 'better-sqlite3'
import type { CharacterHits } from '../../shared/character'
import { createSnippets } from '../search/snippets'
import { subjectSearchOf } from '../search/subject-search'
import { type CardRow, cardColumns, portraitJoin, toCard } from './cards'

interface HitRow extends CardRow {
  readonly campaign_name: string
}

export type SearchEverywhere = ReturnType<typeof createSearchEverywhere>

/** Finds characters in all campaigns, the best hits first, and counts them all. */
export function createSearchEverywhere({ database }: { database: Database }) {
  const search = subjectSearchOf(database)
  const findPlaces = createSnippets(database)
  const selectCards = database.prepare<[string], HitRow>(
    `SELECT ${cardColumns}, campaign.name AS campaign_name FROM character
     JOIN campaign ON campaign.id = character.campaign_id ${portraitJoin('character')}
     WHERE character.id IN (SELECT value FROM json_each(?))`,
  )

  return (text: string, limit: number): CharacterHits => {
    const found = search.find(text)
    if (found === null) return { total: 0, hits: [] }
    const best = found.best(limit)
    const rows = new Map(
      selectCards.all(JSON.stringify(best.map(({ id }) => id))).map((row) => [row.id, row]),
    )
    const snippets = findPlaces(text, best)
    const hits = best.flatMap(({ id }) => {
      const row = rows.get(id)
      if (row === undefined) return []
      return {
        ...toCard(row),
        campaignName: row.campaign_name,
        snippet: snippets.get(id) ?? null,
      }
    })
    return { total: found.count(), hits }
  }
}
