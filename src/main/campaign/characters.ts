import type { Database } from 'better-sqlite3'
import type { Character, CharacterFields } from '../../shared/character'
import { AppError } from '../../shared/errors'
import { defaultAvatarStyle } from '../../shared/portrait'
import { foldText } from '../../shared/text'
import { type Clock, timestamp } from '../database/clock'
import { type CardRow, portraitColumns, portraitJoin, toCard } from './cards'
import { assignments, insertion } from './columns'

interface CharacterRow extends CardRow {
  readonly gender: string
  readonly description: string
  readonly notes: string
  readonly created_at: string
  readonly updated_at: string
  readonly trashed_at: string | null
}

function toCharacter(row: CharacterRow): Character {
  return {
    ...toCard(row),
    gender: row.gender,
    description: row.description,
    notes: row.notes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    trashedAt: row.trashed_at,
  }
}

function toColumns(fields: Partial<CharacterFields>) {
  return {
    name: fields.name,
    sort_name: fields.name === undefined ? undefined : foldText(fields.name),
    race: fields.race,
    class: fields.class,
    level: fields.level,
    gender: fields.gender,
    description: fields.description,
    notes: fields.notes,
  }
}

export type Characters = ReturnType<typeof createCharacters>

/**
 * The characters of all campaigns. Reading or changing one that does not exist throws `not-found`, and
 * putting one into a campaign that is in the trash throws `in-trash`.
 */
export function createCharacters({ database, clock }: { database: Database; clock: Clock }) {
  const selectOne = database.prepare<[number], CharacterRow>(
    `SELECT character.*, ${portraitColumns}
     FROM character ${portraitJoin('character')} WHERE character.id = ?`,
  )
  const selectIds = database
    .prepare<[number], number>(
      'SELECT id FROM character WHERE campaign_id = ? AND trashed_at IS NULL ORDER BY id',
    )
    .pluck()
  const campaignTrashedAt = database
    .prepare<[number], string | null>('SELECT trashed_at FROM campaign WHERE id = ?')
    .pluck()
  const setCampaign = database.prepare(
    'UPDATE character SET campaign_id = ?, updated_at = ? WHERE id = ?',
  )
  const setTrashed = database.prepare(
    'UPDATE character SET trashed_at = ?, updated_at = ? WHERE id = ?',
  )
  const setAvatar = database.prepare(
    'UPDATE character SET avatar_style = ?, avatar_seed = ?, updated_at = ? WHERE id = ?',
  )

  function read(id: number): Character {
    const row = selectOne.get(id)
    if (row === undefined) throw new AppError('not-found', { kind: 'character', id })
    return toCharacter(row)
  }

  function requireCampaign(id: number): void {
    const trashedAt = campaignTrashedAt.get(id)
    if (trashedAt === undefined) throw new AppError('not-found', { kind: 'campaign', id })
    if (trashedAt !== null) throw new AppError('in-trash')
  }

  return {
    read,

    /** Ids of a campaign's characters outside the trash, oldest first. */
    idsOf(campaignId: number): number[] {
      return selectIds.all(campaignId)
    },

    create(
      fields: Partial<CharacterFields> & Pick<CharacterFields, 'name'> & { campaignId: number },
    ): Character {
      requireCampaign(fields.campaignId)
      const now = timestamp(clock)
      const { text, values } = insertion({
        ...toColumns(fields),
        campaign_id: fields.campaignId,
        avatar_style: defaultAvatarStyle,
        // The seed stays what the first name was: a renamed character keeps its face.
        avatar_seed: fields.name,
        created_at: now,
        updated_at: now,
      })
      const { lastInsertRowid } = database.prepare(`INSERT INTO character ${text}`).run(values)
      return read(Number(lastInsertRowid))
    },

    edit(id: number, changes: Partial<CharacterFields>): Character {
      const { text, values } = assignments(toColumns(changes))
      if (text !== '') {
        database
          .prepare(`UPDATE character SET ${text}, updated_at = :now WHERE id = :id`)
          .run({ ...values, now: timestamp(clock), id })
      }
      return read(id)
    },

    move(id: number, campaignId: number): Character {
      read(id)
      requireCampaign(campaignId)
      setCampaign.run(campaignId, timestamp(clock), id)
      return read(id)
    },

    trash(id: number): void {
      read(id)
      const now = timestamp(clock)
      setTrashed.run(now, now, id)
    },

    restore(id: number): void {
      read(id)
      setTrashed.run(null, timestamp(clock), id)
    },

    /** What is drawn while the character has no portrait. */
    setStandIn(id: number, style: string, seed: string): void {
      read(id)
      setAvatar.run(style, seed, timestamp(clock), id)
    },
  }
}
