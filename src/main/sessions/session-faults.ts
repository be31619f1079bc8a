import type { Database } from 'better-sqlite3'
import { mentionOf, replaceMentions } from '../../shared/mentions'
import { daySchema, type SessionFault, type SessionFaultReason } from '../../shared/session'
import { timestamp } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import { systemErrorCode } from '../core/disk/system-error'
import { createTimeSlice } from '../core/tasks/time-slice'
import type { SessionContext } from './session-context'
import { mentionPlacesOf } from './session-table'

interface FaultRow {
  readonly id: number
  readonly campaign_id: number
  readonly campaign_name: string
  readonly number: number
  readonly title: string
  readonly date: string
  readonly text: string
  readonly created_at: string
}

interface MentionRow {
  readonly character_id: number
  readonly first_place: number
  readonly last_place: number
  readonly name: string | null
}

const columns = `SELECT session.id, campaign_id, campaign.name AS campaign_name, number, title, date,
  text, session.created_at FROM session JOIN campaign ON campaign.id = campaign_id`

function prepareChecks(database: Database) {
  const selectIds = database.prepare<[], number>('SELECT id FROM session ORDER BY id').pluck()
  const selectRow = database.prepare<[number], FaultRow>(`${columns} WHERE session.id = ?`)
  const selectMentions = database.prepare<[number], MentionRow>(
    'SELECT character_id, first_place, last_place, name FROM session_mention WHERE session_id = ?',
  )
  const isThere = database.prepare<[number], number>('SELECT 1 FROM character WHERE id = ?').pluck()
  // Only where an index is damaged can two have one number, or be open: it is not asked.
  const prepareEarlier = (condition: string) =>
    database
      .prepare<{ readonly id: number }, number>(
        `SELECT 1 FROM session AS earlier NOT INDEXED, session
         WHERE session.id = :id AND session.trashed_at IS NULL AND earlier.id < session.id
           AND earlier.campaign_id = session.campaign_id AND earlier.trashed_at IS NULL
           AND ${condition} LIMIT 1`,
      )
      .pluck()
  const hasEarlier = {
    number: prepareEarlier('earlier.number = session.number'),
    open: prepareEarlier('earlier.is_open = 1 AND session.is_open = 1'),
  } as const
  return { selectIds, selectRow, selectMentions, isThere, hasEarlier }
}

type Checks = ReturnType<typeof prepareChecks>

/** The characters that the text mentions and that this library never had, as far as it knows. */
function unknownIn(text: string, { isThere }: Checks, mentions: readonly MentionRow[]) {
  const named = new Set(mentions.flatMap(({ character_id, name }) => (name ? [character_id] : [])))
  return [...mentionPlacesOf(text).keys()].filter(
    (id) => !named.has(id) && isThere.get(id) === undefined,
  )
}

function reasonsOf(row: FaultRow, checks: Checks): SessionFaultReason[] {
  const mentions = checks.selectMentions.all(row.id)
  const places = mentionPlacesOf(row.text)
  const isDerived =
    mentions.length === places.size &&
    mentions.every(({ character_id, first_place, last_place }) => {
      const place = places.get(character_id)
      return place?.first === first_place && place.last === last_place
    })
  const reasons: SessionFaultReason[] = []
  if (!daySchema.safeParse(row.date).success) reasons.push('date')
  for (const reason of ['number', 'open'] as const) {
    if (checks.hasEarlier[reason].get({ id: row.id }) !== undefined) reasons.push(reason)
  }
  if (unknownIn(row.text, checks, mentions).length > 0) reasons.push('unknown-people')
  if (!isDerived) reasons.push('mentions')
  return reasons
}

/**
 * Every session, those in the trash included, of which something is not as Castkeeper writes it. Changes nothing.
 * Throws AppErrors of the database and the signal's reason.
 */
export async function findSessionFaults(
  database: Database,
  signal?: AbortSignal,
): Promise<SessionFault[]> {
  const timeSlice = createTimeSlice(signal)
  const faults: SessionFault[] = []
  try {
    const checks = prepareChecks(database)
    for (const id of checks.selectIds.all()) {
      const row = checks.selectRow.get(id)
      if (row === undefined) continue
      const reasons = reasonsOf(row, checks)
      const { campaign_id: campaignId, campaign_name: campaignName, number, title } = row
      if (reasons.length > 0) faults.push({ id, campaignId, campaignName, number, title, reasons })
      if (timeSlice.isDue()) await timeSlice.yieldTurn()
    }
    return faults
  } catch (error) {
    signal?.throwIfAborted()
    throw databaseError(error)
  }
}

/**
 * Repairs a session, in the transaction of the caller: an unreadable date becomes the day it was begun, a number that an
 * earlier session has becomes the next one, of two open sessions the later one is closed, a mention of
 * someone this library never had keeps the name alone, with the text before as a version, and who is mentioned is
 * derived again. Does nothing for one that is gone.
 */
export function repairSession(context: SessionContext, id: number, dayOf: (at: Date) => string) {
  const { database, clock, versions, update, writeMentions, selectNext, setOpen, setNumber } =
    context
  const checks = prepareChecks(database)
  const row = checks.selectRow.get(id)
  if (row === undefined) return
  const unknown = new Set(unknownIn(row.text, checks, checks.selectMentions.all(id)))
  const text = replaceMentions(row.text, (mention) =>
    unknown.has(mention.id) ? mentionOf(0, mention.name) : mention.text,
  )
  const isReadable = daySchema.safeParse(row.date).success
  const begun = new Date(row.created_at)
  const date = isReadable ? row.date : dayOf(Number.isNaN(begun.getTime()) ? clock() : begun)
  versions.keep({ kind: 'session', id }, { text: row.text }, { text })
  update.run({ id, title: row.title, date, text, now: timestamp(clock) })
  writeMentions(id, text)
  const hasNumber = checks.hasEarlier.number.get({ id }) === undefined
  const mayBeOpen = checks.hasEarlier.open.get({ id }) === undefined
  if (!hasNumber) setNumber.run(selectNext.get(row.campaign_id) ?? 1, id)
  if (!mayBeOpen) setOpen.run(0, timestamp(clock), id)
  if (!hasNumber || !mayBeOpen) rebuildIndexes(database)
}

function rebuildIndexes(database: Database): void {
  try {
    database.exec('REINDEX session')
  } catch (error) {
    // Another session is to be repaired first.
    if (!systemErrorCode(error).startsWith('SQLITE_CONSTRAINT')) throw error
  }
}
