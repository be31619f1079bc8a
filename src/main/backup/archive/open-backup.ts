import { basename } from 'node:path'
import type { BackupSummary } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import { schemaVersion } from '../../core/database/migrations'
import { statAt } from '../../core/disk/stat-at'
import { systemError } from '../../core/disk/system-error'
import { openFolder } from './folder-source'
import {
  type Manifest,
  type ManifestEntry,
  maximumManifestBytes,
  readManifest,
  summarise,
} from './manifest'
import { manifestName, pathForEntry } from './names'
import { openBackupFile } from './packed-backup'
import { asReadingError, type BackupSource } from './source'

/** Largest portrait that is read at all; the largest one that can be stored is a quarter of it. */
const maximumPortraitBytes = 256 * 1024 * 1024
/** Largest of the other files, which are a page or two; the database is never read into memory. */
const maximumTextBytes = 16 * 1024 * 1024
/** Names shown in one message. */
const namesShown = 5

/** A backup whose list of files agrees with its manifest. The contents of the files are not verified yet. */
export interface OpenBackup {
  readonly source: BackupSource
  readonly manifest: Manifest
  readonly summary: BackupSummary
}

/**
 * Opens a backup: an archive, also compressed, repacked or unpacked, or an automatic one. Throws AppError
 * `backup-gone`, `backup-unreadable`, and one for each way in which it is not one of ours.
 */
export async function openBackup(path: string, signal?: AbortSignal): Promise<OpenBackup> {
  const name = basename(path)
  try {
    const found = await statAt(path)
    if (found === null) throw systemError('ENOENT', 'nothing is there')
    // Opening a socket fails with an error that would be reported as a missing file.
    if (!found.isDirectory() && !found.isFile()) throw new AppError('backup-not-an-archive')
    const source = found.isDirectory() ? await openFolder(path) : await openBackupFile(path, signal)
    try {
      const manifest = await manifestOf(source)
      compareLists(source, manifest)
      return { source, manifest, summary: summarise(manifest, path) }
    } catch (error) {
      await source.close()
      throw error
    }
  } catch (error) {
    throw asReadingError(error, name)
  }
}

async function manifestOf(source: BackupSource): Promise<Manifest> {
  const bytes = source.sizes.get(manifestName)
  if (bytes === undefined) throw new AppError('backup-manifest-missing')
  if (bytes > maximumManifestBytes) throw new AppError('backup-manifest-damaged')
  const manifest = readManifest(await source.read(manifestName))
  if (manifest.schemaVersion > schemaVersion) {
    throw new AppError('backup-newer', { version: manifest.appVersion })
  }
  return manifest
}

// An archive that holds more or less than its manifest was changed by another program.
function compareLists(source: BackupSource, manifest: Manifest): void {
  const { entries } = manifest
  const missing = entries.filter(({ name }) => !source.sizes.has(name))
  if (missing.length > 0) throw new AppError('backup-entry-missing', namesOf(missing))
  const other = entries.filter(({ name, bytes }) => source.sizes.get(name) !== bytes)
  if (other.length > 0) throw new AppError('backup-wrong-size', namesOf(other))
  const large = entries.filter(
    ({ name, bytes }) =>
      name !== manifest.database &&
      bytes > (pathForEntry(name) === null ? maximumTextBytes : maximumPortraitBytes),
  )
  if (large.length > 0) throw new AppError('backup-wrong-size', namesOf(large))
  const known = new Set([manifestName, ...entries.map(({ name }) => name)])
  const unknown = [...source.sizes.keys()].find((name) => !known.has(name))
  if (unknown !== undefined) throw new AppError('backup-entry-unknown', { name: unknown })
}

/** Names for a sentence: the first few, and how many there are. */
export function namesOf(entries: readonly Pick<ManifestEntry, 'name'>[]) {
  const names = entries.slice(0, namesShown).map(({ name }) => basename(name))
  return { names: names.join(', '), name: names[0] ?? '', count: entries.length }
}
