import { AppError } from '../../../shared/errors'
import type {
  ImportDecisions,
  ImportReport,
  ImportRow,
  ImportRowPage,
  ImportRowQuery,
  ImportSource,
  ImportSummary,
  ImportUndone,
} from '../../../shared/legacy-import'
import type { TaskProgress } from '../../../shared/tasks'
import { databaseError } from '../../core/database/database-error'
import { type AlreadyHere, findAlreadyHere } from '../apply/already-here'
import { applyImport } from '../apply/apply'
import { noteImport, recogniseRecords } from '../apply/begin'
import { type ImportPlan, type KnownRecords, planImport } from '../apply/decide'
import type { ImportContext, ImportParts } from '../apply/import-run'
import { createOurRows } from '../apply/our-rows'
import { undoImport } from '../apply/undo'
import { isImportPossible } from '../import-claim'
import type { OldFindings } from '../old-library'
import { createImportReader } from './import-rows'
import { createImportTable, type ImportRecord, subjectOfRow } from './import-table'
import { createJournal } from './journal'
import { createUnassignedPictures } from './unassigned-pictures'

export interface RunOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: TaskProgress) => void
}

export interface ImportsOptions extends ImportParts {
  /** An import began, went on, stopped or ended. */
  readonly onChange: (summary: ImportSummary) => void
  /** Called with an unforeseen error, before it is recorded as `unexpected`. */
  readonly onTrouble: (error: unknown) => void
  /** The user data folder. */
  readonly dataFolder: string
}

export type Imports = ReturnType<typeof createImports>

function createContext(options: ImportsOptions) {
  const { database, clock, onChange, onTrouble } = options
  const importContext: ImportContext = {
    ...options,
    table: createImportTable(database, clock),
    ours: createOurRows(database),
    journal: createJournal({ database, clock }),
  }
  const { table, journal } = importContext
  const reader = createImportReader(database)
  const unassignedPictures = createUnassignedPictures(database)
  const running = new Set<number>()
  return {
    table,
    reader,
    onChange,
    running,
    importContext,
    onTrouble,
    options,
    journal,
    unassignedPictures,
  }
}

type Context = ReturnType<typeof createContext>

/** The imports of old portraits that this library knows. */
export function createImports(options: ImportsOptions) {
  const context = createContext(options)
  const { table, importContext, journal, unassignedPictures, reader } = context

  return {
    /** What earlier imports imported of this old library. */
    recognise: (findings: OldFindings): Promise<KnownRecords> =>
      recogniseRecords(findings, table.known(), importContext.words()),

    /** What else of this old library would not come a second time. */
    findAlreadyHere: (findings: OldFindings): Promise<AlreadyHere> =>
      findAlreadyHere({ findings, journal, pictures: unassignedPictures() }),

    journal,

    /**
     * Notes an import with its plan. Throws AppError `not-found` or `in-trash` for a campaign that is to
     * take those in who have none, and AppErrors of the database; there is no import then.
     */
    begin: (findings: OldFindings, decisions: ImportDecisions, known: KnownRecords) =>
      begin(context, findings, decisions, known),

    /** Runs or resumes an import that has begun. Resolves with how it ended. */
    run: (id: number, findings: OldFindings, how: RunOptions) => run(context, id, findings, how),

    /** Claims an import that stopped before its end. Throws AppError `not-found`. */
    resume: (id: number) => resume(context, id),

    /** Notes why an import could not go on. */
    giveUp: (id: number, error: unknown) => giveUp(context, id, error),

    /** Takes an import back. Throws AppError `not-found` for one that is under way or was taken back. */
    undo: (id: number, how: RunOptions) => undo(context, id, how),

    /**
     * Notes that the game master has dealt with a row: it shows a portrait now, or keeps its avatar. Throws
     * AppError `not-found`.
     */
    settle: (id: number, index: number) => settle(context, id, index),

    /** Newest first. */
    list: (): ImportSummary[] => table.all().map(reader.toSummary),
    summary: (id: number) => summary(context, id),
    report: (id: number): ImportReport => reader.toReport(requireImport(context, id)),
    source: (id: number): ImportSource => JSON.parse(requireImport(context, id).source),
    decisions: (id: number): ImportDecisions => JSON.parse(requireImport(context, id).decisions),
    rows: (id: number, query: ImportRowQuery) => rows(context, id, query),
    allRows: (id: number): ImportRow[] => reader.allRows(id),

    /** Marks imports whose process is gone, so that they can be resumed. Returns how many. */
    markInterrupted: () => markInterrupted(context),
  }
}

function requireImport(context: Context, id: number): ImportRecord {
  const { table } = context
  const record = table.find(id)
  if (record === undefined) throw new AppError('not-found', { kind: 'import', id })
  return record
}

function summary(context: Context, id: number): ImportSummary {
  const { reader } = context
  return reader.toSummary(requireImport(context, id))
}

function changed(context: Context, id: number): ImportSummary {
  const { onChange } = context
  const now = summary(context, id)
  onChange(now)
  return now
}

/** Runs to the end, and notes how it ended; never throws what an import may end with. */
async function run(
  context: Context,
  id: number,
  findings: OldFindings,
  how: RunOptions,
): Promise<ImportSummary> {
  const { running, importContext, table } = context
  running.add(id)
  try {
    const decisions: ImportDecisions = JSON.parse(requireImport(context, id).decisions)
    await applyImport(importContext, { ...how, importId: id, findings, decisions })
    table.setState(id, 'done', null)
  } catch (error) {
    note(context, id, error)
  } finally {
    running.delete(id)
  }
  return changed(context, id)
}

function note(context: Context, id: number, error: unknown): void {
  const { onTrouble, table } = context
  const known = databaseError(error)
  if (!(known instanceof AppError)) onTrouble(error)
  if (known instanceof AppError && known.code === 'import-cancelled') {
    table.setState(id, 'cancelled', null)
    return
  }
  const code = known instanceof AppError ? known.code : 'unexpected'
  const details = known instanceof AppError ? known.details : { doing: 'import', message: '' }
  table.setState(id, 'interrupted', { code, details })
}

function begin(
  context: Context,
  findings: OldFindings,
  decisions: ImportDecisions,
  known: KnownRecords,
): ImportSummary {
  const { importContext, table, running } = context
  const { campaignless } = decisions
  if (campaignless.kind === 'existing') {
    const { trashedAt } = importContext.campaigns.read(campaignless.campaignId)
    if (trashedAt !== null) throw new AppError('in-trash')
  }
  const plan: ImportPlan = planImport(findings, decisions, known)
  const id = table.begin(noteImport(findings, plan, decisions, importContext.words()))
  running.add(id)
  return changed(context, id)
}

function resume(
  context: Context,
  id: number,
): { readonly summary: ImportSummary; readonly source: ImportSource } {
  const { table, running } = context
  const record = requireImport(context, id)
  const mayGoOn = ['interrupted', 'cancelled'].includes(record.state)
  if (!mayGoOn) throw new AppError('not-found', { kind: 'import', id })
  table.setState(id, 'running', null)
  running.add(id)
  return { summary: changed(context, id), source: JSON.parse(record.source) }
}

function giveUp(context: Context, id: number, error: unknown): ImportSummary {
  const { running } = context
  running.delete(id)
  note(context, id, error)
  return changed(context, id)
}

async function undo(context: Context, id: number, how: RunOptions): Promise<ImportUndone> {
  const { importContext } = context
  const { state } = requireImport(context, id)
  if (state === 'running' || state === 'undone') {
    throw new AppError('not-found', { kind: 'import', id })
  }
  const undone = await undoImport(importContext, { ...how, importId: id })
  changed(context, id)
  return undone
}

function settle(context: Context, id: number, index: number): void {
  const { table, importContext } = context
  const row = table.rowAt(id, index)
  const subject = row === undefined ? null : subjectOfRow(row)
  if (row === undefined || subject === null) {
    throw new AppError('not-found', { kind: 'import', id })
  }
  if (row.outcome !== 'needs-you') return
  const hasPortrait = importContext.portraits.current(subject) !== null
  table.setOutcome(row.id, hasPortrait ? 'imported' : 'placeholder')
  changed(context, id)
}

function rows(context: Context, id: number, query: ImportRowQuery): ImportRowPage {
  const { reader } = context
  requireImport(context, id)
  return reader.page(id, query)
}

function markInterrupted(context: Context): number {
  const { options, running, table, onChange } = context
  // Whatever imports holds its claim until it ends, however it ends.
  if (!isImportPossible(options.dataFolder)) return 0
  const isDead = ({ id, state }: ImportRecord) => state === 'running' && !running.has(id)
  const dead = table.all().filter(isDead)
  for (const { id } of dead) {
    table.setState(id, 'interrupted', null)
    onChange(summary(context, id))
  }
  return dead.length
}
