import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { Subject } from '../../shared/subject'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import { createJournal } from '../legacy-import/history/journal'
import type { RestoredRecord } from './restore-selected-records'

/** Messages of one transaction: some milliseconds. */
const messagesAtOnce = 500

/** A row of the table `message`, as it is there. */
interface TheirMessage {
  readonly id: number
  readonly campaign_id: number
  readonly character_id: number | null
  readonly character_name: string | null
  readonly role: string
  readonly text: string
  readonly written_at: string | null
  readonly import_id: number
  readonly origin_id: number
}

interface Libraries {
  readonly there: Database
  readonly here: Database
  readonly clock: Clock
}

/**
 * Takes the journals along: a campaign's own, and of a character without its campaign what was written to
 * them. A message that its campaign has already is not taken twice. Answers how many came. Throws AppErrors
 * of the database and `backup-cancelled`.
 */
export async function restoreJournals(
  records: readonly RestoredRecord[],
  { there, here, clock }: Libraries,
  signal?: AbortSignal,
): Promise<number> {
  const journal = createJournal({ database: here, clock })
  const characters = new Map(
    records.filter(({ to }) => to.kind === 'character').map(({ from, to }) => [from.id, to.id]),
  )
  const whole = new Set(
    records.filter(({ from }) => from.kind === 'campaign').map(({ from }) => from.id),
  )
  const imports = new Map<number, number>()
  let taken = 0

  function importHere(id: number): number {
    const known = imports.get(id) ?? findOrCopyImport({ there, here }, id)
    imports.set(id, known)
    return known
  }

  function add(message: TheirMessage, campaignId: number): void {
    const { character_id, import_id } = message
    const isNew = journal.add({
      campaignId,
      characterId: (character_id === null ? null : characters.get(character_id)) ?? null,
      characterName: message.character_name,
      role: message.role,
      text: message.text,
      writtenAt: message.written_at,
      importId: importHere(import_id),
      originId: message.origin_id,
    })
    if (isNew) taken += 1
  }

  for (const record of records) {
    const { kind } = record.from
    const campaignId = campaignOf(here, record.to)
    const select = there.prepare<[number, number, number], TheirMessage>(
      `SELECT * FROM message WHERE ${kind}_id = ? AND trashed_at IS NULL AND id > ?
       ORDER BY id LIMIT ?`,
    )
    for (let last = 0; ; ) {
      signal?.throwIfAborted()
      const some = select.all(record.from.id, last, messagesAtOnce)
      const end = some.at(-1)
      if (end === undefined) break
      inTransaction(here, () => {
        for (const message of some) {
          const cameWithCampaign = kind === 'character' && whole.has(message.campaign_id)
          if (!cameWithCampaign) add(message, campaignId)
        }
      })
      last = end.id
      await nextTurn()
    }
  }
  return taken
}

function campaignOf(here: Database, { kind, id }: Subject): number {
  if (kind === 'campaign') return id
  const select = here.prepare<[number], number>('SELECT campaign_id FROM character WHERE id = ?')
  return select.pluck().get(id) ?? 0
}

/** A message belongs to an import; one that this library does not have is copied as a finished one. */
function findOrCopyImport({ there, here }: Omit<Libraries, 'clock'>, id: number): number {
  const facts = there
    .prepare<[number], { started_at: string; source_name: string }>(
      'SELECT started_at, source_name FROM import WHERE id = ?',
    )
    .get(id)
  const known = here
    .prepare<[unknown, unknown], number>(
      'SELECT id FROM import WHERE started_at = ? AND source_name = ?',
    )
    .pluck()
    .get(facts?.started_at, facts?.source_name)
  if (known !== undefined) return known
  return copyRow({ there, here }, 'import', id, {
    state: 'done',
    process_id: process.pid,
    home_id: null,
    home_was_made: 0,
    home_fingerprint: null,
    messages_through: null,
    error_code: null,
    error_details: null,
  })
}

/**
 * The order that a taken portrait came from, as an order that has ended: found here, or copied for the
 * subject it goes to. Nothing is ordered again by it.
 */
export function restoreOrder({ there, here }: Omit<Libraries, 'clock'>, id: number, to: Subject) {
  const theirs = there
    .prepare<[number], { created_at: string; provider: string; model: string }>(
      'SELECT created_at, provider, model FROM generation_job WHERE id = ?',
    )
    .get(id)
  if (theirs === undefined) return null
  const known = here
    .prepare<[number, string, string, string], number>(
      `SELECT id FROM generation_job
       WHERE ${to.kind}_id = ? AND created_at = ? AND provider = ? AND model = ?`,
    )
    .pluck()
    .get(to.id, theirs.created_at, theirs.provider, theirs.model)
  if (known !== undefined) return known
  return copyRow({ there, here }, 'generation_job', id, {
    campaign_id: to.kind === 'campaign' ? to.id : null,
    character_id: to.kind === 'character' ? to.id : null,
    state: 'done',
    retry_at: null,
    may_have_been_billed: 0,
    error_code: null,
    error_details: null,
    process_id: process.pid,
    dismissed_at: theirs.created_at,
  })
}

/** Where a portrait's picture can be fetched again, if it can. */
export function restoreLink(
  { there, here }: Omit<Libraries, 'clock'>,
  theirId: number,
  id: number,
): void {
  const link = there
    .prepare<[number], Record<string, unknown>>('SELECT * FROM portrait_link WHERE portrait_id = ?')
    .get(theirId)
  if (link === undefined) return
  here
    .prepare(
      `INSERT INTO portrait_link (portrait_id, url, etag, last_modified, checked_at,
         received_sha256)
       VALUES (:portrait_id, :url, :etag, :last_modified, :checked_at, :received_sha256)`,
    )
    .run({ ...link, portrait_id: id })
}

/** Copies a row under a new id, with these values changed. Answers the id. */
function copyRow(
  { there, here }: Omit<Libraries, 'clock'>,
  table: 'import' | 'generation_job',
  id: number,
  changes: Readonly<Record<string, unknown>>,
): number {
  const theirs = there
    .prepare<[number], Record<string, unknown>>(`SELECT * FROM ${table} WHERE id = ?`)
    .get(id)
  const { id: _, ...row } = { ...theirs, ...changes, id }
  const columns = Object.keys(row)
  const insert = here.prepare(
    `INSERT INTO ${table} (${columns.join(', ')})
     VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
  )
  return Number(insert.run(row).lastInsertRowid)
}

function inTransaction(database: Database, change: () => void): void {
  try {
    database.transaction(change).immediate()
  } catch (error) {
    throw databaseError(error)
  }
}
