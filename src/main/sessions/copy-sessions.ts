import type { Database } from 'better-sqlite3'
import { TextVersions } from '../campaigns/text-versions'
import { type Clock, timestamp } from '../core/clock'
import { translateMentions } from './resolve-names'
import { createMentionWriter } from './session-table'

export interface SessionCopy {
  /** The library the sessions are in, and the one they are copied to: the same for a duplicate. */
  readonly there: Database
  readonly here: Database
  readonly clock: Clock
  /** The campaigns, there and here. */
  readonly from: number
  readonly to: number
  /** The id here of a character there, or undefined. */
  readonly idOf: (id: number) => number | undefined
  /** A session that is here already gets the text from there instead of a copy beside it. */
  readonly overExisting: boolean
}

interface CopiedRow {
  readonly id: number
  readonly number: number
  readonly date: string
  readonly title: string
  readonly is_open: 0 | 1
  readonly created_at: string
  readonly text: string
}

/**
 * Copies the sessions of a campaign with the versions of their texts. A mention leads to the character here; of one
 * who is not here the name stays. Belongs into a transaction.
 */
export function copySessions(copy: SessionCopy): void {
  const { there, here, clock, from, to } = copy
  const rows = there
    .prepare<[number], CopiedRow>(
      `SELECT id, number, date, title, is_open, created_at, text FROM session
       WHERE campaign_id = ? AND trashed_at IS NULL ORDER BY number`,
    )
    .all(from)
  const nameOf = there
    .prepare<{ id: number }, string>(
      `SELECT name FROM (SELECT name FROM character WHERE id = :id UNION ALL
         SELECT name FROM session_mention WHERE character_id = :id AND name IS NOT NULL) LIMIT 1`,
    )
    .pluck()
  const ids = new Map<number, number>()
  for (const id of mentionedIn(there, from)) {
    const idHere = copy.idOf(id)
    if (idHere !== undefined) ids.set(id, idHere)
  }
  const translate = (text: string) => translateMentions(text, ids, (id) => nameOf.get({ id }))
  const writeMentions = createMentionWriter(here)
  const enter = createEntry(here, { campaignId: to, clock, overExisting: copy.overExisting })
  for (const row of rows) {
    const text = translate(row.text)
    const { id, wasMade } = enter({ ...row, text })
    writeMentions(id, text)
    if (wasMade) copyVersions({ there, here, from: row.id, to: id, translate })
  }
}

function mentionedIn(there: Database, campaignId: number): number[] {
  return there
    .prepare<[number], number>(
      `SELECT DISTINCT character_id FROM session_mention JOIN session ON session.id = session_id
       WHERE campaign_id = ? AND trashed_at IS NULL`,
    )
    .pluck()
    .all(campaignId)
}

interface EntryOptions extends Pick<SessionCopy, 'clock' | 'overExisting'> {
  readonly campaignId: number
}

/** Writes a session into a campaign: over the one that began at the same moment, or as a new one. */
function createEntry(here: Database, { campaignId, clock, overExisting }: EntryOptions) {
  const versions = new TextVersions({ database: here, clock })
  const selectSame = here.prepare<[number, string], { id: number; text: string }>(
    'SELECT id, text FROM session WHERE campaign_id = ? AND created_at = ? AND trashed_at IS NULL',
  )
  const update = here.prepare(
    `UPDATE session SET title = :title, date = :date, text = :text, updated_at = :now
     WHERE id = :id`,
  )
  const selectTaken = here
    .prepare<[number, number], number>(
      'SELECT id FROM session WHERE campaign_id = ? AND number = ? AND trashed_at IS NULL',
    )
    .pluck()
  const selectCampaign = here.prepare<[number], { next: number; is_open: 0 | 1 }>(
    `SELECT coalesce(max(number), 0) + 1 AS next, coalesce(max(is_open), 0) AS is_open FROM session
     WHERE campaign_id = ? AND trashed_at IS NULL`,
  )
  const insert = here.prepare(
    `INSERT INTO session (campaign_id, number, date, title, text, is_open, created_at, updated_at)
     VALUES (:campaignId, :number, :date, :title, :text, :isOpen, :createdAt, :now)`,
  )
  return (row: CopiedRow): { id: number; wasMade: boolean } => {
    const { date, title, text, created_at: createdAt } = row
    const now = timestamp(clock)
    const same = overExisting ? selectSame.get(campaignId, createdAt) : undefined
    if (same !== undefined) {
      versions.keep({ kind: 'session', id: same.id }, { text: same.text }, { text })
      update.run({ id: same.id, title, date, text, now })
      return { id: same.id, wasMade: false }
    }
    const campaign = selectCampaign.get(campaignId)
    const isTaken = selectTaken.get(campaignId, row.number) !== undefined
    const number = isTaken ? (campaign?.next ?? 1) : row.number
    const isOpen = campaign?.is_open === 1 ? 0 : row.is_open
    const made = insert.run({ campaignId, number, date, title, text, isOpen, createdAt, now })
    return { id: Number(made.lastInsertRowid), wasMade: true }
  }
}

interface VersionsCopy extends Pick<SessionCopy, 'there' | 'here'> {
  readonly from: number
  readonly to: number
  readonly translate: (text: string) => string
}

function copyVersions({ there, here, from, to, translate }: VersionsCopy): void {
  const select = there.prepare<[number], { text: string; replaced_at: string }>(
    'SELECT text, replaced_at FROM text_version WHERE session_id = ? ORDER BY id',
  )
  const insert = here.prepare(
    `INSERT INTO text_version (session_id, property, text, replaced_at) VALUES (?, 'text', ?, ?)`,
  )
  for (const version of select.all(from)) {
    insert.run(to, translate(version.text), version.replaced_at)
  }
}
