import type { Database } from 'better-sqlite3'
import type { Campaign, CampaignFields, CampaignSummary } from '../../shared/campaign'
import { AppError } from '../../shared/errors'
import type { Clock } from '../core/clock'
import { jsonTexts } from '../core/database/json-columns'
import { nameColumns } from '../core/database/search-words'
import { type PortraitColumns, portraitColumns, portraitJoin, toCurrentPortrait } from './cards'
import { createSubjectRows, type Past } from './subject-rows'
import { TextVersions } from './text-versions'

interface SummaryRow extends PortraitColumns {
  readonly id: number
  readonly name: string
  readonly avatar_style: string
  readonly avatar_seed: string
  readonly character_count: number
  readonly updated_at: string
}

interface CampaignRow extends SummaryRow {
  readonly description: string
  readonly themes: string
  readonly tone: string
  readonly language: string
  readonly game_system: string
  readonly notes: string
  readonly created_at: string
  readonly trashed_at: string | null
}

const characterCount = `(SELECT count(*) FROM character
  WHERE character.campaign_id = campaign.id AND character.trashed_at IS NULL) AS character_count`

function toSummary(row: SummaryRow): CampaignSummary {
  return {
    id: row.id,
    name: row.name,
    avatarStyle: row.avatar_style,
    avatarSeed: row.avatar_seed,
    characterCount: row.character_count,
    updatedAt: row.updated_at,
    portrait: toCurrentPortrait(row),
  }
}

function toCampaign(row: CampaignRow): Campaign {
  return {
    ...toSummary(row),
    description: row.description,
    themes: jsonTexts(row.themes),
    tone: row.tone,
    language: row.language,
    gameSystem: row.game_system,
    notes: row.notes,
    createdAt: row.created_at,
    trashedAt: row.trashed_at,
  }
}

function toColumns(fields: Partial<CampaignFields>): Record<string, string | undefined> {
  return {
    ...(fields.name === undefined ? {} : nameColumns(fields.name)),
    description: fields.description,
    themes: fields.themes === undefined ? undefined : JSON.stringify(fields.themes),
    tone: fields.tone,
    language: fields.language,
    game_system: fields.gameSystem,
    notes: fields.notes,
  }
}

export type Campaigns = ReturnType<typeof createCampaigns>

/** The game master's campaigns. Reading or changing one that does not exist throws `not-found`. */
export function createCampaigns({ database, clock }: { database: Database; clock: Clock }) {
  const selectAll = database.prepare<[], SummaryRow>(
    `SELECT campaign.id, campaign.name, campaign.avatar_style, campaign.avatar_seed,
       campaign.updated_at, ${characterCount}, ${portraitColumns}
     FROM campaign ${portraitJoin('campaign')}
     WHERE campaign.trashed_at IS NULL ORDER BY campaign.sort_name, campaign.id`,
  )
  const selectOne = database.prepare<[number], CampaignRow>(
    `SELECT campaign.*, ${characterCount}, ${portraitColumns}
     FROM campaign ${portraitJoin('campaign')} WHERE campaign.id = ?`,
  )
  const restoreJournal = database.prepare<[number]>(
    `UPDATE message SET trashed_at = NULL FROM campaign WHERE campaign.id = message.campaign_id
     AND campaign.id = ? AND message.trashed_at = campaign.trashed_at`,
  )
  function read(id: number): Campaign {
    const row = selectOne.get(id)
    if (row === undefined) throw new AppError('not-found', { kind: 'campaign', id })
    return toCampaign(row)
  }

  const rows = createSubjectRows({ database, clock, table: 'campaign', read })
  const versions = new TextVersions({ database, clock })
  const edit = database.transaction((id: number, changes: Partial<CampaignFields>): Campaign => {
    versions.keep({ kind: 'campaign', id }, read(id), changes)
    return rows.edit(id, toColumns(changes))
  })

  return {
    /** All campaigns outside the trash, by name. */
    list(): CampaignSummary[] {
      return selectAll.all().map(toSummary)
    },

    read,

    /** A campaign outside the trash, or null. */
    find(id: number): CampaignSummary | null {
      const row = selectOne.get(id)
      return row === undefined || row.trashed_at !== null ? null : toSummary(row)
    },

    create: (fields: Partial<CampaignFields> & Pick<CampaignFields, 'name'>): Campaign =>
      rows.insert({ ...toColumns(fields), name: fields.name }),

    /** Creates a campaign that comes from another library, with its past. */
    createWithPast: (
      fields: Partial<CampaignFields> & Pick<CampaignFields, 'name'>,
      past: Past,
    ): Campaign => rows.insert({ ...toColumns(fields), name: fields.name }, past),

    /** What the change replaces in a description or in notes is kept as a version. */
    edit: (id: number, changes: Partial<CampaignFields>): Campaign => edit.immediate(id, changes),

    trash: rows.trash,

    /** Its journal comes back with it, as far as it went with it. */
    restore(id: number): void {
      const restore = database.transaction(() => {
        restoreJournal.run(id)
        rows.restore(id)
      })
      restore.immediate()
    },

    setAvatar: rows.setAvatar,
  }
}
