import type { Database } from 'better-sqlite3'
import type { ComparedRecord } from '../../shared/backup'
import { sha256OfText } from '../core/disk/sha256'

/** A record as it is compared: facts by their names in the contract. */
interface Facts {
  readonly kind: 'campaign' | 'character'
  readonly id: number
  readonly campaignId: number
  readonly createdAt: string
  readonly name: string
  readonly portraitId: number | null
  readonly fields: Readonly<Record<string, unknown>>
}

const faces = (kind: 'campaign' | 'character') => `
  portrait.sha256 AS portrait, portrait.id AS portraitId,
  (SELECT group_concat(sha256) FROM (SELECT sha256 FROM portrait AS one
    WHERE one.${kind}_id = ${kind}.id AND one.trashed_at IS NULL ORDER BY sha256)) AS portraits
  FROM ${kind} LEFT JOIN portrait ON portrait.id = ${kind}.current_portrait_id`

interface Row {
  readonly id: number
  readonly campaignId: number
  readonly createdAt: string
  readonly name: string
  readonly portraitId: number | null
  readonly [field: string]: unknown
}

/** Everything outside the trash, campaigns first, as a game master knows it. Throws what SQLite throws. */
export function readFacts(database: Database): Facts[] {
  const campaigns = database
    .prepare<[], Row>(
      `SELECT campaign.id, campaign.id AS campaignId, campaign.created_at AS createdAt,
         campaign.name, campaign.description, themes, tone, language, game_system AS gameSystem,
         campaign.notes, ${faces('campaign')}
       WHERE campaign.trashed_at IS NULL ORDER BY campaign.sort_name, campaign.id`,
    )
    .all()
  const sessions = readSessions(database)
  const characters = database
    .prepare<[], Row>(
      `SELECT character.id, character.campaign_id AS campaignId, character.created_at AS createdAt,
         character.name, race, class, level, gender, character.status, character.description, character.notes,
         ${faces('character')}
       WHERE character.trashed_at IS NULL ORDER BY character.campaign_id, character.sort_name,
         character.id`,
    )
    .all()
  return [
    ...campaigns.map((row) =>
      toFacts('campaign', { ...row, sessions: sessions.get(row.id) ?? null }),
    ),
    ...characters.map((row) => toFacts('character', row)),
  ]
}

interface ComparedSession {
  readonly campaign_id: number
  readonly number: number
  readonly date: string
  readonly title: string
  readonly text: string
}

/** Equal for campaigns whose sessions outside the trash are the same, by the campaign's id. */
function readSessions(database: Database): ReadonlyMap<number, string> {
  const select = database.prepare<[], ComparedSession>(
    `SELECT campaign_id, number, date, title, text FROM session WHERE trashed_at IS NULL
     ORDER BY campaign_id, number`,
  )
  const sums = new Map<number, string>()
  for (const { campaign_id: id, ...session } of select.iterate()) {
    sums.set(id, sha256OfText(JSON.stringify([sums.get(id), session])))
  }
  return sums
}

function toFacts(kind: Facts['kind'], row: Row): Facts {
  const { id, campaignId, createdAt, portraitId, ...fields } = row
  return { kind, id, campaignId, createdAt, name: row.name, portraitId, fields }
}

/**
 * Equal for a record here and the same one there. The id alone is not enough: every library counts its own.
 */
export function keyOf({ kind, id, createdAt }: Pick<Facts, 'kind' | 'id' | 'createdAt'>): string {
  return `${kind} ${id} ${createdAt}`
}

/** Every record of a backup beside that of now, and those that are only here. */
export function compareRecords(there: Database, here: Database): ComparedRecord[] {
  const now = new Map(readFacts(here).map((facts) => [keyOf(facts), facts]))
  const compared = readFacts(there).map((facts): ComparedRecord => {
    const same = now.get(keyOf(facts))
    now.delete(keyOf(facts))
    const { kind, id, name, campaignId, portraitId } = facts
    const record = { kind, id, name, campaignId, portraitId }
    if (same === undefined) return { ...record, state: 'only-there', differences: [] }
    const differences = Object.keys(facts.fields).filter(
      (field) => facts.fields[field] !== same.fields[field],
    )
    return { ...record, state: differences.length === 0 ? 'same' : 'different', differences }
  })
  const onlyHere = Array.from(now.values(), ({ kind, id, name, campaignId }): ComparedRecord => {
    const state = 'only-here'
    return { kind, id, name, campaignId, state, differences: [], portraitId: null }
  })
  return [...compared, ...onlyHere]
}
