import { mkdirSync, rmSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname } from 'node:path'
import { AppError } from '../../../../shared/errors'
import { makePrivateFolder } from '../make-folder'
import { requireRoom } from '../require-room'
import { asDiskError } from '../write-file'
import { type TemporaryPurpose, temporaryFolderPath, workFolderPath } from './names'

/** A folder of this process alone. What a killed process leaves of it is swept later. */
export interface ScratchFolder {
  readonly path: string
  /** Makes it, readable by this account only. Throws Node's own errors. */
  make(): Promise<void>
  /** Removes it with everything in it; does nothing when it was never made. Throws Node's own errors. */
  remove(): Promise<void>
}

/** A data folder, and whether what lies below its `work` is still needed: nothing there is removed then. */
export interface WorkPlace {
  readonly dataFolder: string
  readonly isNeeded: () => boolean
}

/** A folder among the system's temporary ones. It is not made yet. */
export function temporaryFolder(parent: string, purpose: TemporaryPurpose): ScratchFolder {
  return scratchFolder(temporaryFolderPath(parent, purpose))
}

/** The same in the system's usual place, made before this returns, for what cannot wait. Throws Node's own errors. */
export function makeTemporaryFolderSync(purpose: TemporaryPurpose): {
  readonly path: string
  remove(): void
} {
  const path = temporaryFolderPath(tmpdir(), purpose)
  mkdirSync(path, { mode: 0o700 })
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * Makes a folder for work of so many bytes: in the data folder, or among the system's temporary files where the
 * data folder may not be written or its disk is too full. Throws AppError `backup-no-room` that names the data
 * folder, and those of the disk.
 */
export async function makeWorkFolder(
  place: WorkPlace,
  neededBytes: number,
): Promise<ScratchFolder> {
  const { dataFolder } = place
  try {
    return await withRoom(inDataFolder(place), neededBytes)
  } catch (error) {
    const diskError = asDiskError(error, { folder: dataFolder })
    try {
      const elsewhere = temporaryFolderPath(tmpdir(), 'work')
      return await withRoom(scratchFolder(elsewhere, place.isNeeded), neededBytes)
    } catch {
      throw diskError.code === 'backup-no-room'
        ? new AppError('backup-no-room', {
            ...diskError.details,
            folder: basename(dataFolder),
            context: 'data',
          })
        : diskError
    }
  }
}

/** Hands the work a folder in the data folder and removes it afterwards, however the work ended. */
export async function inDataWorkFolder<Value>(
  place: WorkPlace,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = inDataFolder(place)
  await folder.make()
  return removedAfter(folder, work)
}

/** The same with a folder as `makeWorkFolder` makes it. */
export async function inWorkFolder<Value>(
  place: WorkPlace,
  neededBytes: number,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  return removedAfter(await makeWorkFolder(place, neededBytes), work)
}

const inDataFolder = ({ dataFolder, isNeeded }: WorkPlace): ScratchFolder =>
  scratchFolder(workFolderPath(dataFolder), isNeeded)

function scratchFolder(path: string, isNeeded: () => boolean = () => false): ScratchFolder {
  return {
    path,
    async make() {
      await makePrivateFolder(dirname(path))
      // One that is there already belongs to other work.
      await mkdir(path, { mode: 0o700 })
    },
    async remove() {
      if (!isNeeded()) await rm(path, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function withRoom(folder: ScratchFolder, neededBytes: number): Promise<ScratchFolder> {
  await folder.make()
  try {
    await requireRoom(folder.path, neededBytes)
    return folder
  } catch (error) {
    await folder.remove()
    throw error
  }
}

async function removedAfter<Value>(
  folder: ScratchFolder,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  try {
    return await work(folder.path)
  } finally {
    await folder.remove()
  }
}
