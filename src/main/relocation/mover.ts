import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors'
import type {
  Moved,
  MovePlan,
  PreviousLocation,
  PreviousPutBack,
  PreviousRemoved,
} from '../../shared/storage'
import type { Clock } from '../core/clock'
import { readRoom } from '../core/disk/disk-room'
import type { FileSystem } from '../core/disk/file-system'
import { placeKind } from '../core/disk/place-kind'
import type { Task } from '../core/tasks/tasks'
import { setAside } from '../preferences/set-aside'
import { listData } from './list-files'
import { holdsLibrary, type Location, readLocation, writeLocation } from './location'
import { type LibraryLock, moveData } from './move'
import { deletePreviousLocation, listPreviousLocations } from './previous-locations'
import { type PutBackOrder, putPreviousBack } from './previous-put-back'
import { chooseTarget, type Target } from './target'
import { sweepUnfinished } from './unfinished'

export interface MoverOptions {
  readonly home: string
  readonly dataFolder: string
  /** False when the folder was named on the command line. */
  readonly mayMove: boolean
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly libraryHandle: LibraryLock
  readonly backupFolder: () => string
}

export type Mover = ReturnType<typeof createMover>

/** Moves the data folder, and remembers where it was before. */
export function createMover(options: MoverOptions) {
  const { home, dataFolder, mayMove, backupFolder } = options
  let planned: Target | null = null

  return {
    mayMove,

    /** What moving into the chosen folder would mean. Throws what `chooseTarget` throws. */
    async plan(chosen: string): Promise<MovePlan> {
      if (!mayMove) throw new AppError('move-named-folder')
      const facts = { chosen, from: dataFolder, home, backupFolder: backupFolder() }
      const target = chooseTarget(facts)
      const { files } = await listData(options.fileSystem, dataFolder)
      planned = target
      const there = target.isNew ? dirname(target.path) : target.path
      return {
        to: target.path,
        isNew: target.isNew,
        from: dataFolder,
        files: files.length,
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        freeBytes: (await readRoom(there))?.freeBytes ?? null,
        kind: placeKind(there),
      }
    },

    /** Moves to where `plan` was asked about last. Throws what `moveData` throws. */
    async move(job: Task): Promise<Moved> {
      if (planned === null) throw new AppError('not-found')
      // Checked again: it may have been filled since, or the disk may have changed.
      const facts = { chosen: planned.path, from: dataFolder, home, backupFolder: backupFolder() }
      const target = planned.isNew ? planned : chooseTarget(facts)
      return moveData(target, { ...options, from: dataFolder, ...job })
    },

    previous: (): PreviousLocation[] => listPreviousLocations(home),

    /** Throws what `deletePreviousLocation` throws. */
    deletePrevious: (folder: string): Promise<PreviousRemoved> =>
      deletePreviousLocation({ home, live: dataFolder, fileSystem: options.fileSystem }, folder),

    /** Throws what `putFormerBack` throws. */
    putBack: (folder: string, order: PutBackOrder): Promise<PreviousPutBack> =>
      putPreviousBack({ home, live: dataFolder, fileSystem: options.fileSystem }, folder, order),

    /** Removes what a killed move has left. */
    async sweep(): Promise<boolean> {
      return mayMove ? sweepUnfinished(home, dataFolder) : false
    },
  }
}

/**
 * Points to where the data was found by the game master. Throws AppError `move-no-library` for a folder
 * without one.
 */
export function pointToData(home: string, chosen: string, clock: Clock): void {
  const folder = resolve(chosen)
  if (!holdsLibrary(folder)) throw new AppError('move-no-library', { folder: basename(folder) })
  const location = readOrSetAside(home, clock)
  writeLocation(home, {
    ...location,
    dataFolder: folder === resolve(home) ? null : folder,
    former: location.former.filter((one) => one.folder !== folder),
  })
}

function readOrSetAside(home: string, clock: Clock): Location {
  try {
    return readLocation(home)
  } catch {
    // Damaged, or written by another program: kept beside it for inspection.
    setAside({ folder: home, name: 'location', now: clock() })
    return readLocation(home)
  }
}
