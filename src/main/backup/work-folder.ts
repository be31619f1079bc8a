import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AppError } from '../../shared/errors'
import { passingFolder } from '../core/disk/passing-folder'
import { isProcessRunning } from '../core/disk/process-running'
import { requireRoom } from '../core/disk/require-room'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError } from '../core/disk/write-file'
import { isSwapUnfinished } from './swap'

const dayMs = 24 * 60 * 60 * 1_000
const folderPattern = /^(\d+)-[0-9a-f]{8}$/

/** Where backups and restores are put together, below the user data folder. */
export const workRoot = (dataFolder: string): string => join(dataFolder, 'work')

export interface WorkFolder {
  readonly path: string
  remove(): Promise<void>
}

/** A folder of this process alone in the data folder. What a killed process leaves of it is swept later. */
export async function makeWorkFolder(dataFolder: string): Promise<WorkFolder> {
  const name = `${process.pid}-${randomBytes(4).toString('hex')}`
  return makeFolder(join(workRoot(dataFolder), name), dataFolder)
}

/**
 * The same for work of so many bytes that may be done elsewhere: where the data folder may not be written or
 * its disk is too full, among the system's temporary files. Throws AppError `backup-no-room` that names the
 * data folder, and those of the disk.
 */
export async function makeAnyWorkFolder(
  dataFolder: string,
  neededBytes: number,
): Promise<WorkFolder> {
  try {
    return await makeRoomyFolder(() => makeWorkFolder(dataFolder), neededBytes)
  } catch (error) {
    const told = asDiskError(error, { folder: dataFolder })
    const elsewhere = () => makeFolder(passingFolder(tmpdir(), 'work'), dataFolder)
    try {
      return await makeRoomyFolder(elsewhere, neededBytes)
    } catch {
      throw told.code === 'backup-no-room'
        ? new AppError('backup-no-room', {
            ...told.details,
            folder: basename(dataFolder),
            context: 'data',
          })
        : told
    }
  }
}

async function makeRoomyFolder(
  make: () => Promise<WorkFolder>,
  neededBytes: number,
): Promise<WorkFolder> {
  const folder = await make()
  try {
    await requireRoom(folder.path, neededBytes)
    return folder
  } catch (error) {
    await folder.remove()
    throw error
  }
}

async function makeFolder(path: string, dataFolder: string): Promise<WorkFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  return {
    path,
    // What an unfinished swap still needs must outlive it.
    async remove() {
      if (!isSwapUnfinished(dataFolder)) await rm(path, { recursive: true, force: true })
    },
  }
}

/** Gives the work a folder in the data folder and removes it afterwards, however the work ended. */
export async function inWorkFolder<Value>(
  dataFolder: string,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  return removedAfter(await makeWorkFolder(dataFolder), work)
}

/** The same with a folder as `makeAnyWorkFolder` makes it. */
export async function inAnyWorkFolder<Value>(
  dataFolder: string,
  neededBytes: number,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  return removedAfter(await makeAnyWorkFolder(dataFolder, neededBytes), work)
}

async function removedAfter<Value>(
  folder: WorkFolder,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  try {
    return await work(folder.path)
  } finally {
    await folder.remove()
  }
}

export interface SweepWorkOptions {
  readonly now: Date
  readonly isRunning?: (processId: number) => boolean
}

/**
 * Removes what was being put together by processes that have gone. Nothing in there was ever called a
 * backup or a library; while a swap is unfinished nothing is removed. Answers how many were.
 */
export async function sweepWork(
  dataFolder: string,
  { now, isRunning = isProcessRunning }: SweepWorkOptions,
): Promise<number> {
  if (isSwapUnfinished(dataFolder)) return 0
  let removed = 0
  for (const name of await namesIn(workRoot(dataFolder))) {
    const processId = folderPattern.exec(name)?.[1]
    if (processId === undefined) continue
    const path = join(workRoot(dataFolder), name)
    const ageMs = now.getTime() - (await stat(path)).mtimeMs
    if (isRunning(Number(processId)) && ageMs < dayMs) continue
    try {
      await rm(path, { recursive: true, force: true })
      removed += 1
    } catch (error) {
      // On a disk that may not be written it stays, and stands in nobody's way.
      if (systemErrorCode(error) === '') throw error
    }
  }
  return removed
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    // Never made, or out of reach: there is nothing to remove.
    if (systemErrorCode(error) !== '') return []
    throw error
  }
}
