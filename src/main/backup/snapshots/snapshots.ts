import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AutomaticBackup, AutomaticReason } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import type { TaskProgress } from '../../../shared/tasks'
import { claimLibrary } from '../../core/database/presence'
import { asTargetError, requireRoom } from '../../core/disk/require-room'
import { inWorkFolder } from '../../core/disk/scratch/folders'
import { partialName } from '../../core/disk/scratch/names'
import { sweepFiles, sweepPartialFolders, sweepWorkFolders } from '../../core/disk/scratch/sweep'
import { sha256 } from '../../core/disk/sha256'
import { systemErrorCode } from '../../core/disk/system-error'
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
    await mkdir(folder, { recursive: true })
    for (const name of [storeFolderName, 'backups']) await makeBelow(folder, name)
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

// With `recursive`, Node says of a read-only disk that the folder above is not there.
async function makeBelow(folder: string, name: string): Promise<void> {
  try {
    await mkdir(join(folder, name))
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  }
}

/**
 * Works in a folder of automatic backups that nobody else works in: two at once would clear away each other's
 * unfinished work. Throws AppError `backup-busy`, and what the work throws.
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
  const snapshot = await takeSnapshot(parts.database, workFolder, { signal })
  const { size } = await stat(snapshot.path)
  await requireRoom(folder, 2 * size)
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
    await mkdir(partial)
    const database = `database_backup_${stampOf(now)}.db`
    await copyFile(snapshot.path, join(partial, database))
    const proved = await proveDatabase(join(partial, database), snapshot.path, signal)
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
      await writeFile(join(partial, name), content, { flag: 'wx', mode: 0o600 })
    }
    await syncAll(parts, partial)
    // Looked at as a restore would: its list, and the size of each picture in the store.
    const opened = await openBackup(partial, signal)
    await opened.source.close()
    signal?.throwIfAborted()
    const name = await unusedName(join(folder, 'backups'), stampOf(now))
    await rename(partial, join(folder, 'backups', name))
    await parts.fileSystem.syncFolder(join(folder, 'backups'))
    const isVerified = readings.isRead(facts)
    return { ...summarise(facts, name), why, library: facts.library, isVerified, isDamaged: false }
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
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

async function syncAll({ fileSystem }: BackupParts, folder: string): Promise<void> {
  await Promise.all((await readdir(folder)).map((name) => syncFile(join(folder, name))))
  await fileSystem.syncFolder(folder)
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function unusedName(folder: string, stamp: string): Promise<string> {
  let name = stamp
  for (let number = 2; existsSync(join(folder, name)); number += 1) name = `${stamp}-${number}`
  return name
}
