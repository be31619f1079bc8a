import type { Database } from 'better-sqlite3'
import type { Character, CharacterFields } from '../../shared/character'
import { AppError } from '../../shared/errors'
import { searchText } from '../../shared/search'
import { type Clock, timestamp } from '../core/clock'
import { nameColumns } from '../core/database/search-words'
import { type CardRow, portraitColumns, portraitJoin, toCard } from './cards'
import { createSubjectRows, type Past } from './subject-rows'
import { TextVersions } from './text-versions'

interface CharacterRow extends CardRow {
  readonly gender: string
  readonly description: string
  readonly notes: string
  readonly status_at: string | null
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
    statusAt: row.status_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    trashedAt: row.trashed_at,
  }
}

function toColumns(fields: Partial<CharacterFields>, was: Pick<Character, 'race' | 'class'>) {
  const hasFacts = fields.race !== undefined || fields.class !== undefined
  return {
    ...(fields.name === undefined ? {} : nameColumns(fields.name)),
    race: fields.race,
    class: fields.class,
    search_facts: hasFacts
      ? searchText(fields.race ?? was.race, fields.class ?? was.class)
      : undefined,
    level: fields.level,
    gender: fields.gender,
    description: fields.description,
    notes: fields.notes,
  }
}

const noFacts = { race: '', class: '' } as const

function createFinder(database: Database): (id: number) => Character | null {
  const selectOne = database.prepare<[number], CharacterRow>(
    `SELECT character.*, ${portraitColumns}
     FROM character ${portraitJoin('character')} WHERE character.id = ?`,
  )
  return (id) => {
    const row = selectOne.get(id)
    return row === undefined ? null : toCharacter(row)
  }
}

/** Throws for a campaign that does not exist, or that is in the trash. */
function createCampaignGuard(database: Database): (id: number) => void {
  const selectTrashedAt = database
    .prepare<[number], string | null>('SELECT trashed_at FROM campaign WHERE id = ?')
    .pluck()
  return (id) => {
    const trashedAt = selectTrashedAt.get(id)
    if (trashedAt === undefined) throw new AppError('not-found', { kind: 'campaign', id })
    if (trashedAt !== null) throw new AppError('in-trash')
  }
}

export type Characters = ReturnType<typeof createCharacters>

/**
 * The characters of all campaigns. Reading or changing one that does not exist throws `not-found`, and
 * putting one into a campaign that is in the trash throws `in-trash`.
 */
export function createCharacters({ database, clock }: { database: Database; clock: Clock }) {
  const find = createFinder(database)
  const selectIds = database
    .prepare<[number], number>(
      'SELECT id FROM character WHERE campaign_id = ? AND trashed_at IS NULL ORDER BY id',
    )
    .pluck()
  const requireCampaign = createCampaignGuard(database)
  function read(id: number): Character {
    const character = find(id)
    if (character === null) throw new AppError('not-found', { kind: 'character', id })
    return character
  }

  const rows = createSubjectRows({ database, clock, table: 'character', read })
  const versions = new TextVersions({ database, clock })
  const edit = database.transaction((id: number, changes: Partial<CharacterFields>): Character => {
    const before = read(id)
    versions.keep({ kind: 'character', id }, before, changes)
    return rows.edit(id, toColumns(changes, before))
  })

  return {
    read,

    /** The same, or null for one that does not exist. */
    find,

    /** Ids of a campaign's characters outside the trash, oldest first. */
    idsOf(campaignId: number): number[] {
      return selectIds.all(campaignId)
    },

    /** Under a reserved id where one is given. */
    create(
      fields: Partial<CharacterFields> &
        Pick<CharacterFields, 'name'> & { campaignId: number; id?: number },
    ): Character {
      requireCampaign(fields.campaignId)
      return rows.insert({
        id: fields.id,
        ...toColumns(fields, noFacts),
        name: fields.name,
        campaign_id: fields.campaignId,
      })
    },

    /** See `reserveIds`. */
    reserveIds: (count: number) => reserveIds(database, count),

    /** Creates a character that comes from another library, with its past; its campaign may be in the trash. */
    createWithPast(
      fields: Partial<CharacterFields> & Pick<CharacterFields, 'name'> & { campaignId: number },
      past: Past,
    ): Character {
      const { campaignId: campaign_id, name } = fields
      return rows.insert({ ...toColumns(fields, noFacts), name, campaign_id }, past)
    },

    /** What the change replaces in a description or in notes is kept as a version. */
    edit: (id: number, changes: Partial<CharacterFields>): Character => edit.immediate(id, changes),

    move(id: number, campaignId: number): Character {
      read(id)
      requireCampaign(campaignId)
      return rows.edit(id, { campaign_id: campaignId })
    },

    /** Null removes the status. `since` is ISO in UTC and defaults to now. */
    setStatus(id: number, status: string | null, since?: string | null): void {
      const statusAt = status === null ? null : (since ?? timestamp(clock))
      rows.edit(id, { status, status_at: statusAt })
    },

    trash: rows.trash,
    restore: rows.restore,
    setAvatar: rows.setAvatar,
  }
}

/**
 * Reserves ids that only a character created with them gets, so that the file of its portrait can exist
 * before it does. Unused ones are never used again.
 */
function reserveIds(database: Database, count: number): number[] {
  const reserve = database.transaction(() => {
    // The sequence has a row from the first character on.
    database
      .prepare(
        `INSERT INTO sqlite_sequence (name, seq) SELECT 'character', 0
         WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'character')`,
      )
      .run()
    return database
      .prepare<[number], number>(
        `UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'character' RETURNING seq`,
      )
      .pluck()
      .get(count)
  })
  const last = reserve.immediate() ?? 0
  return Array.from({ length: count }, (_, index) => last - count + 1 + index)
}
