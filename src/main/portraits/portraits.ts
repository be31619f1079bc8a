import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { TrashedPortrait } from '../../shared/gallery'
import type {
  AfterTrash,
  FaceChange,
  Portrait,
  PortraitFileState,
  PortraitFormat,
  RevertedFace,
} from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import type { Clock } from '../core/clock'
import { type CommitOffThread, commitInPlace } from '../core/database/commit-off-thread'
import { databaseError } from '../core/database/database-error'
import { isReadOnly, requireWritable } from '../core/database/shortage'
import type { FileSystem } from '../core/disk/file-system'
import { copyTags } from '../tags/copy-tags'
import { createPortraitFiles, type PortraitReading } from './files'
import type { PortraitProvenance } from './provenance'
import { revertFace } from './revert-face'
import { type PortraitRow, subjectOf, toPortrait } from './rows'
import { createPortraitTable } from './table'

export interface NewPortrait {
  readonly subject: Subject
  /** Decoded to the end in the image sandbox; stored unchanged. */
  readonly bytes: Uint8Array
  /** Of these bytes, in hex. */
  readonly sha256: string
  readonly format: PortraitFormat
  readonly widthPx: number
  readonly heightPx: number
  readonly provenance: PortraitProvenance
  readonly makeCurrent: boolean
  /** The portrait that this is a copy of, whose tags it gets. */
  readonly copyOf?: number
}

export interface PortraitsOptions {
  readonly database: Database
  /** How the row of a new portrait is committed; without it, in place. */
  readonly commitOffThread?: CommitOffThread
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  /** Called when a file was found lost or damaged, or intact again. */
  readonly onStateChange?: (portrait: Portrait) => void
}

export type Portraits = ReturnType<typeof createPortraits>

function createContext(options: PortraitsOptions) {
  const { database, dataFolder, fileSystem, clock, onStateChange } = options
  const { commitOffThread = commitInPlace } = options
  const table = createPortraitTable(database, clock)
  const files = createPortraitFiles({ dataFolder, fileSystem })
  return { database, table, onStateChange, files, commitOffThread }
}

type Context = ReturnType<typeof createContext>

/** A portrait is a row and a file that agree: file, then row, with the pointer to it. */
export function createPortraits(options: PortraitsOptions) {
  const context = createContext(options)
  const { files, table } = context

  return {
    /**
     * Stores a portrait. Throws AppError `not-found`, those of a full or closed disk, or those of the
     * database; then there is no row, and the subject's current portrait is what it was. `also` is called
     * with what was shown before, inside the transaction.
     */
    add: (portrait: NewPortrait, also?: (subject: Subject, formerId: number | null) => void) =>
      add(context, portrait, also),

    read: (portrait: Portrait) => read(context, portrait),

    /**
     * Gives a portrait whose place is blocked a file of another name: the file first, then the row, in one
     * transaction. The bytes must be its own. Throws what `add` throws, and `not-found`.
     */
    moveTo: (portrait: Portrait, bytes: Uint8Array) => moveTo(context, portrait, bytes),

    /**
     * Checks that the file is there in its size, without reading it, and flags the row. A file that was found
     * damaged or unreadable before is read completely: its size does not show that it is intact again.
     */
    check: (portrait: Portrait) => check(context, portrait),

    /** How the file is, read whole. The row is not flagged; `flagAll` does that. */
    inspect: async (portrait: Portrait): Promise<PortraitFileState> =>
      (await files.read(portrait)).state,

    /** Says of many at once how their files were found, in one transaction. */
    flagAll: (found: readonly (readonly [Portrait, PortraitFileState])[]) =>
      flagAll(context, found),

    /** Ids of all portraits, those in the trash included, oldest first. */
    ids: (): number[] => table.ids(),

    /** The portrait with this id, also one in the trash, or null. */
    find: (id: number) => find(context, id),

    /** What the subject shows now, or null for its avatar. */
    current: (subject: Subject) => current(context, subject),

    /** Newest first, without those in the trash. */
    history: (subject: Subject) => history(context, subject),

    /** Shows one of the subject's own portraits, or its avatar. Throws `not-found` or `in-trash`. */
    makeCurrent: (subject: Subject, portraitId: number | null) =>
      makeCurrent(context, subject, portraitId),

    /**
     * Puts a portrait into the trash; its file stays. When it was shown, the newest of those left is
     * shown instead. Answers what is shown afterwards, and whether it was the one shown.
     */
    trash: (id: number) => trash(context, id),

    /** Puts all of them into the trash, or none. Answers those that were not there, in the order in which to restore them. */
    trashAll: (ids: readonly number[]) => trashAll(context, ids),

    /** Takes a portrait out of the trash. */
    restore: (id: number, input: { readonly makeCurrent: boolean }) => restore(context, id, input),

    /** Takes all of them out of the trash again, or none, as `trashAll` has answered them. */
    restoreAll: (portraits: readonly TrashedPortrait[]) => restoreAll(context, portraits),

    /** Stars all of them, so that every limit of the history keeps them, or removes their stars. Answers those changed. */
    star: (ids: readonly number[], isStarred: boolean) => star(context, ids, isStarred),

    /** Takes one change of a face back, in one transaction. Throws AppError `not-found`. */
    revertFace: (change: FaceChange): RevertedFace =>
      inTransaction(context, () => revertFace(table, change)),
  }
}

function inTransaction<Value>(context: Context, change: () => Value): Value {
  const { database } = context
  try {
    return database.transaction(change).immediate()
  } catch (error) {
    throw databaseError(error)
  }
}

function requireRow(context: Context, id: number): PortraitRow {
  const { table } = context
  const row = table.find(id)
  if (row === undefined) throw new AppError('not-found', { kind: 'portrait', id })
  return row
}

function flag(context: Context, portrait: Portrait, state: PortraitFileState): void {
  const { table, onStateChange } = context
  if (state === portrait.state) return
  try {
    table.setState(portrait.id, state)
  } catch (error) {
    // A busy or full database must not cost the picture; the next look at the file flags it again.
    if (databaseError(error) instanceof AppError) return
    throw error
  }
  onStateChange?.({ ...portrait, state })
}

async function add(
  context: Context,
  portrait: NewPortrait,
  also?: (subject: Subject, formerId: number | null) => void,
): Promise<Portrait> {
  const { database, table, files, commitOffThread } = context
  const { subject } = portrait
  requireWritable(database)
  table.requireSubject(subject)
  const path = await files.store({ ...portrait, takenPaths: table.paths(subject) })
  let isCommitting = false
  try {
    const insert = (): number => {
      table.requireSubject(subject)
      const formerId = table.current(subject)?.id ?? null
      const added = table.insert({ ...portrait, bytes: portrait.bytes.length, path })
      const { copyOf } = portrait
      if (copyOf !== undefined) copyTags(database, 'portrait', { from: copyOf, to: added })
      if (portrait.makeCurrent) table.point(subject, added)
      also?.(subject, formerId)
      isCommitting = true
      return added
    }
    const id = await commitOffThread(() => inTransaction(context, insert))
    return toPortrait(requireRow(context, id))
  } catch (error) {
    // Once the commit has begun its record may be on the disk whatever SQLite reports, and a row
    // without its file is the one thing that must never be: rather keep a file without a row.
    if (!isCommitting) await files.removeUnused(path)
    throw error
  }
}

async function moveTo(context: Context, portrait: Portrait, bytes: Uint8Array): Promise<Portrait> {
  const { files, table } = context
  const { id, subject } = portrait
  if (subject === null) throw new AppError('folder-replaced', { folder: basename(portrait.path) })
  const path = await files.store({
    ...portrait,
    subject,
    bytes,
    takenPaths: table.paths(subject),
  })
  const isMoved = inTransaction(context, () => table.setPath(portrait, path))
  if (!isMoved) {
    await files.removeUnused(path)
    throw new AppError('not-found', { kind: 'portrait', id })
  }
  return toPortrait(requireRow(context, id))
}

/** Reads and checks the file; the row then says how it was found. */
async function read(context: Context, portrait: Portrait): Promise<PortraitReading> {
  const { files } = context
  const reading = await files.read(portrait)
  flag(context, portrait, reading.state)
  return reading
}

function trash(context: Context, id: number): AfterTrash {
  const { table } = context
  return inTransaction(context, () => {
    const row = requireRow(context, id)
    const subject = subjectOf(row)
    const shown = subject === null ? null : (table.current(subject)?.id ?? null)
    if (row.trashed_at !== null) return { subject, wasCurrent: false, shownId: shown }
    const wasCurrent = shown === id
    table.trash(id, wasCurrent)
    if (subject === null || !wasCurrent) return { subject, wasCurrent, shownId: shown }
    const shownId = table.newestId(subject)
    table.point(subject, shownId)
    return { subject, wasCurrent, shownId }
  })
}

function restore(
  context: Context,
  id: number,
  { makeCurrent }: { readonly makeCurrent: boolean },
): Subject | null {
  const { table } = context
  return inTransaction(context, () => {
    const subject = subjectOf(requireRow(context, id))
    table.restore(id)
    if (makeCurrent && subject !== null) table.point(subject, id)
    return subject
  })
}

async function check(context: Context, portrait: Portrait): Promise<PortraitFileState> {
  const { files } = context
  const state = await files.checkSize(portrait)
  const wasOpened = portrait.state === 'damaged' || portrait.state === 'unreadable'
  if (state === 'sound' && wasOpened) return (await read(context, portrait)).state
  flag(context, portrait, state)
  return state
}

function flagAll(
  context: Context,
  found: readonly (readonly [Portrait, PortraitFileState])[],
): void {
  const { database, table, onStateChange } = context
  if (found.length === 0 || isReadOnly(database)) return
  inTransaction(context, () => {
    for (const [{ id }, state] of found) table.setState(id, state)
  })
  for (const [portrait, state] of found) onStateChange?.({ ...portrait, state })
}

function find(context: Context, id: number): Portrait | null {
  const { table } = context
  const row = table.find(id)
  return row === undefined ? null : toPortrait(row)
}

function current(context: Context, subject: Subject): Portrait | null {
  const { table } = context
  const row = table.current(subject)
  return row === undefined ? null : toPortrait(row)
}

function history(context: Context, subject: Subject): Portrait[] {
  const { table } = context
  table.requireSubject(subject)
  return table.history(subject).map(toPortrait)
}

function makeCurrent(context: Context, subject: Subject, portraitId: number | null): void {
  const { table } = context
  inTransaction(context, () => {
    table.requireSubject(subject)
    if (portraitId !== null) {
      const row = requireRow(context, portraitId)
      const owner = subjectOf(row)
      if (owner?.kind !== subject.kind || owner.id !== subject.id) {
        throw new AppError('not-found', { kind: 'portrait', id: portraitId })
      }
      if (row.trashed_at !== null) throw new AppError('in-trash')
    }
    table.point(subject, portraitId)
  })
}

function trashAll(context: Context, ids: readonly number[]): TrashedPortrait[] {
  return inTransaction(context, () => {
    const trashed = ids
      .filter((id) => requireRow(context, id).trashed_at === null)
      .map((id) => ({ id, wasCurrent: trash(context, id).wasCurrent }))
    // Of one subject's portraits the first to go was shown at the beginning: it comes back last.
    return trashed.reverse()
  })
}

function restoreAll(context: Context, portraits: readonly TrashedPortrait[]): void {
  inTransaction(context, () => {
    for (const { id, wasCurrent } of portraits) restore(context, id, { makeCurrent: wasCurrent })
  })
}

function star(context: Context, ids: readonly number[], isStarred: boolean): number[] {
  const { table } = context
  return inTransaction(context, () => {
    const changed = ids.filter((id) => (requireRow(context, id).starred === 1) !== isStarred)
    for (const id of changed) table.setStarred(id, isStarred)
    return changed
  })
}
