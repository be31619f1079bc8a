import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { PortraitFileState, PortraitFormat } from '../../shared/portrait'
import { searchText } from '../../shared/search'
import type { Subject, SubjectKind } from '../../shared/subject'
import { type Clock, timestamp } from '../core/clock'
import type { StoredFile } from './files'
import type { PortraitProvenance } from './provenance'
import type { PortraitRow } from './rows'

export interface NewPortraitRow {
  /** Null for an unassigned portrait. */
  readonly subject: Subject | null
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly format: PortraitFormat
  readonly widthPx: number
  readonly heightPx: number
  readonly provenance: PortraitProvenance
}

/** A file as recorded in its row. */
export interface NewFile extends StoredFile {
  readonly format: PortraitFormat
}

// A portrait that was made smaller is still the picture it was.
const sameBytes = `(sha256 = ?
  OR id IN (SELECT portrait_id FROM compressed_portrait WHERE original_sha256 = ?))`

/** The table `portrait`, and the pointers to it of one kind of subject. */
function prepareFor(database: Database, kind: SubjectKind) {
  const mine = `FROM portrait WHERE ${kind}_id = ?`
  return {
    exists: database.prepare<[number], number>(`SELECT 1 FROM ${kind} WHERE id = ?`).pluck(),
    current: database.prepare<[number], PortraitRow>(
      `SELECT portrait.* FROM ${kind} JOIN portrait ON portrait.id = ${kind}.current_portrait_id
       WHERE ${kind}.id = ?`,
    ),
    history: database.prepare<[number], PortraitRow>(
      `SELECT * ${mine} AND trashed_at IS NULL ORDER BY id DESC`,
    ),
    newest: database
      .prepare<[number], number | null>(`SELECT max(id) ${mine} AND trashed_at IS NULL`)
      .pluck(),
    same: database
      .prepare<[number, string, string], number>(
        `SELECT id ${mine} AND ${sameBytes} AND trashed_at IS NULL ORDER BY id`,
      )
      .pluck(),
    paths: database
      .prepare<{ id: number }, string>(
        `SELECT path FROM portrait WHERE ${kind}_id = :id
         UNION ALL SELECT path FROM file_to_remove WHERE ${kind}_id = :id
         UNION ALL SELECT original_path FROM compressed_portrait
         JOIN portrait ON portrait.id = portrait_id WHERE ${kind}_id = :id`,
      )
      .pluck(),
    point: database.prepare<[number | null, string, number]>(
      `UPDATE ${kind} SET current_portrait_id = ?, updated_at = ? WHERE id = ?`,
    ),
  }
}

function createContext(database: Database, clock: Clock) {
  const of = {
    campaign: prepareFor(database, 'campaign'),
    character: prepareFor(database, 'character'),
  } as const satisfies Record<SubjectKind, unknown>
  const selectOne = database.prepare<[number], PortraitRow>('SELECT * FROM portrait WHERE id = ?')
  const selectPath = database
    .prepare<[string, string], number>(
      `SELECT 1 FROM portrait WHERE path = ?
       UNION ALL SELECT 1 FROM compressed_portrait WHERE original_path = ?`,
    )
    .pluck()
  const selectUnassignedPaths = database
    .prepare<[], string>(
      `SELECT path FROM portrait WHERE campaign_id IS NULL AND character_id IS NULL
       UNION ALL SELECT path FROM file_to_remove
       WHERE campaign_id IS NULL AND character_id IS NULL
       UNION ALL SELECT original_path FROM compressed_portrait
       JOIN portrait ON portrait.id = portrait_id
       WHERE campaign_id IS NULL AND character_id IS NULL`,
    )
    .pluck()
  const selectSameUnassigned = database
    .prepare<[string, string], number>(
      `SELECT id FROM portrait WHERE campaign_id IS NULL AND character_id IS NULL AND ${sameBytes}
       AND trashed_at IS NULL ORDER BY id`,
    )
    .pluck()
  const selectIds = database.prepare<[], number>('SELECT id FROM portrait ORDER BY id').pluck()
  const insert = database.prepare(
    `INSERT INTO portrait (campaign_id, character_id, path, sha256, bytes, format, width_px,
       height_px, source, original_name, received_sha256, provider, model, prompt, parameters,
       cost_usd, job_id, created_at, search_text)
     VALUES (:campaign_id, :character_id, :path, :sha256, :bytes, :format, :width_px,
       :height_px, :source, :original_name, :received_sha256, :provider, :model, :prompt, :parameters,
       :cost_usd, :job_id, :created_at, :search_text)`,
  )
  const setTrashed = database.prepare<[string | null, 0 | 1, number]>(
    'UPDATE portrait SET trashed_at = ?, was_current = ? WHERE id = ?',
  )
  const setStarred = database.prepare<[0 | 1, number]>(
    'UPDATE portrait SET starred = ? WHERE id = ?',
  )
  const setPath = database.prepare<[string, number, string]>(
    'UPDATE portrait SET path = ? WHERE id = ? AND path = ?',
  )
  const setFile = database.prepare(
    `UPDATE portrait SET path = :path, sha256 = :sha256, bytes = :bytes, format = :format,
       file_state = 'sound'
     WHERE id = :id AND path = :former_path AND sha256 = :former_sha256`,
  )
  const setState = database.prepare<[PortraitFileState, number]>(
    'UPDATE portrait SET file_state = ? WHERE id = ?',
  )
  return {
    selectSameUnassigned,
    of,
    insert,
    clock,
    setFile,
    selectOne,
    selectIds,
    selectUnassignedPaths,
    selectPath,
    setTrashed,
    setStarred,
    setPath,
    setState,
  }
}

type Context = ReturnType<typeof createContext>

/** Rows of portraits and who points at them. Everything here is one statement, at once. */
export function createPortraitTable(database: Database, clock: Clock) {
  const context = createContext(database, clock)
  return {
    /** Throws AppError `not-found` when there is no such campaign or character. */
    requireSubject({ kind, id }: Subject): void {
      if (context.of[kind].exists.get(id) === undefined)
        throw new AppError('not-found', { kind, id })
    },
    find: (id: number) => context.selectOne.get(id),
    ids: () => context.selectIds.all(),
    current: ({ kind, id }: Subject) => context.of[kind].current.get(id),
    /** Newest first, without those in the trash. */
    history: ({ kind, id }: Subject) => context.of[kind].history.all(id),
    /**
     * The subject's portrait of this hash, also if it was made smaller since, or an unassigned one; none in
     * the trash.
     */
    same: (subject: Subject | null, sha256: string) => same(context, subject, sha256),
    /** By id, not by date: a clock may jump. */
    newestId: ({ kind, id }: Subject) => context.of[kind].newest.get(id) ?? null,
    /**
     * Includes paths in the trash, of portraits removed for good, whose names are never used again, and of
     * stored originals, which may be restored; null means the unassigned ones.
     */
    paths: (subject: Subject | null) =>
      subject === null
        ? context.selectUnassignedPaths.all()
        : context.of[subject.kind].paths.all({ id: subject.id }),
    hasPath: (path: string) => context.selectPath.get(path, path) !== undefined,

    insert: (row: NewPortraitRow) => insert(context, row),

    /** Null shows the avatar. */
    point({ kind, id }: Subject, portraitId: number | null): void {
      context.of[kind].point.run(portraitId, timestamp(clock), id)
    },
    trash(id: number, wasCurrent: boolean): void {
      context.setTrashed.run(timestamp(clock), wasCurrent ? 1 : 0, id)
    },
    restore(id: number): void {
      context.setTrashed.run(null, 0, id)
    },
    /** Another file of the same picture. False when the row is gone, or has another file by now. */
    setFile: (former: StoredFile & { readonly id: number }, file: NewFile) =>
      setFile(context, former, file),
    setStarred(id: number, isStarred: boolean): void {
      context.setStarred.run(isStarred ? 1 : 0, id)
    },
    /** False when the row is gone, or has another file by now. */
    setPath: ({ id, path }: { readonly id: number; readonly path: string }, to: string): boolean =>
      context.setPath.run(to, id, path).changes === 1,
    setState(id: number, state: PortraitFileState): void {
      context.setState.run(state, id)
    },
  }
}

function same(context: Context, subject: Subject | null, sha256: string): number | null {
  const { selectSameUnassigned, of } = context
  return (
    (subject === null
      ? selectSameUnassigned.get(sha256, sha256)
      : of[subject.kind].same.get(subject.id, sha256, sha256)) ?? null
  )
}

function insert(context: Context, row: NewPortraitRow): number {
  const { insert, clock } = context
  const { subject, provenance } = row
  const { lastInsertRowid } = insert.run({
    campaign_id: subject?.kind === 'campaign' ? subject.id : null,
    character_id: subject?.kind === 'character' ? subject.id : null,
    path: row.path,
    sha256: row.sha256,
    bytes: row.bytes,
    format: row.format,
    width_px: row.widthPx,
    height_px: row.heightPx,
    source: provenance.source,
    original_name: provenance.originalName ?? null,
    received_sha256: provenance.receivedSha256 ?? null,
    search_text: searchText(provenance.prompt ?? '', provenance.originalName ?? ''),
    provider: provenance.provider ?? null,
    model: provenance.model ?? null,
    prompt: provenance.prompt ?? null,
    parameters: JSON.stringify(provenance.parameters ?? {}),
    cost_usd: provenance.costUsd ?? null,
    job_id: provenance.jobId ?? null,
    created_at: timestamp(clock),
  })
  return Number(lastInsertRowid)
}

function setFile(
  context: Context,
  former: StoredFile & { readonly id: number },
  file: NewFile,
): boolean {
  const { setFile } = context
  const { changes } = setFile.run({
    id: former.id,
    former_path: former.path,
    former_sha256: former.sha256,
    path: file.path,
    sha256: file.sha256,
    bytes: file.bytes,
    format: file.format,
  })
  return changes === 1
}
