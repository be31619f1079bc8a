import type { Database } from 'better-sqlite3'
import type { Subject } from '../../shared/subject'

/** A portrait outside the trash that a picture was stored as before. */
export interface KnownPicture {
  readonly portraitId: number
  readonly subject: Subject | null
  readonly name: string | null
}

interface Row {
  readonly id: number
  readonly campaign_id: number | null
  readonly character_id: number | null
  readonly name: string | null
}

// Stored as it came, cleaned or converted first, or made smaller since.
const isSame = `(portrait.received_sha256 = :sha256 OR portrait.sha256 = :sha256
  OR portrait.id IN (SELECT portrait_id FROM compressed_portrait WHERE original_sha256 = :sha256))`

const select = `SELECT portrait.id, portrait.campaign_id, portrait.character_id,
    coalesce(campaign.name, character.name) AS name
  FROM portrait
  LEFT JOIN campaign ON campaign.id = portrait.campaign_id
  LEFT JOIN character ON character.id = portrait.character_id
  LEFT JOIN campaign AS home ON home.id = character.campaign_id
  WHERE ${isSame} AND portrait.trashed_at IS NULL AND campaign.trashed_at IS NULL
    AND character.trashed_at IS NULL AND home.trashed_at IS NULL`

/** Whether a picture is in the library already, by the SHA-256 of its bytes as they came. */
export class KnownPictures {
  readonly #anywhere
  readonly #inCast
  readonly #of

  constructor(database: Database) {
    this.#anywhere = database.prepare<[{ sha256: string }], Row>(
      `${select} ORDER BY portrait.id LIMIT 1`,
    )
    this.#inCast = database.prepare<[{ sha256: string; id: number }], Row>(
      `${select} AND character.campaign_id = :id ORDER BY portrait.id LIMIT 1`,
    )
    this.#of = {
      campaign: database.prepare<[{ sha256: string; id: number }], Row>(
        `${select} AND portrait.campaign_id = :id ORDER BY portrait.id LIMIT 1`,
      ),
      character: database.prepare<[{ sha256: string; id: number }], Row>(
        `${select} AND portrait.character_id = :id ORDER BY portrait.id LIMIT 1`,
      ),
    } as const
  }

  /** Whether or not it is assigned, and to which subject. */
  anywhere = (sha256: string): KnownPicture | null => asKnown(this.#anywhere.get({ sha256 }))

  /** As the portrait of a character of this campaign. */
  inCast = (campaignId: number, sha256: string): KnownPicture | null =>
    asKnown(this.#inCast.get({ sha256, id: campaignId }))

  of = ({ kind, id }: Subject, sha256: string): KnownPicture | null =>
    asKnown(this.#of[kind].get({ sha256, id }))
}

function asKnown(row: Row | undefined): KnownPicture | null {
  if (row === undefined) return null
  const { id: portraitId, campaign_id, character_id, name } = row
  if (campaign_id !== null) {
    return { portraitId, subject: { kind: 'campaign', id: campaign_id }, name }
  }
  if (character_id !== null) {
    return { portraitId, subject: { kind: 'character', id: character_id }, name }
  }
  return { portraitId, subject: null, name }
}
