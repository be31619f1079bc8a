import { basename, join } from 'node:path'
import { AppError } from '../../shared/errors'
import type { PreviousLocation, PreviousRemoved, StayedFile } from '../../shared/storage'
import { movingOf } from '../core/data-folder'
import { claimLibrary } from '../core/database/presence'
import { lstatNow, statNow } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import { removeFile, removeIfEmpty, removeTree } from '../core/disk/remove'
import { isScratchName } from '../core/disk/scratch/names'
import { lstatAt } from '../core/disk/stat-at'
import { systemErrorCode } from '../core/disk/system-error'
import type { OwnFile } from './list-files'
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
    // Without the pointer no other place is known.
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
 * Deletes a previous location: exactly the files that were copied from there, as they were then, and
 * temporary ones; everything else in it stays. Before a file is deleted, the copy in use is read; if that is
 * damaged, the file stays and is reported, and the location is remembered with what is left in it. Throws
 * AppError `not-found`, `move-former-changed`, `move-live-damaged` or `backup-library-in-use`; then nothing
 * was removed.
 */
export async function deletePreviousLocation(
  parts: DeleteOriginalsParts,
  folder: string,
): Promise<PreviousRemoved> {
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
  await removeFolders(fileSystem, folder, list)
  const { bytes, left, stayed } = removed
  if (left.length > 0) {
    writePreviousList(home, place.list, { ...list, files: left })
    return { bytes, stayed }
  }
  if (folder !== home) await removeIfEmpty(folder)
  const now = readLocation(home)
  writeLocation(home, { ...now, former: now.former.filter((one) => one.folder !== folder) })
  await removeOwnFile(join(home, place.list))
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
    await removeOwnFile(path)
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
async function removeFolders(
  fileSystem: FileSystem,
  folder: string,
  { folders }: PreviousList,
): Promise<void> {
  for (const inner of folders.toReversed()) {
    for (const name of await namesIn(fileSystem, join(folder, inner))) {
      if (isScratchName(name)) await removeOwnFile(join(folder, inner, name))
    }
    await removeIfEmpty(join(folder, inner))
  }
  for (const name of await namesIn(fileSystem, folder)) {
    if (movingOf(name) === 'made-again') await removeTree(join(folder, name))
  }
}

/** Written once more by the process that moved the data, as it ended: the copies are what is in use. */
const rewritten = /^(?:window-state|backups|preferences(?:\.last-good)?)\.json$/

const rank = ({ path }: OwnFile): number => (path === 'castkeeper.db' ? 0 : 1)

function isAsItWas(folder: string, { path, bytes, modifiedMs }: OwnFile): boolean {
  const found = statNow(join(folder, path))
  return found?.isFile() === true && found.size === bytes && found.mtimeMs === modifiedMs
}

/** Whether the location was used since: its database is another one, or a folder leads elsewhere. */
function isChanged(folder: string, { files, folders }: PreviousList): boolean {
  if (folders.some((inner) => isElsewhere(join(folder, inner)))) return true
  const database = files.find(({ path }) => path === 'castkeeper.db')
  if (database === undefined) return false
  const log = statNow(join(folder, 'castkeeper.db-wal'))
  const isThere = statNow(join(folder, database.path)) !== null
  return (log?.size ?? 0) > 0 || (isThere && !isAsItWas(folder, database))
}

function isElsewhere(path: string): boolean {
  const found = lstatNow(path)
  return found !== null && !found.isDirectory()
}

function bytesLeft(folder: string, files: readonly OwnFile[]): number | null {
  try {
    if (statNow(folder) === null) return null
    return files.reduce((sum, file) => sum + (isAsItWas(folder, file) ? file.bytes : 0), 0)
  } catch {
    return null
  }
}

/** Only plain files: anything else of that name is not ours. */
async function removeOwnFile(path: string): Promise<void> {
  if ((await lstatAt(path))?.isFile()) await removeFile(path)
}

async function namesIn(fileSystem: FileSystem, folder: string): Promise<string[]> {
  return (await lstatAt(folder)) === null ? [] : fileSystem.readdir(folder)
}
