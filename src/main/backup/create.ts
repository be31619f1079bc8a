import { basename, dirname, join, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { BackupMade, BackupProof } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import type { TaskProgress } from '../../shared/tasks'
import { writeTar } from '../core/archive/tar-writer'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import { hashInThread } from '../core/disk/hash-in-thread'
import { asTargetError, requireRoom } from '../core/disk/require-room'
import { inWorkFolder } from '../core/disk/scratch/folders'
import { partialName } from '../core/disk/scratch/names'
import { sweepFiles, sweepWorkFolders } from '../core/disk/scratch/sweep'
import { bytesOf, statAt } from '../core/disk/stat-at'
import { syncAsItGoes } from '../core/disk/sync-as-it-goes'
import { systemErrorCode } from '../core/disk/system-error'
import { dashed, unusedName } from '../core/disk/unused-name'
import { moveIntoPlace } from '../core/disk/write-file'
import { cancelledOr } from '../core/tasks/cancel'
import { type ArchiveFacts, archiveEntries } from './archive/archive-entries'
import { summarise } from './archive/manifest'
import { archiveName, stampOf } from './archive/names'
import { openBackup } from './archive/open-backup'
import { readThrough } from './archive/read-through'
import { sizeOfDatabase, takeSnapshot } from './database-copy'
import { workPlace } from './swap'

/** A header and what fills up its last block, and its part of the manifest. */
const bytesPerEntry = 512 + 256 + 250

export interface BackupOrder {
  /** A folder, or a file that does not exist yet. */
  readonly target: string
  /** False only for measuring: an archive that was not read back is no backup. */
  readonly isVerified?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

export interface BackupParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly appVersion: string
  /** Preferences, without any secret. */
  readonly settings: unknown
  /** The text of README.txt. */
  readonly readme: string
}

/**
 * Backs the whole library up into one file: the database first, while it is in use, then exactly its
 * portraits. The file has its name only once it is on the disk and was read back. Throws AppError
 * `backup-target-…`, `backup-no-room`, `backup-too-large`, `backup-cancelled`, or why what was read back
 * is no backup; nothing is left then.
 */
export async function createBackup(parts: BackupParts, order: BackupOrder): Promise<BackupMade> {
  const { dataFolder, fileSystem, clock } = parts
  const { signal } = order
  const now = clock()
  const target = await findTarget(order.target, stampOf(now))
  const folder = dirname(target)
  await sweepFiles(fileSystem, [folder], { now })
  const place = workPlace(dataFolder)
  await sweepWorkFolders(place, { now })
  // A copy of the database, and once more when it is read back.
  const neededBytes = 2 * sizeOfDatabase(parts.database)
  return inWorkFolder(place, neededBytes, async (workFolder) => {
    const partial = join(folder, partialName())
    try {
      const facts = await write(parts, order, { workFolder, partial, now })
      const proof =
        order.isVerified === false ? null : await readBack(partial, { workFolder, order, facts })
      signal?.throwIfAborted()
      const path = await moveToFreeName(fileSystem, partial, { wanted: order.target, target, now })
      await fileSystem.syncFolder(folder)
      const { warnings } = facts
      return { summary: summarise(facts, path), path, proof, warnings }
    } catch (error) {
      await discard(fileSystem, partial)
      throw asTargetError(cancelledOr(error, signal), { folder })
    }
  })
}

interface Naming {
  readonly wanted: string
  readonly target: string
  readonly now: Date
}

/**
 * Gives a finished backup its name without overwriting, and returns its path: in a folder with the next
 * number when another process has taken the name since. Throws EEXIST where a certain file was requested.
 */
async function moveToFreeName(
  fileSystem: FileSystem,
  partial: string,
  { wanted, target, now }: Naming,
): Promise<string> {
  const tried = new Set<string>()
  for (let path = target; ; ) {
    try {
      await moveIntoPlace(fileSystem, partial, path)
      return path
    } catch (error) {
      const isTaken = systemErrorCode(error) === 'EEXIST'
      if (!isTaken || !(await isFolder(resolve(wanted)))) throw error
      tried.add(basename(path))
      path = await findTarget(wanted, stampOf(now), tried)
    }
  }
}

/**
 * The file that is to be made; under none of the names that were `tried`. Throws AppError `backup-target-gone` or
 * `backup-target-exists`.
 */
async function findTarget(
  wanted: string,
  stamp: string,
  tried: ReadonlySet<string> = new Set(),
): Promise<string> {
  const path = resolve(wanted)
  if (await isFolder(path)) {
    const nameOf = (number: number) => archiveName(dashed(stamp)(number))
    return join(path, unusedName(path, nameOf, { except: tried }))
  }
  if (await isThere(path)) throw new AppError('backup-target-exists', { folder: basename(path) })
  if (await isFolder(dirname(path))) return path
  throw new AppError('backup-target-gone', { folder: basename(dirname(path)) })
}

async function isFolder(path: string): Promise<boolean> {
  return (await look(path))?.isDirectory() ?? false
}

async function isThere(path: string): Promise<boolean> {
  return (await look(path)) !== null
}

async function look(path: string) {
  try {
    return await statAt(path)
  } catch (error) {
    throw asTargetError(error, { folder: dirname(path) })
  }
}

interface Place {
  readonly workFolder: string
  readonly partial: string
  readonly now: Date
}

async function write(
  parts: BackupParts,
  { signal, onProgress }: BackupOrder,
  { workFolder, partial, now }: Place,
): Promise<ArchiveFacts> {
  const { database, fileSystem } = parts
  onProgress?.({ step: 'database', done: 0, total: 0, doneBytes: 0, totalBytes: 0 })
  const snapshot = await takeSnapshot(database, workFolder, { signal })
  const size = await bytesOf(snapshot.path)
  const totalBytes = snapshot.rows.reduce((sum, row) => sum + row.bytes, size)
  await requireRoom(dirname(partial), totalBytes + (snapshot.rows.length + 8) * bytesPerEntry)
  const total = snapshot.rows.length
  return hashInThread(async (hash) => {
    const onPortrait = (done: number, doneBytes: number): void =>
      onProgress?.({ step: 'portraits', done, total, doneBytes, totalBytes })
    const archive = archiveEntries({ ...parts, hash, snapshot, now, signal, onPortrait })
    const file = syncAsItGoes(await fileSystem.create(partial))
    try {
      await writeTar(file, archive.entries, now)
      await file.sync()
    } finally {
      await file.close()
    }
    return archive.facts()
  })
}

interface ReadBack {
  readonly workFolder: string
  readonly order: BackupOrder
  readonly facts: ArchiveFacts
}

async function readBack(
  partial: string,
  { workFolder, order, facts }: ReadBack,
): Promise<BackupProof> {
  const { signal, onProgress } = order
  const total = facts.entries.length
  const totalBytes = facts.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const backup = await openBackup(partial, signal)
  try {
    return await readThrough(backup, {
      databasePath: join(workFolder, 'read-back.db'),
      signal,
      onProgress: (far) => onProgress?.({ total, totalBytes, ...far }),
    })
  } finally {
    await backup.source.close()
  }
}

async function discard(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    await fileSystem.unlink(path)
  } catch {
    // It was never made, or its drive is away: the next backup into that folder sweeps it.
  }
}
