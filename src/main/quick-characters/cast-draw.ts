import type { Database } from 'better-sqlite3'
import type { CastDraw, RecencyWeight } from '../../shared/cast-draw'
import { type CastQuery, type Character, castIdsSchema } from '../../shared/character'
import { AppError } from '../../shared/errors'
import type { Campaigns } from '../campaigns/campaigns'
import type { CharacterList } from '../campaigns/character-list'
import type { Characters } from '../campaigns/characters'
import type { Sessions } from '../sessions/sessions'
import { drawBelow } from './draw'

export interface CastDrawOptions {
  readonly database: Database
  readonly campaigns: Pick<Campaigns, 'read'>
  readonly characters: Pick<Characters, 'read'>
  readonly cast: Pick<CharacterList, 'ids'>
  readonly sessions: Pick<Sessions, 'addLine'>
}

export type CastDraws = ReturnType<typeof createCastDraws>

/** Draws a character of a cast who turns up. */
export function createCastDraws({
  database,
  campaigns,
  characters,
  cast,
  sessions,
}: CastDrawOptions) {
  // Seen last in the newest session; who was seen in none follows, by the last change.
  const selectByRecency = database
    .prepare<{ readonly campaignId: number; readonly ids: string }, number>(
      `WITH seen AS (
         SELECT character_id, max(number * 16777216 + last_place) AS latest
         FROM session JOIN session_mention ON session_id = session.id
         WHERE session.campaign_id = :campaignId AND session.trashed_at IS NULL
         GROUP BY character_id)
       SELECT character.id FROM json_each(:ids) AS one JOIN character ON character.id = one.value
       LEFT JOIN seen ON seen.character_id = character.id
       WHERE character.status IS NOT 'dead' AND character.trashed_at IS NULL
       ORDER BY latest DESC NULLS LAST, character.updated_at DESC, character.id`,
    )
    .pluck()

  return {
    /**
     * Draws one of a selection; the dead and those in the trash never. Throws AppError `not-found`, `in-trash`, or
     * `no-one-to-draw` where no one is left.
     */
    draw({ seed, weight, except, ...selection }: CastDraw): Character {
      const { campaignId } = selection
      if (campaigns.read(campaignId).trashedAt !== null) throw new AppError('in-trash')
      const query: CastQuery = castIdsSchema.parse(selection)
      const all = selectByRecency.all({ campaignId, ids: JSON.stringify(cast.ids(query)) })
      const others = all.filter((id) => id !== except)
      const drawn = drawWeighted(others.length > 0 ? others : all, weight, seed)
      if (drawn === undefined) throw new AppError('no-one-to-draw')
      return characters.read(drawn)
    },

    /** Notes in the open session, if there is one, that this character has turned up. Throws AppError `not-found`. */
    note(id: number): void {
      const { campaignId } = characters.read(id)
      sessions.addLine({ campaignId, kind: 'drawn', characterId: id })
    },
  }
}

/** One of the ids, which begin with the most recent. Weighted, the first of n is n times as likely as the last. */
function drawWeighted(
  ids: readonly number[],
  weight: RecencyWeight,
  seed: string,
): number | undefined {
  const { length } = ids
  if (weight === 'none') return ids[drawBelow(length, seed, 'cast')]
  let left = drawBelow((length * (length + 1)) / 2, seed, 'cast')
  const place = ids.findIndex((_, at) => {
    left -= weight === 'recent' ? length - at : at + 1
    return left < 0
  })
  return ids[place]
}
