import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Moved } from '../../shared/storage'
import type { TaskProgress } from '../../shared/tasks'
import { stampOf } from '../backup/archive/names'
import type { Clock } from '../core/clock'
import { claimLibrary } from '../core/database/presence'
import { makeFolderNow, removeNow, statNow, syncFolderNow } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import { requireRoom } from '../core/disk/require-room'
import { asDiskError } from '../core/disk/write-file'
import { cancelledOr } from '../core/tasks/cancel'
import { type Copied, copyLibrary } from './copy-library'
import { type Listing, listData, markName } from './list-files'
import { type Location, readLocation, writeLocation } from './location'
import { writePreviousList } from './previous-list'
import type { Target } from './target'
import { sweepUnfinished, writeMark } from './unfinished'

/** Blocks that are not quite filled, and a row in a folder. */
const bytesPerFile = 4_096 + 100

/** The library as it is closed for as long as it moves. */
export interface LibraryLock {
  /** Closes it; it cannot be opened until `unseal`. */
  seal(): void
  /** Opens it again where it was. */
  unseal(): void
}

export interface MoveParts {
  /** Where the pointer lies. */
  readonly home: string
  readonly from: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly libraryHandle: LibraryLock
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
  /** Called before each step; for tests, which end the process there. */
  readonly onStep?: (step: string) => void
}

/**
 * Moves the data to another folder. Until the pointer changes, in one rename after everything was read back,
 * the library is the previous location; from then on it is the new one. The previous location is left as it is, and the
 * library stays closed: this process goes on there only when it is started again. Throws AppError `move-…`,
 * `backup-no-room`, `backup-library-in-use`, `backup-cancelled` and those of the disk; then nothing has moved.
 */
export async function moveData(target: Target, parts: MoveParts): Promise<Moved> {
  const { home, from, clock, libraryHandle, signal, onStep } = parts
  await sweepUnfinished(home, from)
  libraryHandle.seal()
  try {
    const claim = claimLibrary(from)
    try {
      const listing = await listData(parts.fileSystem, from)
      signal?.throwIfAborted()
      begin(target, { home, listing, onStep })
      await requireRoom(target.path, roomFor(listing))
      const { moved, hashes } = await copyLibrary({ ...parts, to: target.path, listing })
      signal?.throwIfAborted()
      const list = writeList(home, from, { ...listing, hashes }, clock())
      onStep?.('point')
      pointTo(target, home, { folder: from, movedAt: clock().toISOString(), list })
      onStep?.('pointed')
      unmark(target)
      return { to: target.path, ...moved }
    } finally {
      // From here on no process enters the previous location: those that wait for it read the pointer again.
      claim.leave()
    }
  } catch (error) {
    await sweepUnfinished(home, from)
    libraryHandle.unseal()
    throw cancelledOr(error, signal)
  }
}

/** The one rename that decides. Throws Node's own errors while the pointer names the previous location. */
function pointTo({ path }: Target, home: string, former: Location['former'][number]): void {
  const location = readLocation(home)
  const dataFolder = path === home ? null : path
  try {
    writeLocation(home, {
      ...location,
      dataFolder,
      former: [...location.former.filter(({ folder }) => folder !== path), former],
      moving: null,
    })
  } catch (error) {
    // The rename may have been done and only its sync have failed: what stands there counts.
    if (readLocation(home).dataFolder !== dataFolder) throw error
  }
}

// A failure from here on must not reopen the previous location: the pointer has changed.
function unmark({ path }: Target): void {
  try {
    removeNow(join(path, markName))
  } catch {
    // The next start takes it away.
  }
}

/** About how much room the copy takes, in bytes. */
export function roomFor({ files }: Listing): number {
  return files.reduce((sum, { bytes }) => sum + bytes + bytesPerFile, 0)
}

interface Beginning extends Pick<MoveParts, 'home' | 'onStep'> {
  readonly listing: Listing
}

/** The note of the move comes before the first byte of it, so that a killed one can be swept. */
function begin({ path, isNew }: Target, { home, listing, onStep }: Beginning): void {
  const id = randomBytes(8).toString('hex')
  onStep?.('note')
  writeLocation(home, { ...readLocation(home), moving: { id, to: path, isNew } })
  onStep?.('mark')
  try {
    makeFolderNow(path)
    writeMark(path, id, listing)
    syncFolderNow(join(path, '..'))
  } catch (error) {
    throw asDiskError(error, { folder: path })
  }
}

type Copies = Pick<Listing, 'files' | 'folders'> & Pick<Copied, 'hashes'>

/** What was copied, as it was then: exactly that is deleted from the previous location. */
function writeList(home: string, from: string, copies: Copies, now: Date): string {
  const { files, folders, hashes } = copies
  const id = randomBytes(4).toString('hex')
  const list = `moved-${stampOf(now)}-${id}.json`
  const seen = files.map((file) => {
    const sha256 = hashes.get(file.path)
    if (sha256 !== undefined) return { ...file, sha256 }
    // Copying the database may have folded its log into it.
    const found = statNow(join(from, file.path))
    return found === null ? file : { ...file, bytes: found.size, modifiedMs: found.mtimeMs }
  })
  writePreviousList(home, list, { files: seen, folders: [...folders] })
  return list
}
