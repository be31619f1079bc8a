import type { Database } from 'better-sqlite3'
import type { OldUser } from '../../../shared/legacy-import'
import type { OldCampaign, OldCharacter, OldMessage } from '../old-library'
import type { OldTable, OldTables } from './generation'
import { createCellReader, type ReadRow } from './old-cells'
import { integerOf, isArchived, levelOf, themesOf, timeOf } from './old-value'

/** The columns that are read of each table. Named one by one, so that `users.password` is never asked for. */
export const wantedColumns = {
  users: ['id', 'email'],
  campaigns: [
    ...['id', 'user_id', 'name', 'themes', 'language', 'ai_model', 'gm_portrait'],
    ...['created_at', 'updated_at', 'is_active'],
  ],
  characters: [
    ...['id', 'user_id', 'campaign_id', 'name', 'class', 'race', 'gender', 'level'],
    ...['description', 'portrait_url', 'created_at', 'is_active'],
  ],
  messages: ['id', 'user_id', 'campaign_id', 'role', 'content', 'character_id', 'timestamp'],
} as const satisfies Record<OldTable, readonly string[]>

/** Those that may hold a picture or a text of any length; the others hold a fact each. */
export const longColumns: ReadonlySet<string> = new Set([
  'gm_portrait',
  'portrait_url',
  'description',
  'content',
])

export interface OldRecords {
  users(): Generator<Pick<OldUser, 'id' | 'email'>>
  campaigns(): Generator<OldCampaign>
  characters(): Generator<OldCharacter>
  messages(): Generator<OldMessage>
}

/** Reads the extracted tables, columns by name, rows one by one in the order of their rowids. */
export function createOldRecords(database: Database, { columns }: OldTables): OldRecords {
  const rowsOf = <Table extends OldTable>(table: Table) =>
    createCellReader(database, { table, wanted: wantedColumns[table], columns: columns[table] })

  return {
    *users() {
      for (const row of rowsOf('users')()) {
        yield { id: row.id, email: row.text('email')?.trim() ?? '' }
      }
    },
    *campaigns() {
      for (const row of rowsOf('campaigns')()) yield campaignOf(row)
    },
    *characters() {
      for (const row of rowsOf('characters')()) yield characterOf(row)
    },
    *messages() {
      for (const row of rowsOf('messages')()) yield messageOf(row)
    },
  }
}

type RowOf<Table extends OldTable> = ReadRow<(typeof wantedColumns)[Table][number]>

function campaignOf(row: RowOf<'campaigns'>): OldCampaign {
  const campaign: OldCampaign = {
    id: row.id,
    userId: integerOf(row.cell('user_id')),
    name: row.text('name') ?? '',
    themes: themesOf(row.text('themes')),
    language: row.text('language'),
    aiModel: row.text('ai_model'),
    portraitValue: row.isLong('gm_portrait') ? null : row.text('gm_portrait'),
    createdAt: timeOf(row.cell('created_at')),
    updatedAt: timeOf(row.cell('updated_at')),
    isArchived: isArchived(row.cell('is_active')),
  }
  if (row.isLong('gm_portrait')) readLater(campaign, 'portraitValue', row, 'gm_portrait')
  return campaign
}

function characterOf(row: RowOf<'characters'>): OldCharacter {
  const character: OldCharacter = {
    id: row.id,
    userId: integerOf(row.cell('user_id')),
    campaignId: integerOf(row.cell('campaign_id')),
    name: row.text('name') ?? '',
    class: row.text('class'),
    race: row.text('race'),
    gender: row.text('gender'),
    level: levelOf(row.cell('level')),
    description: row.isLong('description') ? null : row.text('description'),
    portraitValue: row.isLong('portrait_url') ? null : row.text('portrait_url'),
    createdAt: timeOf(row.cell('created_at')),
    isArchived: isArchived(row.cell('is_active')),
  }
  if (row.isLong('description')) readLater(character, 'description', row, 'description')
  if (row.isLong('portrait_url')) readLater(character, 'portraitValue', row, 'portrait_url')
  return character
}

/** Megabytes in each of thousands of rows do not fit into memory: such a text is read when asked for. */
function readLater<Column extends string>(
  record: OldCampaign | OldCharacter,
  field: 'description' | 'portraitValue',
  row: Pick<ReadRow<Column>, 'textAgain'>,
  column: Column,
): void {
  Object.defineProperty(record, field, { get: () => row.textAgain(column), enumerable: true })
}

function messageOf(row: RowOf<'messages'>): OldMessage {
  return {
    id: row.id,
    userId: integerOf(row.cell('user_id')),
    campaignId: integerOf(row.cell('campaign_id')),
    characterId: integerOf(row.cell('character_id')),
    role: row.text('role') ?? '',
    content: row.text('content') ?? '',
    writtenAt: timeOf(row.cell('timestamp')),
  }
}
