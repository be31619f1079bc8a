import { join } from 'node:path'
import type { AutomaticBackup, AutomaticReason } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import type { TaskProgress } from '../../../shared/tasks'
import { claimLibrary } from '../../core/database/presence'
import { copyHashed } from '../../core/disk/copy-file'
import { makeFolder } from '../../core/disk/make-folder'
import { removeTree } from '../../core/disk/remove'
import { asTargetError, requireRoom } from '../../core/disk/require-room'
import { inWorkFolder } from '../../core/disk/scratch/folders'
import { partialName } from '../../core/disk/scratch/names'
import { sweepFiles, sweepPartialFolders, sweepWorkFolders } from '../../core/disk/scratch/sweep'
import { sha256 } from '../../core/disk/sha256'
import { bytesOf } from '../../core/disk/stat-at'
import { dashed, unusedName } from '../../core/disk/unused-name'
import { writeNewFile } from '../../core/disk/write-file'
import { cancelledOr } from '../../core/tasks/cancel'
import { storeFolderName } from '../archive/folder-source'
import { summarise, writeManifest } from '../archive/manifest'
import { manifestName, readmeName, settingsName, stampOf } from '../archive/names'
import { openBackup } from '../archive/open-backup'
import type { BackupParts } from '../create'
import { sizeOfDatabase, takeSnapshot } from '../database-copy'
import { workPlace } from '../swap'
import { storePictures } from './store-pictures'
import { openReadings } from './store-readings'
import { proveDatabase } from './stored-snapshot'

export interface StoreOrder {
  /** The folder of all automatic backups; made when it is not there, unlike the one it is in. */
  readonly folder: string
  readonly why: AutomaticReason
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Makes an automatic backup: the database, and those portraits that the store does not hold yet; each
 * lies there once, under its SHA-256, for all backups. It has its name once what was written was read
 * back. Throws AppError `backup-target-…`, `backup-no-room`, `backup-busy`, `backup-cancelled`.
 */
export async function createSnapshot(
  parts: BackupParts,
  order: StoreOrder,
): Promise<AutomaticBackup> {
  const { folder, signal } = order
  try {
    await parts.fileSystem.mkdir(folder)
    for (const name of [storeFolderName, 'backups']) await makeFolder(join(folder, name))
    return await alone(folder, async () => {
      await sweepStore(parts, folder)
      const neededBytes = sizeOfDatabase(parts.database)
      return inWorkFolder(workPlace(parts.dataFolder), neededBytes, (workFolder) =>
        store(parts, order, workFolder),
      )
    })
  } catch (error) {
    throw asTargetError(cancelledOr(error, signal), { folder })
  }
}

/**
 * Works in a folder of automatic backups under a claim: two processes would remove each other's unfinished
 * work. Throws AppError `backup-busy`, and what the work throws.
 */
export async function alone<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  const claim = claimStore(folder)
  try {
    return await work()
  } finally {
    claim.leave()
  }
}

function claimStore(folder: string) {
  try {
    return claimLibrary(folder)
  } catch (error) {
    const isInUse = error instanceof AppError && error.code === 'backup-library-in-use'
    throw isInUse ? new AppError('backup-busy', {}, { cause: error }) : error
  }
}

async function sweepStore({ dataFolder, fileSystem, clock }: BackupParts, folder: string) {
  const now = clock()
  await sweepWorkFolders(workPlace(dataFolder), { now })
  await sweepFiles(fileSystem, [join(folder, storeFolderName)], { now })
  await sweepPartialFolders(join(folder, 'backups'))
}

async function store(
  parts: BackupParts,
  { folder, why, signal, onProgress }: StoreOrder,
  workFolder: string,
): Promise<AutomaticBackup> {
  const now = parts.clock()
  const snapshot = await takeSnapshot(parts.database, workFolder, signal)
  await requireRoom(folder, 2 * (await bytesOf(snapshot.path)))
  const readings = await openReadings(folder)
  const pictures = await storePictures(parts, {
    readings,
    now,
    folder: join(folder, storeFolderName),
    rows: snapshot.rows,
    stamp: stampOf(now),
    signal,
    onProgress: (far) => onProgress?.({ step: 'portraits', ...far }),
  })
  readings.save(now)
  const partial = join(folder, 'backups', partialName())
  try {
    await makeFolder(partial)
    const database = `database_backup_${stampOf(now)}.db`
    const copied = await copyHashed(parts.fileSystem, snapshot.path, join(partial, database))
    const proved = await proveDatabase(join(partial, database), copied.sha256, signal)
    const small = {
      [readmeName]: Buffer.from(parts.readme),
      [settingsName]: Buffer.from(`${JSON.stringify(parts.settings, null, 2)}\n`),
    }
    const facts = {
      appVersion: parts.appVersion,
      schemaVersion: snapshot.schemaVersion,
      madeAt: now.toISOString(),
      database,
      why,
      library: snapshot.library,
      counts: snapshot.counts,
      entries: [...(await listEntries(small)), proved, ...pictures.entries],
      warnings: pictures.warnings,
    }
    const files = { ...small, [manifestName]: writeManifest(facts) }
    for (const [name, content] of Object.entries(files)) {
      await writeNewFile(parts.fileSystem, join(partial, name), content)
    }
    await parts.fileSystem.syncFolder(partial)
    // Looked at as a restore would: its list, and the size of each picture in the store.
    const opened = await openBackup(partial, signal)
    await opened.source.close()
    signal?.throwIfAborted()
    const name = unusedName(join(folder, 'backups'), dashed(stampOf(now)))
    await parts.fileSystem.rename(partial, join(folder, 'backups', name))
    await parts.fileSystem.syncFolder(join(folder, 'backups'))
    const isVerified = readings.isRead(facts)
    return { ...summarise(facts, name), why, library: facts.library, isVerified, isDamaged: false }
  } catch (error) {
    await removeTree(partial)
    throw error
  }
}

async function listEntries(files: Readonly<Record<string, Buffer>>) {
  return Promise.all(
    Object.entries(files).map(async ([name, content]) => ({
      name,
      bytes: content.length,
      sha256: await sha256(content),
    })),
  )
}
