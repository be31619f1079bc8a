import { dirname, join } from 'node:path'
import type { AutomaticBackup, AutomaticReason } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import type { TaskProgress } from '../../../shared/tasks'
import { claimLibrary } from '../../core/database/presence'
import { copyHashed } from '../../core/disk/copy-file'
import type { FileSystem } from '../../core/disk/file-system'
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
import { type AskOptions, openReader, type Reader } from '../../core/reader/ask-reader'
import { cancelledOr } from '../../core/tasks/cancel'
import { waitForBoth } from '../../core/tasks/limit'
import { storeFolderName } from '../archive/folder-source'
import {
  type ManifestEntry,
  type ManifestFacts,
  summarise,
  writeManifest,
} from '../archive/manifest'
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
  // Two things are asked of it, and it starts while the store is looked through.
  const reader = openReader()
  try {
    await parts.fileSystem.mkdir(folder)
    for (const name of [storeFolderName, 'backups']) await makeFolder(join(folder, name))
    return await alone(folder, async () => {
      await sweepStore(parts, folder)
      const neededBytes = sizeOfDatabase(parts.database)
      return inWorkFolder(workPlace(parts.dataFolder), neededBytes, (workFolder) =>
        store(parts, order, { workFolder, reader }),
      )
    })
  } catch (error) {
    throw asTargetError(cancelledOr(error, signal), { folder })
  } finally {
    reader.close()
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

interface Tools {
  readonly workFolder: string
  readonly reader: Reader
}

async function store(
  parts: BackupParts,
  { folder, why, signal, onProgress }: StoreOrder,
  { workFolder, reader }: Tools,
): Promise<AutomaticBackup> {
  const now = parts.clock()
  const [snapshot, readings] = await waitForBoth(
    takeSnapshot(parts.database, workFolder, { reader, signal }),
    openReadings(folder),
  )
  await requireRoom(folder, 2 * (await bytesOf(snapshot.path)))
  const partial = join(folder, 'backups', partialName())
  try {
    await makeFolder(partial)
    const database = join(partial, `database_backup_${stampOf(now)}.db`)
    const [pictures, proved] = await waitForBoth(
      storePictures(parts, {
        readings,
        now,
        folder: join(folder, storeFolderName),
        rows: snapshot.rows,
        stamp: stampOf(now),
        signal,
        onProgress: (far) => onProgress?.({ step: 'portraits', ...far }),
      }),
      storeDatabase(parts.fileSystem, snapshot.path, database, { reader, signal }),
    )
    readings.save(now)
    const facts = {
      appVersion: parts.appVersion,
      schemaVersion: snapshot.schemaVersion,
      madeAt: now.toISOString(),
      database: proved.name,
      why,
      library: snapshot.library,
      counts: snapshot.counts,
      warnings: pictures.warnings,
    }
    const entries = [proved, ...pictures.entries]
    const manifest = await writeList(parts, partial, { facts, entries })
    const name = await giveName(parts.fileSystem, { partial, stamp: stampOf(now), signal })
    const isVerified = readings.isRead(manifest)
    const summary = summarise(manifest, name)
    return { ...summary, why, library: manifest.library, isVerified, isDamaged: false }
  } catch (error) {
    await removeTree(partial)
    throw error
  }
}

/** Copies the database to where it stays, and reads the copy back. Throws what `proveDatabase` throws. */
async function storeDatabase(
  fileSystem: FileSystem,
  from: string,
  to: string,
  options: AskOptions,
): Promise<ManifestEntry> {
  const { sha256: copied } = await copyHashed(fileSystem, from, to, { signal: options.signal })
  return proveDatabase(to, copied, options)
}

/** Writes what is in the backup, and the small files that go with it. */
async function writeList(
  { fileSystem, readme, settings }: BackupParts,
  partial: string,
  {
    facts,
    entries,
  }: { readonly facts: Omit<ManifestFacts, 'entries'>; readonly entries: readonly ManifestEntry[] },
): Promise<ManifestFacts> {
  const small = {
    [readmeName]: Buffer.from(readme),
    [settingsName]: Buffer.from(`${JSON.stringify(settings, null, 2)}\n`),
  }
  const manifest = { ...facts, entries: [...(await listEntries(small)), ...entries] }
  const files = { ...small, [manifestName]: writeManifest(manifest) }
  for (const [name, content] of Object.entries(files)) {
    await writeNewFile(fileSystem, join(partial, name), content)
  }
  await fileSystem.syncFolder(partial)
  return manifest
}

interface Naming {
  readonly partial: string
  readonly stamp: string
  readonly signal: AbortSignal | undefined
}

/** Looks at a backup as a restore would, and gives it its name, which is returned. */
async function giveName(
  fileSystem: FileSystem,
  { partial, stamp, signal }: Naming,
): Promise<string> {
  // Its list, and the size of each picture in the store.
  const opened = await openBackup(partial, signal)
  await opened.source.close()
  signal?.throwIfAborted()
  const folder = dirname(partial)
  const name = unusedName(folder, dashed(stamp))
  await fileSystem.rename(partial, join(folder, name))
  await fileSystem.syncFolder(folder)
  return name
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
