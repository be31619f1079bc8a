import { lstatSync, statSync } from 'node:fs'
import { lstat, readdir, rm, rmdir, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError } from '../../shared/errors'
import type { PreviousLocation, PreviousRemoved, StayedFile } from '../../shared/storage'
import { claimLibrary } from '../core/database/presence'
import type { FileSystem } from '../core/disk/file-system'
import { isScratchName } from '../core/disk/scratch/names'
import { systemErrorCode } from '../core/disk/system-error'
import { isPassing, type OwnFile } from './list-files'
import { readLocation, writeLocation } from './location'
import {
  type PreviousFile,
  type PreviousList,
  readPreviousList,
  writePreviousList,
} from './previous-list'
import { type WhyItStays, withNeeds } from './previous-needs'

/** The places the data was moved away from, newest first. Never throws. */
export function listPreviousLocations(home: string): PreviousLocation[] {
  try {
    return readLocation(home)
      .former.map(({ folder, movedAt, list }) => {
        const known = readPreviousList(home, list)
        return {
          folder,
          movedAt,
          bytes: known === null ? null : bytesLeft(folder, known.files),
          isChanged: known === null || isChanged(folder, known),
        }
      })
      .toReversed()
  } catch {
    // Without the pointer nobody knows of another place.
    return []
  }
}

export interface DeleteOriginalsParts {
  readonly home: string
  /** The folder of the library in use. */
  readonly live: string
  readonly fileSystem: FileSystem
}

/**
 * Lets a former place go: exactly the files that were copied from there, as they were then, and what was only
 * passing; whatever else lies there stays. Before a file goes, the copy in use is read; where that is not what
 * it should be, the file stays, is told of, and the place is remembered with what is left there. Throws AppError
 * `not-found`, `move-former-changed`, `move-live-damaged` or `backup-library-in-use`; then nothing was removed.
 */
export async function letGo(parts: DeleteOriginalsParts, folder: string): Promise<PreviousRemoved> {
  const { home, live, fileSystem } = parts
  const location = readLocation(home)
  const place = location.former.find((one) => one.folder === folder)
  if (place === undefined || folder === live) throw new AppError('not-found')
  const list = readPreviousList(home, place.list)
  if (list === null || isChanged(folder, list)) throw new AppError('move-former-changed')
  const claim = claimLibrary(folder)
  let removed: Awaited<ReturnType<typeof removeFiles>>
  try {
    removed = await withNeeds({ live, fileSystem }, (whyItStays) =>
      removeFiles(parts, { folder, list, whyItStays }),
    )
  } finally {
    claim.leave()
  }
  await removeFolders(folder, list)
  const { bytes, left, stayed } = removed
  if (left.length > 0) {
    writePreviousList(home, place.list, { ...list, files: left })
    return { bytes, stayed }
  }
  if (folder !== home) await removeIfEmpty(folder)
  const now = readLocation(home)
  writeLocation(home, { ...now, former: now.former.filter((one) => one.folder !== folder) })
  await removeFile(join(home, place.list))
  return { bytes, stayed }
}

interface Leaving {
  readonly folder: string
  readonly list: PreviousList
  readonly whyItStays: WhyItStays
}

async function removeFiles(
  { fileSystem }: DeleteOriginalsParts,
  { folder, list, whyItStays }: Leaving,
) {
  const left: PreviousFile[] = []
  const stayed: StayedFile[] = []
  let bytes = 0
  // The database first: what is left of a killed removal is then no library any more.
  for (const file of list.files.toSorted((one, other) => rank(one) - rank(other))) {
    const path = join(folder, file.path)
    const isDerived = rewritten.test(file.path) || file.path.startsWith('cache/')
    if (!rewritten.test(file.path) && !isAsItWas(folder, file)) continue
    if (!isDerived && rank(file) > 0) {
      const why = await whyItStaysNow(fileSystem, file, { path, whyItStays })
      if (why !== null) {
        left.push(file)
        stayed.push(why)
        continue
      }
    }
    await removeFile(path)
    bytes += file.bytes
  }
  return { bytes, left, stayed }
}

async function whyItStaysNow(
  fileSystem: FileSystem,
  file: PreviousFile,
  { path, whyItStays }: { readonly path: string } & Pick<Leaving, 'whyItStays'>,
): Promise<StayedFile | null> {
  let { sha256 } = file
  try {
    sha256 ??= (await fileSystem.digest(path)).sha256
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return { path: file.path, portraitId: null, name: basename(path), state: 'unreadable' }
  }
  return whyItStays(file, sha256)
}

/** What is left of a place: its own passing files at every depth, and folders that hold nothing any more. */
async function removeFolders(folder: string, { folders }: PreviousList): Promise<void> {
  for (const inner of folders.toReversed()) {
    for (const name of await namesIn(join(folder, inner))) {
      if (isScratchName(name)) await removeFile(join(folder, inner, name))
    }
    await removeIfEmpty(join(folder, inner))
  }
  for (const name of await namesIn(folder)) {
    if (isPassing(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Written once more by the process that moved the data, as it ended: the copies are what is in use. */
const rewritten = /^(?:window-state|backups|preferences(?:\.last-good)?)\.json$/

const rank = ({ path }: OwnFile): number => (path === 'castkeeper.db' ? 0 : 1)

function isAsItWas(folder: string, { path, bytes, modifiedMs }: OwnFile): boolean {
  const found = statSync(join(folder, path), { throwIfNoEntry: false })
  return found?.isFile() === true && found.size === bytes && found.mtimeMs === modifiedMs
}

/** Whether somebody used what is there since: its database is another one, or a folder leads elsewhere. */
function isChanged(folder: string, { files, folders }: PreviousList): boolean {
  if (folders.some((inner) => isElsewhere(join(folder, inner)))) return true
  const database = files.find(({ path }) => path === 'castkeeper.db')
  if (database === undefined) return false
  const log = statSync(join(folder, 'castkeeper.db-wal'), { throwIfNoEntry: false })
  const isThere = statSync(join(folder, database.path), { throwIfNoEntry: false }) !== undefined
  return (log?.size ?? 0) > 0 || (isThere && !isAsItWas(folder, database))
}

function isElsewhere(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found !== undefined && !found.isDirectory()
}

function bytesLeft(folder: string, files: readonly OwnFile[]): number | null {
  try {
    statSync(folder)
    return files.reduce((sum, file) => sum + (isAsItWas(folder, file) ? file.bytes : 0), 0)
  } catch {
    return null
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    if ((await lstat(path)).isFile()) await unlink(path)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    // Not empty, not there, or the root of a disk: it stays.
    if (systemErrorCode(error) === '') throw error
  }
}
