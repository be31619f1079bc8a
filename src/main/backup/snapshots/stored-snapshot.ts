import { basename, join } from 'node:path'
import type { AutomaticBackup } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import { examineDatabase } from '../../core/database/examine'
import { isThere, readFolderNow, replaceSync } from '../../core/disk/blocking'
import { digestFile } from '../../core/disk/digest'
import { plainFileSystem } from '../../core/disk/file-system'
import { makeFolder } from '../../core/disk/make-folder'
import { mayRemove } from '../../core/disk/may-remove'
import { nodeFileSystem } from '../../core/disk/node-file-system'
import { removeFile, removeTree } from '../../core/disk/remove'
import { partialName } from '../../core/disk/scratch/names'
import { statAt } from '../../core/disk/stat-at'
import { systemErrorCode } from '../../core/disk/system-error'
import type { AskOptions } from '../../core/reader/ask-reader'
import type { PortraitsInNeed } from '../../portraits/last-copy'
import { readStoredManifest, storedName, storeFolderName } from '../archive/folder-source'
import { type Manifest, type ManifestEntry, summarise } from '../archive/manifest'
import { manifestName, pathForEntry } from '../archive/names'
import { chooseToRemove } from './retention'
import { openReadings, type StoreReadings, storedPattern } from './store-readings'

/**
 * Holds a file for each backup that was found damaged later: with the pictures of the store that are bad, one a
 * line, or empty when it was found so as a whole.
 */
const damagedFolder = 'damaged'
const dayMs = 24 * 60 * 60 * 1_000

/**
 * Reads a copied database back. Throws AppError `backup-database-damaged` unless it is whole and has the SHA-256 of what
 * it was copied from.
 */
export async function proveDatabase(
  copy: string,
  copiedSha256: string,
  options: AskOptions = {},
): Promise<ManifestEntry> {
  const own = await digestFile(copy)
  const found = await examineDatabase(copy, options).catch((error: unknown) => {
    options.signal?.throwIfAborted()
    throw error
  })
  if (own.sha256 !== copiedSha256 || found.integrity !== 'ok' || found.strays > 0) {
    throw new AppError('backup-database-damaged')
  }
  return { name: basename(copy), ...own }
}

/**
 * The automatic backups in this folder, newest first; none when it is away. One is verified when each of its
 * pictures was read, and nothing bad was found since.
 */
export async function listStored(folder: string): Promise<AutomaticBackup[]> {
  const found: AutomaticBackup[] = []
  const readings = await openReadings(folder).catch((error: unknown) => {
    if (systemErrorCode(error) === '') throw error
    return null
  })
  for (const name of await namesIn(join(folder, 'backups'))) {
    const manifest = await manifestIn(folder, name)
    if (manifest === null) continue
    const isDamaged = isThere(join(folder, damagedFolder, name))
    const isVerified = !isDamaged && readings?.isRead(manifest) === true
    found.push({
      ...summarise(manifest, name),
      why: manifest.why ?? 'day',
      library: manifest.library,
      isVerified,
      isDamaged,
    })
  }
  return found.toSorted((one, other) => other.madeAt.localeCompare(one.madeAt))
}

/** Whether anything lies where automatic backups lie in this folder; false when it is away. */
export function hasStored(folder: string): boolean {
  try {
    return readFolderNow(join(folder, 'backups')).some((name) => !name.startsWith('.'))
  } catch {
    // Never made, or out of reach.
    return false
  }
}

/** Notes what reading an automatic backup from end to end has shown, for what is kept and what is offered. */
export async function noteVerdict(
  folder: string,
  name: string,
  { isIntact, now }: { readonly isIntact: boolean; readonly now: Date },
): Promise<void> {
  if (!isIntact) {
    await mark(folder, name, [])
    return
  }
  await removeFile(join(folder, damagedFolder, name))
  const readings = await openReadings(folder)
  const manifest = await manifestIn(folder, name)
  for (const picture of manifest === null ? [] : picturesOf(manifest)) {
    await readings.note(picture, now)
  }
  readings.save(now)
}

/** Marks every backup that lists one of these pictures, which are bad in the store. Throws Node's own errors. */
export async function markDamaged(folder: string, bad: readonly string[]): Promise<void> {
  for (const name of await namesIn(join(folder, 'backups'))) {
    const manifest = await manifestIn(folder, name)
    if (manifest === null) continue
    const pictures = picturesOf(manifest)
    const own = bad.filter((picture) => pictures.has(picture))
    if (own.length > 0) await mark(folder, name, own)
  }
}

/**
 * Removes the marks of backups whose pictures have all been read and found intact since. Throws Node's own
 * errors.
 */
export async function liftMarks(folder: string, readings: StoreReadings): Promise<void> {
  for (const name of await namesIn(join(folder, damagedFolder))) {
    const path = join(folder, damagedFolder, name)
    const text = Buffer.from(await plainFileSystem().readFile(path)).toString('utf8')
    const bad = text.split('\n').filter((line) => line !== '')
    const isWhole = bad.length > 0 && bad.every((picture) => readings.readAt(picture) !== null)
    if (isWhole) await removeFile(path)
  }
}

async function mark(folder: string, name: string, bad: readonly string[]): Promise<void> {
  await makeFolder(join(folder, damagedFolder))
  const lines = bad.map((picture) => `${picture}\n`).join('')
  replaceSync(join(folder, damagedFolder, name), lines)
}

function picturesOf({ entries }: Manifest): Set<string> {
  return new Set(
    entries.filter(({ name }) => pathForEntry(name) !== null).map((entry) => storedName(entry)),
  )
}

export interface TidyOrder {
  readonly library: string | null
  readonly now: Date
  /** Pictures that one of these portraits needs stay. */
  readonly portraitsInNeed: PortraitsInNeed
}

/**
 * Removes automatic backups of this library that are due, and pictures that none of the others needs. Those
 * of another library, and those from before a library had an identity, are never touched. Nothing is removed
 * unless a verified one stays, whose database is read once more first.
 */
export async function tidyStore(folder: string, order: TidyOrder): Promise<string[]> {
  const { library, now } = order
  if (library === null) return []
  for (;;) {
    const own = (await listStored(folder)).filter((one) => one.library === library)
    const leaving = new Set(chooseToRemove(own, now))
    if (leaving.size === 0) return []
    const standsFor = own.find((one) => one.isVerified && !leaving.has(one))
    if (standsFor === undefined) return []
    if (await isDatabaseIntact(folder, standsFor.name)) {
      const gone = [...leaving].map(({ name }) => name)
      for (const name of gone) await removeBackup(folder, name)
      await removeUnneeded(folder, order)
      return gone
    }
    await mark(folder, standsFor.name, [])
  }
}

async function isDatabaseIntact(folder: string, name: string): Promise<boolean> {
  const manifest = await manifestIn(folder, name)
  const own = manifest?.entries.find((entry) => entry.name === manifest.database)
  if (own === undefined) return false
  const path = join(folder, 'backups', name, own.name)
  return (await mayRemove({ digest: digestFile }, [{ path, sha256: own.sha256 }])).length === 0
}

async function removeBackup(folder: string, name: string): Promise<void> {
  const partial = join(folder, 'backups', partialName())
  await nodeFileSystem().rename(join(folder, 'backups', name), partial)
  await removeTree(partial)
}

async function removeUnneeded(folder: string, { now, portraitsInNeed }: TidyOrder): Promise<void> {
  const needed = new Set<string>()
  for (const name of await namesIn(join(folder, 'backups'))) {
    const manifest = await manifestIn(folder, name)
    // Without its list it is unknown what it needs, so everything stays.
    if (manifest === null) return
    for (const picture of picturesOf(manifest)) needed.add(picture)
  }
  for (const name of await namesIn(join(folder, storeFolderName))) {
    if (!storedPattern.test(name) || needed.has(name)) continue
    const path = join(folder, storeFolderName, name)
    const modifiedMs = (await statAt(path))?.mtimeMs ?? now.getTime()
    if (now.getTime() - modifiedMs < dayMs) continue
    const inNeed = await portraitsInNeed({ sha256: name.slice(0, 64), portraitId: null })
    if (inNeed.length === 0) await removeFile(path)
  }
}

async function manifestIn(folder: string, name: string): Promise<Manifest | null> {
  try {
    return await readStoredManifest(join(folder, 'backups', name, manifestName))
  } catch (error) {
    // Of a newer Castkeeper, or harmed: it is not offered, and never removed.
    if (error instanceof AppError || systemErrorCode(error) !== '') return null
    throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await nodeFileSystem().readdir(folder)).filter((name) => !name.startsWith('.'))
  } catch (error) {
    if (systemErrorCode(error) !== '') return []
    throw error
  }
}
