import type { Database } from 'better-sqlite3'
import type { Snippet } from '../../shared/character'
import type { TagFilter } from '../../shared/tag'
import { createSnippets } from '../search/snippets'
import { compareFound, subjectSearchOf } from '../search/subject-search'
import { tagMembersOf } from '../tags/tag-members'

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
  /** The names of their tags, by name. */
  readonly tags: readonly string[]
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
 * characters that it finds in all campaigns, and the campaigns it finds or that these are of; with a filter only the
 * characters that pass it, and their campaigns.
 */
export function createCampaignTree({ database }: { database: Database }) {
  const campaigns = database.prepare<[], CampaignLine>(
    `SELECT campaign.id, campaign.name, portrait.path AS portrait FROM campaign
     LEFT JOIN portrait ON portrait.id = campaign.current_portrait_id
     WHERE campaign.trashed_at IS NULL ORDER BY campaign.sort_name, campaign.id`,
  )
  const characters = database.prepare<[], Omit<CharacterLine, 'tags'>>(
    `SELECT character.id, character.campaign_id AS campaignId, character.name,
       character.status, portrait.path AS portrait FROM character
     JOIN campaign ON campaign.id = character.campaign_id AND campaign.trashed_at IS NULL
     LEFT JOIN portrait ON portrait.id = character.current_portrait_id
     WHERE character.trashed_at IS NULL
     ORDER BY character.campaign_id, character.sort_name, character.id`,
  )
  const findPlaces = createSnippets(database)
  const search = subjectSearchOf(database)

  const selectTags = database
    .prepare<[], readonly [number, string]>(
      `SELECT character_id, tag.name FROM character_tag JOIN tag ON tag.id = tag_id
       ORDER BY character_id, tag.sort_name, tag.id`,
    )
    .raw()

  function readAll(filter: TagFilter | undefined) {
    const match = tagMembersOf(database).match('character', filter)
    const tags = Map.groupBy(selectTags.all(), ([id]) => id)
    const cast = characters
      .all()
      .filter(({ id }) => match === null || match.has(id))
      .map((line) => ({ ...line, tags: (tags.get(line.id) ?? []).map(([, name]) => name) }))
    return { campaigns: campaigns.all(), characters: cast, isFiltered: match !== null }
  }

  return (text = '', filter?: TagFilter): CampaignTree => {
    const { isFiltered, ...all } = readAll(filter)
    const found = search.find(text)
    if (found === null) return isFiltered ? { ...all, campaigns: ofCast(all, all.characters) } : all
    const lines = new Map(all.characters.map((line) => [line.id, line]))
    const hits = found.characters().sort(compareFound)
    const snippets = findPlaces(text, hits)
    const cast = hits.flatMap(({ id }) => {
      const line = lines.get(id)
      return line === undefined ? [] : { ...line, snippet: snippets.get(id) ?? null }
    })
    const campaignsFound = isFiltered
      ? ofCast(all, cast)
      : ofCast(all, cast, (id) => found.hasCampaign(id))
    return { campaigns: campaignsFound, characters: cast }
  }
}

/** The campaigns of these characters, and those that are wanted anyway. */
function ofCast(
  { campaigns }: Pick<CampaignTree, 'campaigns'>,
  cast: readonly CharacterLine[],
  isWanted: (id: number) => boolean = () => false,
): CampaignLine[] {
  const ids = new Set(cast.map(({ campaignId }) => campaignId))
  return campaigns.filter(({ id }) => ids.has(id) || isWanted(id))
}
