import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type {
  QuarantineEntry,
  QuarantineFacts,
  QuarantineList,
  QuarantineReason,
  QuarantineRemoved,
  QuarantineRestored,
} from '../../../shared/quarantine'
import { stampOf } from '../../backup/archive/names'
import type { Clock } from '../../core/clock'
import type { Digest } from '../../core/disk/digest'
import type { FileSystem } from '../../core/disk/file-system'
import { kindOf } from '../../core/disk/kind-at'
import { sha256 } from '../../core/disk/sha256'
import { systemErrorCode } from '../../core/disk/system-error'
import { asDiskError, writeFileWhole } from '../../core/disk/write-file'
import { createLimit } from '../../core/tasks/limit'
import type { PortraitsInNeed } from '../../portraits/last-copy'
import { absolutePath, requireFolders, requirePlainFile } from './library-path'
import { listQuarantine } from './list'
import { manifestName, quarantineFolder, toLine } from './manifest'
import { moveAside, moveBack } from './move'

export interface QuarantineOptions {
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  /** The portraits that would lose their last good copy with a file; those it is asked for never go. */
  readonly portraitsInNeed: PortraitsInNeed
}

export interface QuarantineOrder {
  readonly why: QuarantineReason
  /** The portrait whose file it is, if any. */
  readonly portraitId: number | null
  readonly facts: QuarantineFacts
}

export type Quarantine = ReturnType<typeof createQuarantine>

/** Files in one folder, after which the next one begins. */
const filesInOneFolder = 10_000
/** So few are read before they go that hardly anything can happen to what was read. */
const filesRemovedTogether = 32
/** A name is at most 255 bytes, of which the number takes up to ten. */
const nameBytes = 200

interface State {
  open: { readonly name: string; files: number } | null
}

function createContext(options: QuarantineOptions) {
  const { dataFolder, fileSystem, clock, portraitsInNeed } = options
  const state: State = { open: null }
  const oneAtATime = createLimit(1)

  const toDiskError = (error: unknown): AppError =>
    asDiskError(error, { folder: join(dataFolder, quarantineFolder) })
  return { state, oneAtATime, clock, fileSystem, dataFolder, portraitsInNeed, toDiskError }
}

type Context = ReturnType<typeof createContext>

/**
 * Files that were moved out of the way, each with a line that records where it was and why. The lines are
 * stored beside the files and not in the database, which a restore swaps. A file's line is on the disk before
 * the file is moved, so that a crash never leaves a file of unknown origin. A line whose file is not here
 * (not yet moved, restored, removed) means nothing.
 */
export function createQuarantine(options: QuarantineOptions) {
  const context = createContext(options)

  return {
    /**
     * Moves a file of the library here; its path is below the user data folder, with forward slashes.
     * Throws AppError `not-found`, `not-a-plain-file` for a link or a folder, and those of the disk; the
     * file is then where it was, or here with its line.
     */
    put: (path: string, order: QuarantineOrder) => put(context, path, order),

    /**
     * Stores these bytes here, which never were a file of the library; `path` is where they would have been.
     * Throws AppErrors of the disk.
     */
    keep: (path: string, bytes: Uint8Array, order: QuarantineOrder) =>
      keep(context, path, bytes, order),

    /** Writes down whose file it is. Of two lines about a file the later one counts. */
    assign: (entry: QuarantineEntry, portraitId: number) => assign(context, entry, portraitId),

    /** Throws AppErrors of the disk. */
    list: () => list(context),

    /** A file that is here. Throws AppError `not-found`, and `picture-damaged` when it is no longer whole. */
    read: (id: string) => read(context, id),

    /** Puts files back where they were; what has their place now is never overwritten. */
    restore: (ids: readonly string[]) => restore(context, ids),

    /**
     * Permanently removes files: the only function that does. One that may be the last good copy of a
     * portrait stays and is reported; see `createPortraitsInNeed`. `onLeaving` is called with some of them
     * right before they are removed.
     */
    remove: (ids: readonly string[], onLeaving?: (entries: readonly QuarantineEntry[]) => void) =>
      remove(context, ids, onLeaving),
  }
}

// Each folder belongs to one process: the one that created its manifest.
async function folderToFill(context: Context): Promise<{ readonly name: string; files: number }> {
  const { clock, state, fileSystem, dataFolder } = context
  const stamp = stampOf(clock())
  const isToday = state.open?.name.slice(0, 8) === stamp.slice(0, 8)
  if (state.open !== null && isToday && state.open.files < filesInOneFolder) return state.open
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stamp : `${stamp}-${number}`
    const manifest = `${quarantineFolder}/${name}/${manifestName}`
    await requireFolders(fileSystem, dataFolder, manifest)
    try {
      await (await fileSystem.create(absolutePath(dataFolder, manifest))).close()
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') continue
      throw error
    }
    await fileSystem.syncFolder(join(dataFolder, quarantineFolder, name))
    state.open = { name, files: 0 }
    return state.open
  }
}

async function writeDown(context: Context, folder: string, entry: QuarantineEntry): Promise<void> {
  const { fileSystem, dataFolder, state } = context
  const line = toLine(entry)
  try {
    const file = await fileSystem.append(join(dataFolder, quarantineFolder, folder, manifestName))
    try {
      let written = 0
      while (written < line.length) written += await file.write(line.subarray(written))
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    // Half a line may be there now; the next one would be glued to it.
    state.open = null
    throw error
  }
}

/** Writes down the line of a file that is about to come. */
async function announce(
  context: Context,
  path: string,
  order: QuarantineOrder,
  digest: Digest,
): Promise<QuarantineEntry> {
  const { clock } = context
  const folder = await folderToFill(context)
  folder.files += 1
  const id = `${folder.name}/${String(folder.files).padStart(4, '0')}_${shortName(path)}`
  const { why, portraitId, facts } = order
  const recorded = { why, portraitId, facts, originalPath: path, putAt: clock().toISOString() }
  const entry = { id, path: `${quarantineFolder}/${id}`, ...recorded, ...digest }
  await writeDown(context, folder.name, entry)
  return entry
}

async function putNow(
  context: Context,
  path: string,
  order: QuarantineOrder,
): Promise<QuarantineEntry> {
  const { fileSystem, dataFolder } = context
  const from = await requirePlainFile(fileSystem, dataFolder, path)
  const digest = await fileSystem.digest(from)
  const entry = await announce(context, path, order, digest)
  await moveAside(fileSystem, from, absolutePath(dataFolder, entry.path), digest.sha256)
  return entry
}

async function keepNow(
  context: Context,
  path: string,
  bytes: Uint8Array,
  order: QuarantineOrder,
): Promise<QuarantineEntry> {
  const { fileSystem, dataFolder } = context
  const digest = { sha256: await sha256(bytes), bytes: bytes.length }
  const entry = await announce(context, path, order, digest)
  await writeFileWhole(fileSystem, absolutePath(dataFolder, entry.path), bytes)
  return entry
}

async function restoreOne(
  context: Context,
  entry: QuarantineEntry,
): Promise<QuarantineRestored['outcome']> {
  const { dataFolder, fileSystem } = context
  const from = absolutePath(dataFolder, entry.path)
  if ((await kindOf(fileSystem, from)) !== 'file') return 'gone'
  const to = absolutePath(dataFolder, entry.originalPath)
  await requireFolders(fileSystem, dataFolder, entry.originalPath)
  try {
    await moveBack(fileSystem, from, to, entry.sha256)
    return 'restored'
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  }
  if (!(await isSameFile(context, from, to))) return 'taken'
  // Killed between its two names the last time: the one here is the one too many.
  await fileSystem.syncFolder(dirname(to))
  await fileSystem.unlink(from)
  return 'restored'
}

async function isSameFile(context: Context, here: string, there: string): Promise<boolean> {
  const { fileSystem } = context
  if ((await kindOf(fileSystem, there)) !== 'file') return false
  const [mine, other] = await Promise.all([fileSystem.digest(here), fileSystem.digest(there)])
  return mine.sha256 === other.sha256
}

/** A folder with only its manifest is of no further use. */
async function tidy(context: Context, names: ReadonlySet<string>): Promise<void> {
  const { dataFolder, fileSystem, state } = context
  for (const name of names) {
    const folder = join(dataFolder, quarantineFolder, name)
    const left = await fileSystem.readdir(folder)
    if (name === state.open?.name || left.some((one) => one !== manifestName)) continue
    if (left.length > 0) await fileSystem.unlink(join(folder, manifestName))
    await fileSystem.rmdir(folder)
  }
}

async function known(
  context: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, QuarantineEntry>> {
  const { fileSystem, dataFolder } = context
  const wanted = new Set(ids)
  const { entries } = await listQuarantine(fileSystem, dataFolder)
  return new Map(entries.flatMap((one) => (wanted.has(one.id) ? [[one.id, one]] : [])))
}

async function removeSome(
  context: Context,
  entries: readonly QuarantineEntry[],
  onLeaving: (entries: readonly QuarantineEntry[]) => void,
): Promise<QuarantineRemoved> {
  const { portraitsInNeed, fileSystem, dataFolder } = context
  const leaving: QuarantineEntry[] = []
  const stayed: QuarantineRemoved['stayed'][number][] = []
  for (const entry of entries) {
    const inNeed = await portraitsInNeed(entry)
    if (inNeed.length === 0) leaving.push(entry)
    else stayed.push({ id: entry.id, inNeed })
  }
  onLeaving(leaving)
  for (const { path } of leaving) await fileSystem.unlink(absolutePath(dataFolder, path))
  const bytes = leaving.reduce((sum, entry) => sum + entry.bytes, 0)
  return { count: leaving.length, bytes, stayed }
}

function put(context: Context, path: string, order: QuarantineOrder): Promise<QuarantineEntry> {
  const { oneAtATime, toDiskError } = context
  return oneAtATime(() => putNow(context, path, order)).catch((error: unknown) => {
    throw toDiskError(error)
  })
}

function keep(
  context: Context,
  path: string,
  bytes: Uint8Array,
  order: QuarantineOrder,
): Promise<QuarantineEntry> {
  const { oneAtATime, toDiskError } = context
  return oneAtATime(() => keepNow(context, path, bytes, order)).catch((error: unknown) => {
    throw toDiskError(error)
  })
}

function assign(context: Context, entry: QuarantineEntry, portraitId: number): Promise<void> {
  const { oneAtATime, toDiskError } = context
  return oneAtATime(() =>
    writeDown(context, entry.id.split('/')[0] ?? '', { ...entry, portraitId }),
  ).catch((error: unknown) => {
    throw toDiskError(error)
  })
}

function list(context: Context): Promise<QuarantineList> {
  const { fileSystem, dataFolder, toDiskError } = context
  return listQuarantine(fileSystem, dataFolder).catch((error: unknown) => {
    throw toDiskError(error)
  })
}

async function read(
  context: Context,
  id: string,
): Promise<{ entry: QuarantineEntry; bytes: Uint8Array }> {
  const { fileSystem, dataFolder, toDiskError } = context
  const entry = (await known(context, [id])).get(id)
  if (entry === undefined) throw new AppError('not-found', { kind: 'file', id })
  try {
    const bytes = await fileSystem.readFile(absolutePath(dataFolder, entry.path))
    if ((await sha256(bytes)) !== entry.sha256) throw new AppError('picture-damaged')
    return { entry, bytes }
  } catch (error) {
    throw toDiskError(error)
  }
}

function restore(context: Context, ids: readonly string[]): Promise<QuarantineRestored[]> {
  const { oneAtATime, toDiskError } = context
  return oneAtATime(async () => {
    const entries = await known(context, ids)
    const restored: QuarantineRestored[] = []
    for (const id of ids) {
      const entry = entries.get(id)
      restored.push({
        id,
        outcome: entry === undefined ? 'gone' : await restoreOne(context, entry),
      })
    }
    await tidy(context, foldersOf(entries))
    return restored
  }).catch((error: unknown) => {
    throw toDiskError(error)
  })
}

function remove(
  context: Context,
  ids: readonly string[],
  onLeaving: (entries: readonly QuarantineEntry[]) => void = () => undefined,
): Promise<QuarantineRemoved> {
  const { oneAtATime, toDiskError } = context
  return oneAtATime(async () => {
    const entries = await known(context, ids)
    const all = [...entries.values()]
    let removed: QuarantineRemoved = { count: 0, bytes: 0, stayed: [] }
    for (let start = 0; start < all.length; start += filesRemovedTogether) {
      const some = all.slice(start, start + filesRemovedTogether)
      removed = addRemoved(removed, await removeSome(context, some, onLeaving))
    }
    await tidy(context, foldersOf(entries))
    return removed
  }).catch((error: unknown) => {
    throw toDiskError(error)
  })
}

function addRemoved(one: QuarantineRemoved, other: QuarantineRemoved): QuarantineRemoved {
  return {
    count: one.count + other.count,
    bytes: one.bytes + other.bytes,
    stayed: [...one.stayed, ...other.stayed],
  }
}

function foldersOf(entries: ReadonlyMap<string, QuarantineEntry>): Set<string> {
  return new Set([...entries.keys()].map((id) => id.split('/')[0] ?? ''))
}

// Only helps someone browsing the folder; the original path is in the file's line.
function shortName(path: string): string {
  const name = basename(path).replaceAll(/[\\/]/g, '_')
  if (Buffer.byteLength(name) <= nameBytes) return name
  let short = ''
  for (const letter of name) {
    if (Buffer.byteLength(short + letter) > nameBytes) break
    short += letter
  }
  return short
}
