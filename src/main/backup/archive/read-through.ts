import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'
import type { BackupProof, BackupWarning } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import type { TaskStep } from '../../../shared/tasks'
import { databaseError } from '../../core/database/database-error'
import { examineAndMigrate } from '../../core/database/examine'
import { applicationId, schemaVersion } from '../../core/database/migrations'
import type { AllocateBuffer } from '../../core/disk/buffer-pool'
import { plainFileSystem } from '../../core/disk/file-system'
import { type Hash, hashInThread } from '../../core/disk/hash-in-thread'
import { readAhead } from '../../core/disk/read-ahead'
import { asDiskError, writeWhole } from '../../core/disk/write-file'
import { ReaderFailure } from '../../core/reader/ask-reader'
import { pictureFormat } from '../../portraits/is-picture'
import { readLibrary, type SnapshotRow } from '../database-copy'
import type { ManifestEntry } from './manifest'
import { pathForEntry } from './names'
import { namesOf, type OpenBackup } from './open-backup'
import { asReadingError } from './source'

export interface ReadThroughOptions {
  /** Where the database goes; a path of our own where nothing is yet. */
  readonly databasePath: string
  readonly signal?: AbortSignal
  readonly onProgress?: (far: {
    readonly step: TaskStep
    readonly done: number
    readonly doneBytes: number
  }) => void
  /** Called with every entry but the database once it is verified; its memory is reused afterwards. */
  readonly keep?: (entry: ManifestEntry, bytes: Buffer) => Promise<void>
}

/**
 * Reads a backup from end to end: every entry against its SHA-256, the database against its own rules,
 * every row against its portrait. The copied database is up to date then. Throws AppError `backup-damaged` with the names of all bad entries,
 * `backup-database-damaged`, `backup-portrait-missing`, `backup-newer`, `backup-cancelled`.
 */
export async function readThrough(
  backup: OpenBackup,
  options: ReadThroughOptions,
): Promise<BackupProof> {
  const { signal, databasePath } = options
  const { entries, database } = backup.manifest
  const own = entries.find(({ name }) => name === database)
  if (own === undefined) throw new AppError('backup-manifest-damaged')
  signal?.throwIfAborted()
  const isSame = await copyDatabase(backup, own, databasePath)
  const formats = new Map<string, string | null>()
  const readOthers = () => hashInThread((hash) => readEntries(backup, options, hash, formats))
  const bad = isSame
    ? await whileExamined(databasePath, backup, { signal, readOthers })
    : [own, ...(await readOthers())]
  if (bad.length > 0) throw new AppError('backup-damaged', namesOf(bad))
  signal?.throwIfAborted()
  const rows = await rowsOf(databasePath, signal)
  checkRows(rows, backup)
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const damaged = harmedAmong(rows, formats)
  return { entries: entries.length, bytes, portraits: rows.length, harmed: damaged }
}

async function readEntries(
  { source, manifest }: OpenBackup,
  { signal, onProgress, keep }: ReadThroughOptions,
  hash: Hash,
  formats: Map<string, string | null>,
): Promise<ManifestEntry[]> {
  const others = manifest.entries.filter(({ name }) => name !== manifest.database)
  const bad: ManifestEntry[] = []
  let done = 0
  let doneBytes = 0
  const read = async (entry: ManifestEntry, allocate: AllocateBuffer) => {
    signal?.throwIfAborted()
    const bytes = await source.read(entry.name, allocate)
    const isSound = bytes.length === entry.bytes && (await hash(bytes)) === entry.sha256
    const path = pathForEntry(entry.name)
    if (isSound && path !== null) formats.set(path, pictureFormat(bytes))
    if (isSound) await keep?.(entry, bytes)
    return isSound
  }
  try {
    for await (const { item, value: isSound } of readAhead(others, read)) {
      if (!isSound) bad.push(item)
      done += 1
      doneBytes += item.bytes
      onProgress?.({ step: 'verify', done, doneBytes })
    }
  } catch (error) {
    throw asReadingError(error, basename(source.path))
  }
  return bad
}

interface Others {
  readonly signal: AbortSignal | undefined
  /** Reads all other entries, and answers the bad ones. */
  readonly readOthers: () => Promise<ManifestEntry[]>
}

/**
 * Reads the other entries while the database is examined in its own process. Bad entries are told before what is
 * wrong with the database; once either has failed, the other has ended.
 */
async function whileExamined(
  databasePath: string,
  backup: OpenBackup,
  { signal, readOthers }: Others,
): Promise<ManifestEntry[]> {
  const ending = new AbortController()
  const either = AbortSignal.any([ending.signal, ...(signal === undefined ? [] : [signal])])
  const examined = examine(databasePath, backup, either)
  // Read to its end although the database is damaged: the message names everything that is.
  examined.catch(() => undefined)
  try {
    const bad = await readOthers()
    if (bad.length === 0) await examined
    return bad
  } finally {
    ending.abort()
    await Promise.allSettled([examined])
  }
}

/**
 * Copies the database out of a backup, checks it and brings the copy up to date. Throws AppError `backup-
 * damaged`, `backup-database-damaged`, `backup-newer`, `backup-cancelled`.
 */
export async function extractDatabase(
  backup: OpenBackup,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const own = backup.manifest.entries.find(({ name }) => name === backup.manifest.database)
  if (own === undefined) throw new AppError('backup-manifest-damaged')
  if (!(await copyDatabase(backup, own, path))) throw new AppError('backup-damaged', namesOf([own]))
  await examine(path, backup, signal)
}

/** False when its bytes are not those that were backed up. */
async function copyDatabase(
  { source }: OpenBackup,
  entry: ManifestEntry,
  path: string,
): Promise<boolean> {
  const hash = createHash('sha256')
  const file = await plainFileSystem()
    .create(path)
    .catch((error: unknown) => {
      throw asDiskError(error, { folder: dirname(path) })
    })
  try {
    for await (const piece of source.pieces(entry.name)) {
      hash.update(piece)
      await writeWhole(file, piece).catch((error: unknown) => {
        throw asDiskError(error, { folder: dirname(path), neededBytes: entry.bytes })
      })
    }
    await file.sync()
  } catch (error) {
    throw asReadingError(error, basename(source.path))
  } finally {
    await file.close()
  }
  return hash.digest('hex') === entry.sha256
}

async function examine(
  path: string,
  { manifest }: OpenBackup,
  signal: AbortSignal | undefined,
): Promise<void> {
  let found: Awaited<ReturnType<typeof examineAndMigrate>>
  try {
    found = await examineAndMigrate(path, signal)
  } catch (error) {
    signal?.throwIfAborted()
    throw asDamage(error)
  }
  if (found.schemaVersion > schemaVersion) {
    throw new AppError('backup-newer', { version: manifest.appVersion })
  }
  const isOurs = found.applicationId === applicationId && found.schemaVersion > 0
  if (found.integrity !== 'ok' || found.strays > 0 || !isOurs) {
    throw new AppError('backup-database-damaged')
  }
}

async function rowsOf(
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly SnapshotRow[]> {
  try {
    return (await readLibrary(path, signal)).rows
  } catch (error) {
    signal?.throwIfAborted()
    throw asDamage(error)
  }
}

function asDamage(error: unknown): unknown {
  const known = databaseError(error)
  const isHarm = error instanceof ReaderFailure || /^SQLITE_/.test(codeOf(error))
  return known instanceof AppError || isHarm
    ? new AppError('backup-database-damaged', {}, { cause: error })
    : error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

// A file that matches its manifest and its row need not be a picture: all three may be forged.
function harmedAmong(
  rows: readonly SnapshotRow[],
  formats: ReadonlyMap<string, string | null>,
): BackupWarning[] {
  const isHarmed = ({ path, format }: SnapshotRow): boolean => {
    const found = formats.get(path)
    return found !== undefined && found !== format
  }
  return rows.filter(isHarmed).map(({ name, path }) => ({ name, path, state: 'damaged' }))
}

// A portrait may be missing only where the backup itself lists it as lost.
function checkRows(rows: readonly SnapshotRow[], { manifest }: OpenBackup): void {
  const hashes = new Map(
    manifest.entries.map(({ name, sha256: hash }) => [pathForEntry(name), hash]),
  )
  const warned = new Set(manifest.warnings.map(({ path }) => path))
  const absent = rows.filter(
    ({ path, sha256: hash }) => hashes.get(path) !== hash && !warned.has(path),
  )
  if (absent.length === 0) return
  const names = absent.slice(0, 5).map(({ name, path }) => name || basename(path))
  throw new AppError('backup-portrait-missing', {
    names: names.join(', '),
    name: names[0] ?? '',
    count: absent.length,
  })
}
