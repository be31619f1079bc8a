import type { Database } from 'better-sqlite3'
import type { Campaigns } from '../campaigns/campaigns'
import { TextVersions } from '../campaigns/text-versions'
import type { Clock } from '../core/clock'
import type { LineWords } from './line-words'
import type { MentionablePerson } from './resolve-names'
import {
  createMentionWriter,
  createPeople,
  type SessionRow,
  type SummaryRow,
  summaryColumns,
} from './session-table'

export interface SessionsOptions {
  readonly database: Database
  readonly clock: Clock
  readonly campaigns: Pick<Campaigns, 'read'>
  readonly lineWords: LineWords
}

function prepareReads(database: Database) {
  const ofCampaign = 'FROM session WHERE campaign_id = ? AND trashed_at IS'
  return {
    selectAll: database.prepare<[number], SummaryRow>(
      `SELECT ${summaryColumns} ${ofCampaign} NULL ORDER BY number`,
    ),
    selectRemoved: database.prepare<[number], SummaryRow>(
      `SELECT ${summaryColumns} ${ofCampaign} NOT NULL ORDER BY trashed_at DESC, id DESC`,
    ),
    selectOne: database.prepare<[number], SessionRow>(
      `SELECT ${summaryColumns}, text FROM session WHERE id = ?`,
    ),
    selectByNumber: database
      .prepare<[number, number], number>(`SELECT id ${ofCampaign} NULL AND number = ?`)
      .pluck(),
    selectOpen: database
      .prepare<[number], number>(`SELECT id ${ofCampaign} NULL AND is_open = 1`)
      .pluck(),
    selectNext: database
      .prepare<[number], number>(`SELECT coalesce(max(number), 0) + 1 ${ofCampaign} NULL`)
      .pluck(),
    selectMentions: database.prepare<[number], { session_id: number; character_id: number }>(
      `SELECT session_id, character_id FROM session_mention
       JOIN session ON session.id = session_id WHERE campaign_id = ? AND trashed_at IS NULL
       ORDER BY session_id, first_place`,
    ),
    selectCast: database.prepare<[number], MentionablePerson>(
      'SELECT id, name FROM character WHERE campaign_id = ? AND trashed_at IS NULL',
    ),
    selectCharacter: database.prepare<[number], MentionablePerson>(
      'SELECT id, name FROM character WHERE id = ?',
    ),
  }
}

/** The statements of the sessions, and what they work with. */
export function createSessionContext(options: SessionsOptions) {
  const { database, clock } = options
  return {
    ...options,
    ...prepareReads(database),
    versions: new TextVersions({ database, clock }),
    readPeople: createPeople(database),
    writeMentions: createMentionWriter(database),
    insert: database.prepare<[Readonly<Record<string, string | number>>]>(
      `INSERT INTO session (campaign_id, number, date, title, text, is_open, created_at, updated_at)
       VALUES (:campaignId, :number, :date, :title, :text, 1, :now, :now)`,
    ),
    update: database.prepare<[Readonly<Record<string, string | number>>]>(
      `UPDATE session SET date = :date, title = :title, text = :text, updated_at = :now
       WHERE id = :id`,
    ),
    setOpen: database.prepare<[number, string, number]>(
      'UPDATE session SET is_open = ?, updated_at = ? WHERE id = ?',
    ),
    setNumber: database.prepare<[number, number]>('UPDATE session SET number = ? WHERE id = ?'),
    setRemoved: database.prepare<[Readonly<Record<string, string | number | null>>]>(
      `UPDATE session SET trashed_at = :trashedAt, number = :number, is_open = 0, updated_at = :now
       WHERE id = :id`,
    ),
  }
}

export type SessionContext = ReturnType<typeof createSessionContext>
