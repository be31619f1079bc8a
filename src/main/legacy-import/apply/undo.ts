import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportUndone } from '../../../shared/legacy-import'
import type { Subject } from '../../../shared/subject'
import { databaseError } from '../../core/database/database-error'
import { type ImportRowRecord, subjectOfRow } from '../history/import-table'
import type { ImportContext, ImportRun } from './import-run'

/** Rows taken back in one transaction: some milliseconds. */
const rowsAtOnce = 100

function createContext(
  importContext: ImportContext,
  { importId, signal, onProgress }: Pick<ImportRun, 'importId' | 'signal' | 'onProgress'>,
) {
  const { database, table, journal, portraits } = importContext
  const undone = { campaigns: 0, characters: 0, portraits: 0, messages: 0 }
  const kept: { kind: Subject['kind']; id: number; name: string }[] = []
  const looks = prepareLooks(importContext)
  const rows = table.rows(importId).filter(isToUndo)
  // A campaign can only go when it is known who of its cast stays.
  const ordered = [
    ...rows.filter(({ kind }) => kind === 'loose'),
    ...rows.filter(({ kind }) => kind === 'character'),
    ...rows.filter(({ kind }) => kind === 'campaign'),
  ]
  return {
    looks,
    kept,
    portraits,
    undone,
    table,
    importContext,
    journal,
    importId,
    database,
    ordered,
    signal,
    onProgress,
  }
}

type Context = ReturnType<typeof createContext>

/**
 * Undoes an import. What it created goes to the trash, what it updated becomes what it was before. Whatever
 * was edited since stays, with its campaign, and is listed. Throws AppErrors of the database and `import-
 * cancelled`; calling it again resumes.
 */
export async function undoImport(
  importContext: ImportContext,
  options: Pick<ImportRun, 'importId' | 'signal' | 'onProgress'>,
): Promise<ImportUndone> {
  const context = createContext(importContext, options)
  const { ordered, signal, importId, onProgress, kept, journal, undone, table } = context
  for (let start = 0; start < ordered.length; start += rowsAtOnce) {
    signal.throwIfAborted()
    const some = ordered.slice(start, start + rowsAtOnce)
    inTransaction(context, () => {
      for (const row of some) undoRow(context, row)
    })
    const [last] = some.slice(-1)
    const done = Math.min(start + rowsAtOnce, ordered.length)
    const counts = { done, total: ordered.length, doneBytes: 0, totalBytes: 0 }
    onProgress({ step: 'undo', ...counts, now: last?.name ?? '' })
    await nextTurn()
  }
  inTransaction(context, () => {
    undoHome(context)
    const stays = new Set(kept.filter(({ kind }) => kind === 'campaign').map(({ id }) => id))
    for (const id of journal.campaignsOf(importId)) {
      if (!stays.has(id)) undone.messages += journal.trash(importId, id)
    }
    table.setState(importId, 'undone', null)
  })

  return { ...undone, kept }
}

function keep(context: Context, subject: Subject): void {
  const { looks, kept } = context
  const { name } = looks.record(subject)
  kept.push({ ...subject, name })
}

function undoRow(context: Context, row: ImportRowRecord): void {
  const { portraits, undone, table, looks } = context
  const subject = subjectOfRow(row)
  if (subject === null) {
    if (row.portrait_id !== null && row.portrait_was_made === 1) {
      portraits.trash(row.portrait_id)
      undone.portraits += 1
    }
    table.setTakenBack(row.id)
    return
  }
  if (looks.isEdited(row, subject)) {
    keep(context, subject)
    return
  }
  if (row.action === 'update') revert(context, row, subject)
  else trash(context, row, subject)
  table.setTakenBack(row.id)
}

function trash(context: Context, row: ImportRowRecord, subject: Subject): void {
  const { importContext, looks, undone, journal, importId } = context
  // It takes its portraits along, so that out of the trash it has its face again.
  if (!importContext.ours.isTrashed(subject)) looks.records(subject.kind).trash(subject.id)
  if (subject.kind === 'campaign') {
    undone.messages += journal.trash(importId, subject.id)
    undone.campaigns += 1
  } else undone.characters += 1
  if (row.portrait_was_made === 1) undone.portraits += 1
}

function revert(context: Context, row: ImportRowRecord, subject: Subject): void {
  const { portraits, undone, importContext } = context
  if (row.portrait_id !== null && row.portrait_was_made === 1) {
    portraits.trash(row.portrait_id)
    undone.portraits += 1
  }
  if (row.before !== null) importContext.ours.putBack(subject, row.before)
  if (subject.kind === 'campaign') undone.campaigns += 1
  else undone.characters += 1
}

function undoHome(context: Context): void {
  const { table, importId, importContext, looks, undone, journal } = context
  const { home_id, home_was_made, home_fingerprint } = table.find(importId) ?? {}
  if (home_id === null || home_id === undefined || home_was_made !== 1) return
  const home = { kind: 'campaign', id: home_id } as const
  if (importContext.ours.isTrashed(home)) return
  if (importContext.ours.fingerprint(home) !== home_fingerprint || looks.hasMore(home, null)) {
    keep(context, home)
    return
  }
  importContext.campaigns.trash(home_id)
  undone.messages += journal.trash(importId, home_id)
}

function inTransaction(context: Context, change: () => void): void {
  const { database } = context
  try {
    database.transaction(change).immediate()
  } catch (error) {
    throw databaseError(error)
  }
}

const isToUndo = (row: ImportRowRecord): boolean =>
  row.taken_back === 0 &&
  row.action !== 'skip' &&
  (row.kind === 'loose' || subjectOfRow(row) !== null)

function prepareLooks({ database, ours, campaigns, characters }: ImportContext) {
  const countPortraits = database
    .prepare<[number | null, number | null, number], number>(
      `SELECT count(*) FROM portrait WHERE campaign_id IS ? AND character_id IS ?
       AND trashed_at IS NULL AND id <> ?`,
    )
    .pluck()
  const countCast = database
    .prepare<[number], number>(
      'SELECT count(*) FROM character WHERE campaign_id = ? AND trashed_at IS NULL',
    )
    .pluck()
  const records = (kind: Subject['kind']) => (kind === 'campaign' ? campaigns : characters)

  /** Another portrait than this one, or a character in its cast. */
  function hasMore({ kind, id }: Subject, portraitId: number | null): boolean {
    const [campaignId, characterId] = kind === 'campaign' ? [id, null] : [null, id]
    if (Number(countPortraits.get(campaignId, characterId, portraitId ?? 0)) > 0) return true
    return kind === 'campaign' && Number(countCast.get(id)) > 0
  }

  return {
    records,
    record: ({ kind, id }: Subject): { readonly name: string } => records(kind).read(id),
    hasMore,
    /** A row that was never settled is incomplete; what is missing cannot have been edited. */
    isEdited(row: ImportRowRecord, subject: Subject): boolean {
      const isSame = row.fingerprint === null || ours.fingerprint(subject) === row.fingerprint
      if (!isSame) return true
      return row.action === 'create' && hasMore(subject, row.portrait_id)
    },
  }
}
