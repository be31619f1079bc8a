import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportDecisions, ImportOutcome } from '../../../shared/legacy-import'
import type { Subject } from '../../../shared/subject'
import type { Past } from '../../campaigns/subject-rows'
import { databaseError } from '../../core/database/database-error'
import { type ImportRowRecord, type Settlement, subjectOfRow } from '../history/import-table'
import type { OldPortrait } from '../old-library'
import { type ImportPlan, type PlannedRow, pictureSource } from './decide'
import type { ImportContext, ImportRun, OldRow } from './import-run'
import { toCampaignFields, toCharacterFields } from './our-record'

/** Records made in one transaction: some milliseconds. */
const recordsAtOnce = 100

/** A row of an import with what was found of it and the record of ours it came to. */
export interface ImportedRow extends OldRow {
  readonly row: ImportRowRecord
  readonly subject: Subject
}

/** The outcome of a row without a picture to import. */
export function settleWithoutPicture(
  portrait: OldPortrait,
): Pick<Settlement, 'outcome' | 'reason' | 'details'> {
  const { reason, details } = portrait
  if (portrait.class === 'none') return { outcome: 'imported', reason, details }
  if (portrait.class === 'dicebear') return { outcome: 'placeholder', reason: null, details: {} }
  return { outcome: 'needs-you', reason: reason ?? 'link-not-tried', details }
}

/**
 * The expected outcome of each row, in the order of the plan. A picture on another computer needs the game
 * master until it is here.
 */
export function expectedOutcomes(
  { rows }: Pick<ImportPlan, 'rows'>,
  decisions: ImportDecisions,
): ImportOutcome[] {
  return rows.map((row) => expectedOutcome(row, decisions))
}

function expectedOutcome({ action, portrait }: PlannedRow, decisions: ImportDecisions) {
  if (action === 'skip') return 'skipped'
  const source = pictureSource(portrait, decisions)
  if (source === null) return settleWithoutPicture(portrait).outcome
  if (source.from === 'link') return 'needs-you'
  return source.from === 'file' && source.isRecovery ? 'recovered' : 'imported'
}

function createContext(importContext: ImportContext, { decisions, signal }: ImportRun) {
  const { campaigns, characters, database, table, ours } = importContext
  const words = importContext.words()
  return { campaigns, words, characters, table, ours, signal, database, decisions }
}

type Context = ReturnType<typeof createContext>

/** Creates or updates the records of rows, a few at a time. */
export function createRecordImporter(importContext: ImportContext, options: ImportRun) {
  const context = createContext(importContext, options)

  return {
    settle: (importedRow: ImportedRow, how: Omit<Settlement, 'fingerprint'>) =>
      settle(context, importedRow, how),

    /**
     * Imports the records of these rows; `campaignId` is called for characters that are not here yet. Returns
     * those that still need their picture. Throws AppErrors of the database and `import-cancelled`.
     */
    importAll: (
      rows: readonly { readonly row: ImportRowRecord; readonly old: OldRow }[],
      campaignId: () => number | null,
      onSettled: (row: ImportRowRecord) => void,
    ) => importAll(context, rows, campaignId, onSettled),
  }
}

function create(
  context: Context,
  kind: 'campaign' | 'character',
  { record, portrait }: OldRow,
  campaignId: number | null,
): number {
  const { campaigns, words, characters } = context
  const past: Past = {
    createdAt: record.createdAt,
    isTrashed: record.isArchived,
    avatar: portrait.avatar,
  }
  if (kind === 'campaign' && 'themes' in record) {
    return campaigns.createWithPast(toCampaignFields(record, words), past).id
  }
  if (!('description' in record) || campaignId === null) {
    throw new TypeError('a character without a campaign to go to')
  }
  return characters.createWithPast({ ...toCharacterFields(record, words), campaignId }, past).id
}

function update(context: Context, { kind, id }: Subject, { record, portrait }: OldRow): void {
  const { campaigns, words, characters } = context
  const keepNotes = <Fields extends { notes?: string }>(fields: Fields, notes: string): Fields =>
    notes === '' ? fields : { ...fields, notes }
  if (kind === 'campaign' && 'themes' in record) {
    campaigns.edit(id, keepNotes(toCampaignFields(record, words), campaigns.read(id).notes))
  } else if ('description' in record) {
    characters.edit(id, keepNotes(toCharacterFields(record, words), characters.read(id).notes))
  }
  const records = kind === 'campaign' ? campaigns : characters
  if (portrait.avatar !== null) {
    records.setAvatar(id, portrait.avatar.style, portrait.avatar.seed)
  }
}

function importRecord(
  context: Context,
  row: ImportRowRecord,
  old: OldRow,
  campaignId: () => number | null,
): Subject {
  const { table, ours } = context
  const known = subjectOfRow(row)
  const kind = row.kind === 'campaign' ? 'campaign' : 'character'
  if (known === null) {
    const subject = { kind, id: create(context, kind, old, campaignId()) } as const
    table.setSubject(row.id, subject, { before: null, fingerprint: ours.fingerprint(subject) })
    return subject
  }
  if (row.action === 'update' && row.before === null) {
    const before = ours.snapshot(known)
    update(context, known, old)
    table.setSubject(row.id, known, { before, fingerprint: ours.fingerprint(known) })
  }
  return known
}

/** Ends a row inside a transaction, with what its record then is. */
function settle(
  context: Context,
  { row, record, subject }: ImportedRow,
  how: Omit<Settlement, 'fingerprint'>,
): void {
  const { table, ours } = context
  table.settle(row.id, { ...how, fingerprint: ours.fingerprint(subject) })
  if ('updatedAt' in record && record.updatedAt !== null) {
    ours.setUpdatedAt(subject, record.updatedAt)
  }
}

async function importAll(
  context: Context,
  rows: readonly { readonly row: ImportRowRecord; readonly old: OldRow }[],
  campaignId: () => number | null,
  onSettled: (row: ImportRowRecord) => void,
): Promise<ImportedRow[]> {
  const { signal, database, decisions } = context
  const wanting: ImportedRow[] = []
  for (let start = 0; start < rows.length; start += recordsAtOnce) {
    signal.throwIfAborted()
    const some = rows.slice(start, start + recordsAtOnce)
    const change = database.transaction(() =>
      some.flatMap(({ row, old }) => {
        const imported = { ...old, row, subject: importRecord(context, row, old, campaignId) }
        if (pictureSource(old.portrait, decisions) !== null) return [imported]
        settle(context, imported, settleWithoutPicture(old.portrait))
        return []
      }),
    )
    try {
      wanting.push(...change.immediate())
    } catch (error) {
      throw databaseError(error)
    }
    const left = new Set(wanting.map(({ row }) => row.id))
    for (const { row } of some) if (!left.has(row.id)) onSettled(row)
    await nextTurn()
  }
  return wanting
}
