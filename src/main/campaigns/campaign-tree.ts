import type { Database } from 'better-sqlite3'
import type { Snippet } from '../../shared/character'
import { createSnippets } from '../search/snippets'
import { compareFound, subjectSearchOf } from '../search/subject-search'

export interface CampaignLine {
  readonly id: number
  readonly name: string
  /** Below the user data folder, with forward slashes; null while the avatar is shown. */
  readonly portrait: string | null
}

export interface CharacterLine extends CampaignLine {
  readonly campaignId: number
  /** A fixed status, the game master's own words, or null for none. */
  readonly status: string | null
  /** With a search: where it is found when that is in a description or in notes, or null. */
  readonly snippet?: Snippet | null
}

export interface CampaignTree {
  readonly campaigns: readonly CampaignLine[]
  /** By campaign and name; with a search the best hits first. */
  readonly characters: readonly CharacterLine[]
}

/**
 * Every campaign and character outside the trash with the path of its current portrait; with a search the
 * characters that it finds in all campaigns, and the campaigns it finds or that these are of.
 */
export function createCampaignTree({ database }: { database: Database }) {
  const campaigns = database.prepare<[], CampaignLine>(
    `SELECT campaign.id, campaign.name, portrait.path AS portrait FROM campaign
     LEFT JOIN portrait ON portrait.id = campaign.current_portrait_id
     WHERE campaign.trashed_at IS NULL ORDER BY campaign.sort_name, campaign.id`,
  )
  const characters = database.prepare<[], CharacterLine>(
    `SELECT character.id, character.campaign_id AS campaignId, character.name,
       character.status, portrait.path AS portrait FROM character
     JOIN campaign ON campaign.id = character.campaign_id AND campaign.trashed_at IS NULL
     LEFT JOIN portrait ON portrait.id = character.current_portrait_id
     WHERE character.trashed_at IS NULL
     ORDER BY character.campaign_id, character.sort_name, character.id`,
  )
  const findPlaces = createSnippets(database)
  const search = subjectSearchOf(database)

  return (text = ''): CampaignTree => {
    const all = { campaigns: campaigns.all(), characters: characters.all() }
    const found = search.find(text)
    if (found === null) return all
    const lines = new Map(all.characters.map((line) => [line.id, line]))
    const hits = found.characters().sort(compareFound)
    const snippets = findPlaces(text, hits)
    const cast = hits.flatMap(({ id }) => {
      const line = lines.get(id)
      return line === undefined ? [] : { ...line, snippet: snippets.get(id) ?? null }
    })
    const homes = new Set(cast.map(({ campaignId }) => campaignId))
    return {
      campaigns: all.campaigns.filter(({ id }) => homes.has(id) || found.hasCampaign(id)),
      characters: cast,
    }
  }
}
