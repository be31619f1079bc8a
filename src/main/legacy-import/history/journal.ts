import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { JournalEntry, JournalPage } from '../../../shared/legacy-import'
import { type Clock, timestamp } from '../../core/clock'

export interface NewMessage {
  readonly campaignId: number
  readonly characterId: number | null
  readonly characterName: string | null
  readonly role: string
  readonly text: string
  readonly writtenAt: string | null
  readonly importId: number
  readonly originId: number
}

export interface JournalQuery {
  readonly id: number
  readonly offset: number
  readonly limit: number
}

export type Journal = ReturnType<typeof createJournal>

function createContext({ database, clock }: { database: Database; clock: Clock }) {
  const insert = database.prepare(
    `INSERT INTO message (campaign_id, character_id, character_name, role, text, written_at,
       import_id, origin_id)
     VALUES (:campaignId, :characterId, :characterName, :role, :text, :writtenAt, :importId,
       :originId)`,
  )
  const selectSame = database
    .prepare<[number, number, string], number>(
      `SELECT 1 FROM message
       WHERE campaign_id = ? AND origin_id = ? AND text = ? AND trashed_at IS NULL`,
    )
    .pluck()
  const selectAtHome = database
    .prepare<[number, string, string | null], number>(
      `SELECT 1 FROM message JOIN import ON import.home_id = message.campaign_id
       WHERE import.id = message.import_id AND origin_id = ? AND text = ? AND written_at IS ?
         AND trashed_at IS NULL`,
    )
    .pluck()
  const selectHome = database.prepare<[], number>('SELECT 1 FROM import WHERE home_id IS NOT NULL')
  const hasCampaign = database
    .prepare<[number], number>('SELECT 1 FROM campaign WHERE id = ?')
    .pluck()
  const count = database
    .prepare<[number], number>(
      'SELECT count(*) FROM message WHERE campaign_id = ? AND trashed_at IS NULL',
    )
    .pluck()
  const countOfImport = database
    .prepare<[number], number>('SELECT count(*) FROM message WHERE import_id = ?')
    .pluck()
  // A message without a time stands where the old app had it: ids and times grow together there.
  const select = database.prepare<[number, number, number], JournalEntry>(
    `SELECT id, role, character_name AS characterName, text, written_at AS writtenAt FROM message
     WHERE campaign_id = ? AND trashed_at IS NULL ORDER BY import_id, origin_id, id LIMIT ? OFFSET ?`,
  )
  // Those that go with their campaign have its time, by which they come back with it.
  const trash = database.prepare<[string, number, number]>(
    `UPDATE message SET trashed_at = coalesce(
       (SELECT trashed_at FROM campaign WHERE campaign.id = message.campaign_id), ?)
     WHERE import_id = ? AND campaign_id = ? AND trashed_at IS NULL`,
  )
  const selectCampaigns = database
    .prepare<[number], number>(
      'SELECT DISTINCT campaign_id FROM message WHERE import_id = ? AND trashed_at IS NULL',
    )
    .pluck()
  return {
    selectSame,
    insert,
    selectAtHome,
    hasCampaign,
    count,
    select,
    selectHome,
    countOfImport,
    selectCampaigns,
    trash,
    clock,
  }
}

type Context = ReturnType<typeof createContext>

/** The messages of the old app, as the journal of a campaign. They are only ever read. */
export function createJournal(options: { database: Database; clock: Clock }) {
  const context = createContext(options)
  const { selectHome, count, countOfImport, selectCampaigns, trash, clock } = context

  return {
    /** False when the campaign has this very message already. */
    add: (message: NewMessage) => add(context, message),

    /** Whether an import had a campaign for what has none. */
    hasHome: (): boolean => selectHome.get() !== undefined,

    /** Whether a message without a campaign came over before, whatever campaign took it in. */
    isAtHome: (pick: Pick<NewMessage, 'originId' | 'text' | 'writtenAt'>) =>
      isAtHome(context, pick),

    /** One page, oldest first. Throws AppError `not-found`. */
    page: (journalQuery: JournalQuery) => page(context, journalQuery),

    length: (campaignId: number): number => count.get(campaignId) ?? 0,
    /** Those taken back included. */
    countOfImport: (importId: number): number => countOfImport.get(importId) ?? 0,
    /** Campaigns that have messages of this import. */
    campaignsOf: (importId: number): number[] => selectCampaigns.all(importId),
    /** Takes an import's messages back from a campaign. Answers how many there were. */
    trash: (importId: number, campaignId: number): number =>
      trash.run(timestamp(clock), importId, campaignId).changes,
  }
}

function add(context: Context, message: NewMessage): boolean {
  const { selectSame, insert } = context
  const { campaignId, originId, text } = message
  if (selectSame.get(campaignId, originId, text) !== undefined) return false
  insert.run(message)
  return true
}

function isAtHome(
  context: Context,
  { originId, text, writtenAt }: Pick<NewMessage, 'originId' | 'text' | 'writtenAt'>,
): boolean {
  const { selectAtHome } = context
  return selectAtHome.get(originId, text, writtenAt) !== undefined
}

function page(context: Context, { id, offset, limit }: JournalQuery): JournalPage {
  const { hasCampaign, count, select } = context
  if (hasCampaign.get(id) === undefined) throw new AppError('not-found', { kind: 'campaign', id })
  return { total: count.get(id) ?? 0, offset, entries: select.all(id, limit, offset) }
}
