import type { Database } from 'better-sqlite3'
import type { ErrorCode, ErrorDetails } from '../../../shared/errors'
import type {
  ImportDecisions,
  ImportOutcome,
  ImportSource,
  ImportState,
  OldGeneration,
  OldPortraitClass,
  OldPortraitForm,
  OldPortraitReason,
} from '../../../shared/legacy-import'
import type { Subject } from '../../../shared/subject'
import { type Clock, timestamp } from '../../core/clock'
import type { KnownOrigin } from '../apply/origin'
import type { Unreadable } from '../old-library'

/** A row of the table `import`. */
export interface ImportRecord {
  readonly id: number
  readonly source_name: string
  readonly source: string
  readonly generation: OldGeneration | null
  readonly state: ImportState
  readonly decisions: string
  readonly error_code: ErrorCode | null
  readonly error_details: string | null
  readonly process_id: number
  readonly refused: string
  readonly unreadable: string
  readonly home_id: number | null
  readonly home_was_made: number
  readonly home_fingerprint: string | null
  readonly messages_through: number | null
  readonly started_at: string
  readonly finished_at: string | null
}

/** A row of the table `import_row`. */
export interface ImportRowRecord {
  readonly id: number
  readonly import_id: number
  readonly ordinal: number
  readonly kind: 'campaign' | 'character' | 'loose'
  readonly origin_id: number | null
  readonly origin_user: string | null
  readonly origin_created_at: string | null
  readonly origin_value: string | null
  readonly name: string
  readonly class: OldPortraitClass | null
  readonly form: OldPortraitForm | null
  readonly reason: OldPortraitReason | null
  readonly details: string
  readonly action: 'create' | 'update' | 'skip'
  readonly parent: number | null
  readonly outcome: ImportOutcome | null
  readonly campaign_id: number | null
  readonly character_id: number | null
  readonly portrait_id: number | null
  readonly portrait_was_made: number
  readonly origin_path: string | null
  readonly origin_sha256: string | null
  readonly fingerprint: string | null
  readonly before: string | null
  readonly taken_back: number
  /** 1 when its record, or its unassigned portrait, was removed for good. */
  readonly removed: number
}

export type NewImportRow = Pick<
  ImportRowRecord,
  | 'ordinal'
  | 'kind'
  | 'origin_id'
  | 'origin_user'
  | 'origin_created_at'
  | 'origin_value'
  | 'name'
  | 'class'
  | 'form'
  | 'reason'
  | 'details'
  | 'action'
  | 'parent'
  | 'outcome'
  | 'campaign_id'
  | 'character_id'
  | 'origin_path'
>

export interface NewImport {
  readonly sourceName: string
  readonly source: ImportSource
  readonly generation: OldGeneration | null
  readonly decisions: ImportDecisions
  readonly refused: readonly string[]
  readonly unreadable: readonly Unreadable[]
  readonly rows: readonly NewImportRow[]
}

/** How a row ended. What is left out stays as it was. */
export interface Settlement {
  readonly outcome: ImportOutcome
  readonly portraitId?: number | null
  /** False for a portrait that was here already. */
  readonly portraitWasMade?: boolean
  readonly class?: OldPortraitClass
  readonly reason: OldPortraitReason | null
  readonly details: ErrorDetails
  readonly originPath?: string | null
  readonly originSha256?: string | null
  readonly fingerprint: string | null
}

/**
 * The record of ours that belongs to a row, or null for an unassigned file and for a row not imported yet.
 */
export function subjectOfRow(
  row: Pick<ImportRowRecord, 'campaign_id' | 'character_id'>,
): Subject | null {
  if (row.campaign_id !== null) return { kind: 'campaign', id: row.campaign_id }
  return row.character_id === null ? null : { kind: 'character', id: row.character_id }
}

export type ImportTable = ReturnType<typeof createImportTable>

function prepareStatements(database: Database, clock: Clock) {
  const insertImport = database.prepare(
    `INSERT INTO import (source_name, source, generation, state, decisions, process_id, refused,
       unreadable, started_at)
     VALUES (:source_name, :source, :generation, 'running', :decisions, :process_id, :refused,
       :unreadable, :started_at)`,
  )
  const insertRow = database.prepare(
    `INSERT INTO import_row (import_id, ordinal, kind, origin_id, origin_user, origin_created_at,
       origin_value, name, class, form, reason, details, action, parent, outcome, campaign_id,
       character_id, origin_path)
     VALUES (:import_id, :ordinal, :kind, :origin_id, :origin_user, :origin_created_at,
       :origin_value, :name, :class, :form, :reason, :details, :action, :parent, :outcome,
       :campaign_id, :character_id, :origin_path)`,
  )
  const selectOne = database.prepare<[number], ImportRecord>('SELECT * FROM import WHERE id = ?')
  const selectAll = database.prepare<[], ImportRecord>('SELECT * FROM import ORDER BY id DESC')
  const setState = database.prepare(
    `UPDATE import SET state = :state, error_code = :code, error_details = :details,
       process_id = :process_id, finished_at = :finished_at WHERE id = :id`,
  )
  const selectOpen = database.prepare<[number], ImportRowRecord>(
    'SELECT * FROM import_row WHERE import_id = ? AND outcome IS NULL ORDER BY ordinal',
  )
  const selectRows = database.prepare<[number], ImportRowRecord>(
    'SELECT * FROM import_row WHERE import_id = ? ORDER BY ordinal',
  )
  const selectRowAt = database.prepare<[number, number], ImportRowRecord>(
    'SELECT * FROM import_row WHERE import_id = ? AND ordinal = ?',
  )
  const settleRow = database.prepare(
    `UPDATE import_row SET outcome = :outcome, portrait_id = :portrait_id, portrait_was_made = :portrait_was_made,
       class = coalesce(:class, class), reason = :reason, details = :details,
       origin_path = coalesce(:origin_path, origin_path),
       origin_sha256 = coalesce(:origin_sha256, origin_sha256), fingerprint = :fingerprint
     WHERE id = :id`,
  )
  const setSubject = database.prepare(
    `UPDATE import_row SET campaign_id = ?, character_id = ?, before = ?, fingerprint = ? WHERE id = ?`,
  )
  const setOutcome = database.prepare('UPDATE import_row SET outcome = ? WHERE id = ?')
  const setHome = database.prepare(
    'UPDATE import SET home_id = ?, home_was_made = ?, home_fingerprint = ? WHERE id = ?',
  )
  const setMessagesThrough = database.prepare('UPDATE import SET messages_through = ? WHERE id = ?')
  const setTakenBack = database.prepare('UPDATE import_row SET taken_back = 1 WHERE id = ?')
  const selectKnown = database.prepare<[], KnownOrigin>(
    `SELECT kind, origin_id AS originId, origin_user AS originUser,
       origin_created_at AS originCreatedAt, origin_value AS originValue,
       origin_sha256 AS originSha256, name, coalesce(campaign_id, character_id) AS subjectId,
       outcome IS NULL AS isUnfinished
     FROM import_row
     WHERE kind <> 'loose' AND action <> 'skip' AND taken_back = 0
       AND (coalesce(campaign_id, character_id) IS NOT NULL OR removed = 1)
     ORDER BY id`,
  )
  const selectRemovedUnassigned = database
    .prepare<[], string>(
      `SELECT origin_sha256 FROM import_row
       WHERE kind = 'loose' AND removed = 1 AND taken_back = 0 AND origin_sha256 IS NOT NULL`,
    )
    .pluck()
  return {
    database,
    insertImport,
    clock,
    insertRow,
    setState,
    settleRow,
    setSubject,
    selectOne,
    selectAll,
    selectOpen,
    selectRows,
    selectRowAt,
    setOutcome,
    setHome,
    setMessagesThrough,
    setTakenBack,
    selectKnown,
    selectRemovedUnassigned,
  }
}

type Statements = ReturnType<typeof prepareStatements>

/** The tables `import` and `import_row`. Everything here is one statement, unless it says otherwise. */
export function createImportTable(database: Database, clock: Clock) {
  const statements = prepareStatements(database, clock)
  return {
    /** Notes an import that begins, with all of its rows, in one transaction. Answers its id. */
    begin: (given: NewImport) => begin(statements, given),

    find: (id: number) => statements.selectOne.get(id),
    /** Newest first. */
    all: () => statements.selectAll.all(),

    setState: (
      id: number,
      state: ImportState,
      error: { code: ErrorCode; details: ErrorDetails } | null,
    ) => setState(statements, id, state, error),

    /** Rows without an outcome, in order. */
    open: (id: number) => statements.selectOpen.all(id),
    rows: (id: number) => statements.selectRows.all(id),
    rowAt: (id: number, ordinal: number) => statements.selectRowAt.get(id, ordinal),
    settle: (rowId: number, how: Settlement) => settle(statements, rowId, how),
    setOutcome(rowId: number, outcome: ImportOutcome): void {
      statements.setOutcome.run(outcome, rowId)
    },
    /** `before` is our record as it was, for a row that updates one. */
    setSubject: (
      rowId: number,
      subject: Subject,
      input: { before: string | null; fingerprint: string },
    ) => setSubject(statements, rowId, subject, input),
    setHome(id: number, home: { id: number; wasMade: boolean; fingerprint: string | null }): void {
      statements.setHome.run(home.id, home.wasMade ? 1 : 0, home.fingerprint, id)
    },
    setMessagesThrough(id: number, originId: number): void {
      statements.setMessagesThrough.run(originId, id)
    },
    setTakenBack(rowId: number): void {
      statements.setTakenBack.run(rowId)
    },
    /** What came over and was not taken back, oldest first; what was removed for good is among it. */
    known: () => statements.selectKnown.all(),
    /** SHA-256 of unassigned pictures that were imported and removed for good. */
    hashesOfRemovedUnassigned: (): ReadonlySet<string> =>
      new Set(statements.selectRemovedUnassigned.all()),
  }
}

function begin(statements: Statements, given: NewImport): number {
  const { database, insertImport, clock, insertRow } = statements
  const begin = database.transaction(() => {
    const { lastInsertRowid } = insertImport.run({
      source_name: given.sourceName,
      source: JSON.stringify(given.source),
      generation: given.generation,
      decisions: JSON.stringify(given.decisions),
      process_id: process.pid,
      refused: JSON.stringify(given.refused),
      unreadable: JSON.stringify(given.unreadable),
      started_at: timestamp(clock),
    })
    for (const row of given.rows) insertRow.run({ ...row, import_id: lastInsertRowid })
    return Number(lastInsertRowid)
  })
  return begin.immediate()
}

function setState(
  statements: Statements,
  id: number,
  state: ImportState,
  error: { code: ErrorCode; details: ErrorDetails } | null,
): void {
  const { setState, clock } = statements
  setState.run({
    id,
    state,
    code: error?.code ?? null,
    details: error === null ? null : JSON.stringify(error.details),
    process_id: process.pid,
    finished_at: state === 'running' ? null : timestamp(clock),
  })
}

function settle(statements: Statements, rowId: number, how: Settlement): void {
  const { settleRow } = statements
  settleRow.run({
    id: rowId,
    outcome: how.outcome,
    portrait_id: how.portraitId ?? null,
    portrait_was_made: how.portraitWasMade ? 1 : 0,
    class: how.class ?? null,
    reason: how.reason,
    details: JSON.stringify(how.details),
    origin_path: how.originPath ?? null,
    origin_sha256: how.originSha256 ?? null,
    fingerprint: how.fingerprint,
  })
}

function setSubject(
  statements: Statements,
  rowId: number,
  { kind, id }: Subject,
  { before, fingerprint }: { before: string | null; fingerprint: string },
): void {
  const { setSubject } = statements
  const ids = kind === 'campaign' ? [id, null] : [null, id]
  setSubject.run(...ids, before, fingerprint, rowId)
}
