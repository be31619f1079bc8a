import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AutomaticBackup } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { examineDatabase } from '../database/examine'
import { systemErrorCode } from '../disk/system-error'
import { storedName, storeFolderName } from './folder-source'
import { type Manifest, type ManifestEntry, readManifest, summarise } from './manifest'
import { manifestName, pathForEntry } from './names'
import { chooseToRemove } from './retention'
import { readPieces } from './source'
import { stopIfCancelled } from './stop'

/** Holds an empty file for each backup that was found damaged later. */
const damagedFolder = 'damaged'
const dayMs = 24 * 60 * 60 * 1_000

/** SHA-256 of a file, read back in pieces. */
async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const hash = createHash('sha256')
    for await (const piece of readPieces(file, { offset: 0, bytes: size })) hash.update(piece)
    return { bytes: size, sha256: hash.digest('hex') }
  } finally {
    await file.close()
  }
}

/** Reads a copied database back. Throws AppError `backup-database-damaged` unless it is what it was copied from. */
export async function proveDatabase(
  copy: string,
  original: string,
  signal?: AbortSignal,
): Promise<ManifestEntry> {
  const [own, other] = [await hashFile(copy), await hashFile(original)]
  const found = await examineDatabase(copy, signal).catch((error: unknown) => {
    stopIfCancelled(signal)
    throw error
  })
  if (own.sha256 !== other.sha256 || found.integrity !== 'ok' || found.strays > 0) {
    throw new AppError('backup-database-damaged')
  }
  return { name: basename(copy), ...own }
}

/** The automatic backups in this folder, newest first; none when it is away. */
export async function listStored(folder: string): Promise<AutomaticBackup[]> {
  const found: AutomaticBackup[] = []
  for (const name of await namesIn(join(folder, 'backups'))) {
    const manifest = await manifestIn(folder, name)
    if (manifest === null) continue
    const isVerified = !existsSync(join(folder, damagedFolder, name))
    found.push({
      ...summarise(manifest, name),
      why: manifest.why ?? 'day',
      library: manifest.library,
      isVerified,
    })
  }
  return found.toSorted((one, other) => other.madeAt.localeCompare(one.madeAt))
}

/** Whether anything lies where automatic backups lie in this folder; false when it is away. */
export function hasStored(folder: string): boolean {
  try {
    return readdirSync(join(folder, 'backups')).some((name) => !name.startsWith('.'))
  } catch {
    // Never made, or out of reach.
    return false
  }
}

/** Notes what reading an automatic backup from end to end has shown, for what is kept and what is offered. */
export async function noteVerdict(folder: string, name: string, isSound: boolean): Promise<void> {
  const mark = join(folder, damagedFolder, name)
  if (isSound) {
    await rm(mark, { force: true })
    return
  }
  await mkdir(join(folder, damagedFolder), { recursive: true })
  await writeFile(mark, '')
}

/**
 * Removes automatic backups of this library whose time is over, and pictures that none of those left needs.
 * Those of another library, and those from before a library had an identity, are never touched.
 */
export async function tidyStore(
  folder: string,
  library: string | null,
  now: Date,
): Promise<string[]> {
  const own = (await listStored(folder)).filter(
    (one) => library !== null && one.library === library,
  )
  const gone = chooseToRemove(own, now).map(({ name }) => name)
  for (const name of gone) {
    const partial = join(folder, 'backups', `.${process.pid}-00000000.partial`)
    await rename(join(folder, 'backups', name), partial)
    await rm(partial, { recursive: true, force: true })
  }
  if (gone.length > 0) await removeUnneeded(folder, now)
  return gone
}

async function removeUnneeded(folder: string, now: Date): Promise<void> {
  const needed = new Set<string>()
  for (const name of await namesIn(join(folder, 'backups'))) {
    const manifest = await manifestIn(folder, name)
    // Without its list nobody knows what it needs, so everything stays.
    if (manifest === null) return
    for (const entry of manifest.entries) {
      if (pathForEntry(entry.name) !== null) needed.add(storedName(entry))
    }
  }
  for (const name of await namesIn(join(folder, storeFolderName))) {
    if (!/^[0-9a-f]{64}\.\w+$/.test(name) || needed.has(name)) continue
    const path = join(folder, storeFolderName, name)
    if (now.getTime() - (await stat(path)).mtimeMs < dayMs) continue
    await rm(path, { force: true })
  }
}

async function manifestIn(folder: string, name: string): Promise<Manifest | null> {
  try {
    return readManifest(await readFile(join(folder, 'backups', name, manifestName)))
  } catch (error) {
    // Of a newer Castkeeper, or harmed: it is not offered, and never removed.
    if (error instanceof AppError || systemErrorCode(error) !== '') return null
    throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.'))
  } catch (error) {
    if (systemErrorCode(error) !== '') return []
    throw error
  }
}
