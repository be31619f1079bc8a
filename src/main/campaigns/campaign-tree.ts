import type { Database } from 'better-sqlite3'
import { createMatcher } from '../../shared/search'
import { findByIndex } from '../core/database/search-index'
import { holdsWords, prefixQuery, signPattern, wordPatterns } from '../core/database/search-words'

export interface CampaignLine {
  readonly id: number
  readonly name: string
  /** Below the user data folder, with forward slashes; null while the avatar is shown. */
  readonly portrait: string | null
}

export interface CharacterLine extends CampaignLine {
  readonly campaignId: number
}

/**
 * Every campaign and character outside the trash with the path of its current portrait; with a search the
 * characters it finds in the wall and the palette, and the campaigns it finds or that these are of.
 */
export function createCampaignTree({ database }: { database: Database }) {
  const campaigns = database.prepare<[], CampaignLine>(
    `SELECT campaign.id, campaign.name, portrait.path AS portrait FROM campaign
     LEFT JOIN portrait ON portrait.id = campaign.current_portrait_id
     WHERE campaign.trashed_at IS NULL ORDER BY campaign.sort_name, campaign.id`,
  )
  const characters = database.prepare<[], CharacterLine>(
    `SELECT character.id, character.campaign_id AS campaignId, character.name,
       portrait.path AS portrait FROM character
     JOIN campaign ON campaign.id = character.campaign_id AND campaign.trashed_at IS NULL
     LEFT JOIN portrait ON portrait.id = character.current_portrait_id
     WHERE character.trashed_at IS NULL
     ORDER BY character.campaign_id, character.sort_name, character.id`,
  )
  const byWords = database
    .prepare<[string], number>('SELECT rowid FROM character_search WHERE character_search MATCH ?')
    .pluck()
  const bySigns = database
    .prepare<[string], number>(`SELECT id FROM character WHERE sort_name LIKE ? ESCAPE '\\'`)
    .pluck()

  const byReading = database
    .prepare<[{ words: string }], number>(
      `SELECT id FROM character WHERE ${holdsWords("search_name || ' ' || search_facts")}`,
    )
    .pluck()

  return (search = '') => {
    const all = { campaigns: campaigns.all(), characters: characters.all() }
    if (search.trim() === '') return all
    const match = prefixQuery(search)
    const hits = new Set(
      match === null
        ? bySigns.all(signPattern(search))
        : findByIndex(
            database,
            () => byWords.all(match),
            () => byReading.all({ words: wordPatterns(search) }),
          ),
    )
    const found = all.characters.filter(({ id }) => hits.has(id))
    const homes = new Set(found.map(({ campaignId }) => campaignId))
    const answers = createMatcher(search, 'word-start')
    return {
      campaigns: all.campaigns.filter(({ id, name }) => homes.has(id) || answers(name)),
      characters: found,
    }
  }
}
