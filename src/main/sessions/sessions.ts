import { AppError } from '../../shared/errors'
import type {
  AddedSession,
  CampaignSessions,
  NewSession,
  Session,
  SessionChanges,
} from '../../shared/session'
import type { AddedLine, SessionLine } from '../../shared/session-line'
import { maximumNotesLength } from '../../shared/text'
import { dayOf, timestamp } from '../core/clock'
import { copySessions } from './copy-sessions'
import { mergeText } from './merge-text'
import { countMessagesBefore } from './messages-before'
import { resolveNames } from './resolve-names'
import { createSessionContext, type SessionContext, type SessionsOptions } from './session-context'
import { repairSession } from './session-faults'
import { addSessionLine } from './session-lines'
import { type SessionRow, toSession, toSummary } from './session-table'

/** Whether `@Name` in a text becomes a mention of that one of the cast. */
interface NameResolution {
  readonly resolvesNames?: boolean
}

export type Sessions = ReturnType<typeof createSessions>

/**
 * The sessions of all campaigns. Reading or changing one that does not exist throws AppError `not-found`; adding
 * one to a campaign in the trash throws `in-trash`.
 */
export function createSessions(options: SessionsOptions) {
  const context = createSessionContext(options)
  return {
    /** All sessions of a campaign by number, those removed apart. */
    list: (campaignId: number): CampaignSessions => list(context, campaignId),

    read: (id: number): Session => read(context, id),

    /** The id of the open session of a campaign, or null. */
    openId: (campaignId: number): number | null => context.selectOpen.get(campaignId) ?? null,

    /** The id of the session with this number. Throws AppError `not-found`. */
    idOf: (campaignId: number, number: number): number => {
      context.campaigns.read(campaignId)
      return (
        context.selectByNumber.get(campaignId, number) ??
        fail('not-found', { kind: 'session', id: number })
      )
    },

    /** Adds a session that is open; one that was open is closed. `@Name` in its text is resolved where asked for. */
    add: (fields: NewSession, how: NameResolution = {}): AddedSession =>
      inTransaction(context, () => add(context, fields, how)),

    /** Keeps what it replaces in the text as a version, and what others have written since `textBefore`. */
    edit: (id: number, changes: SessionChanges, how: NameResolution = {}): Session =>
      inTransaction(context, () => edit(context, id, changes, how)),

    /** Opens a session again. Answers the id of the one that was open until then, or null. */
    open: (id: number): number | null => inTransaction(context, () => open(context, id)),

    /**
     * Adds a line to the open session of a campaign; without one nothing is done. Belongs into the transaction of
     * what the line is about. Answers where it went, or null.
     */
    addLine: (line: SessionLine): AddedLine | null =>
      inTransaction(context, () => addLine(context, line, false)),

    /** The same for a typed line, which begins a session where none is open. */
    addTypedLine: (campaignId: number, text: string): AddedLine =>
      inTransaction(
        context,
        () =>
          addLine(context, { campaignId, kind: 'line', text }, true) ??
          fail('invalid-input', { field: 'text' }),
      ),

    /**
     * Takes a line out again, and a session that was begun for it and is empty without it. Does nothing where the
     * line is gone or was edited.
     */
    takeLine: (added: AddedLine): void => inTransaction(context, () => takeLine(context, added)),

    /** Adds a line again that was taken out, to the same session. Does nothing where that is gone or full. */
    returnLine: (added: AddedLine): void =>
      inTransaction(context, () => returnLine(context, added)),

    /** Copies the sessions of a campaign to its duplicate. Belongs into the transaction that copies the cast. */
    copy: (
      { from, to }: { readonly from: number; readonly to: number },
      idOf: (id: number) => number | undefined,
    ): void => {
      const { database, clock } = context
      copySessions({ there: database, here: database, clock, from, to, idOf, overExisting: false })
    },

    close: (id: number): void => {
      read(context, id)
      context.setOpen.run(0, timestamp(context.clock), id)
    },

    /** Repairs what `findSessionFaults` finds about a session. Does nothing for one that is gone. */
    repair: (id: number): void => inTransaction(context, () => repairSession(context, id, dayOf)),

    /** Removes a session; it can be restored as long as its campaign is there. */
    remove: (id: number): void => inTransaction(context, () => remove(context, id)),

    /** Restores a removed session, closed; under the next number where its own is taken. */
    restore: (id: number): Session => inTransaction(context, () => restore(context, id)),
  }
}

/** Runs in the transaction of the caller where there is one. */
function inTransaction<Value>({ database }: SessionContext, work: () => Value): Value {
  return database.inTransaction ? work() : database.transaction(work).immediate()
}

function fail(...error: ConstructorParameters<typeof AppError>): never {
  throw new AppError(...error)
}

function readRow({ selectOne }: SessionContext, id: number): SessionRow {
  return selectOne.get(id) ?? fail('not-found', { kind: 'session', id })
}

/** A session that is not removed, in a campaign that is not in the trash. */
function readLive(context: SessionContext, id: number): SessionRow {
  const row = readRow(context, id)
  if (row.trashed_at !== null) throw new AppError('not-found', { kind: 'session', id })
  return row
}

function read(context: SessionContext, id: number): Session {
  const row = readLive(context, id)
  return toSession(row, context.readPeople(row))
}

function list(context: SessionContext, campaignId: number): CampaignSessions {
  const { campaigns, selectAll, selectRemoved, selectMentions, database } = context
  campaigns.read(campaignId)
  const mentions = Map.groupBy(selectMentions.all(campaignId), ({ session_id }) => session_id)
  const rows = selectAll.all(campaignId)
  const before = countMessagesBefore(
    database,
    campaignId,
    rows.map(({ date }) => date),
  )
  const sessions = rows.map((row) => ({
    ...toSummary(row),
    mentions: (mentions.get(row.id) ?? []).map(({ character_id }) => character_id),
    messagesBefore: before(row.date),
  }))
  return { sessions, removed: selectRemoved.all(campaignId).map(toSummary) }
}

function add(
  context: SessionContext,
  { campaignId, title = '', date, ...fields }: NewSession,
  how: NameResolution,
): AddedSession {
  const { campaigns, clock, insert, selectNext, writeMentions } = context
  if (campaigns.read(campaignId).trashedAt !== null) throw new AppError('in-trash')
  const text = resolved(context, campaignId, fields.text ?? '', how)
  const closedId = closeOpen(context, campaignId)
  const { lastInsertRowid } = insert.run({
    campaignId,
    number: selectNext.get(campaignId) ?? 1,
    date: date ?? dayOf(clock()),
    title,
    text,
    now: timestamp(clock),
  })
  const id = Number(lastInsertRowid)
  writeMentions(id, text)
  return { session: read(context, id), closedId }
}

function resolved(
  { selectCast }: SessionContext,
  campaignId: number,
  text: string,
  { resolvesNames = false }: NameResolution,
): string {
  return resolvesNames ? resolveNames(text, selectCast.all(campaignId)) : text
}

function edit(
  context: SessionContext,
  id: number,
  changes: SessionChanges,
  how: NameResolution = {},
): Session {
  const { clock, update, versions, writeMentions } = context
  const row = readLive(context, id)
  const { title = row.title, date = row.date } = changes
  const edited =
    changes.text === undefined ? row.text : resolved(context, row.campaign_id, changes.text, how)
  const before = changes.textBefore ?? row.text
  const text = mergeText({ before, edited, stored: row.text })
  versions.keep({ kind: 'session', id }, { text: row.text }, { text })
  update.run({ id, title, date, text, now: timestamp(clock) })
  if (text !== row.text) writeMentions(id, text)
  return read(context, id)
}

function addLine(context: SessionContext, line: SessionLine, isTyped: boolean): AddedLine | null {
  const { lineWords } = context
  return addSessionLine(context, line, {
    lineWords,
    isTyped,
    begin: (campaignId) => add(context, { campaignId }, {}).session.id,
    write: (id, text) => edit(context, id, { text }),
  })
}

function takeLine(context: SessionContext, { sessionId: id, line, isNew }: AddedLine): void {
  const row = context.selectOne.get(id)
  if (row === undefined || row.trashed_at !== null) return
  const isLast = row.text.endsWith(line)
  const at = isLast ? row.text.length - line.length : row.text.lastIndexOf(`${line}\n`)
  if (at < 0) return
  const text = (row.text.slice(0, at) + row.text.slice(at + line.length)).replace(/^\n+/, '')
  edit(context, id, { text })
  if (isNew && text.trim() === '') remove(context, id)
}

function returnLine(context: SessionContext, { sessionId: id, line }: AddedLine): void {
  const row = context.selectOne.get(id)
  if (row === undefined || row.trashed_at !== null) return
  const text = row.text.trimEnd() + line
  if (text.length <= maximumNotesLength) edit(context, id, { text })
}

function closeOpen({ selectOpen, setOpen, clock }: SessionContext, campaignId: number) {
  const openId = selectOpen.get(campaignId) ?? null
  if (openId !== null) setOpen.run(0, timestamp(clock), openId)
  return openId
}

function open(context: SessionContext, id: number): number | null {
  const row = readLive(context, id)
  const { campaigns, setOpen, clock } = context
  if (campaigns.read(row.campaign_id).trashedAt !== null) throw new AppError('in-trash')
  if (row.is_open === 1) return null
  const closedId = closeOpen(context, row.campaign_id)
  setOpen.run(1, timestamp(clock), id)
  return closedId
}

function remove(context: SessionContext, id: number): void {
  const { number, trashed_at } = readRow(context, id)
  const now = timestamp(context.clock)
  if (trashed_at === null) context.setRemoved.run({ id, number, trashedAt: now, now })
}

function restore(context: SessionContext, id: number): Session {
  const { selectByNumber, selectNext, setRemoved, clock } = context
  const row = readRow(context, id)
  if (row.trashed_at !== null) {
    const isTaken = selectByNumber.get(row.campaign_id, row.number) !== undefined
    const number = isTaken ? (selectNext.get(row.campaign_id) ?? 1) : row.number
    setRemoved.run({ id, number, trashedAt: null, now: timestamp(clock) })
  }
  return read(context, id)
}
