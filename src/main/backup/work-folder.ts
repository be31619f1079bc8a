import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isProcessRunning } from '../disk/process-running'
import { systemErrorCode } from '../disk/system-error'
import { isSwapUnfinished } from './swap'

const dayMs = 24 * 60 * 60 * 1_000
const folderPattern = /^(\d+)-[0-9a-f]{8}$/

/** Where backups and restores are put together, below the user data folder. */
export const workRoot = (dataFolder: string): string => join(dataFolder, 'work')

export interface WorkFolder {
  readonly path: string
  remove(): Promise<void>
}

/** A folder of this process alone. What a killed process leaves of it is swept later. */
export async function makeWorkFolder(dataFolder: string): Promise<WorkFolder> {
  const path = join(workRoot(dataFolder), `${process.pid}-${randomBytes(4).toString('hex')}`)
  await mkdir(path, { recursive: true })
  return {
    path,
    // What an unfinished swap still needs must outlive it.
    async remove() {
      if (!isSwapUnfinished(dataFolder)) await rm(path, { recursive: true, force: true })
    },
  }
}

/** Gives the work a folder of its own and removes it afterwards, however the work ended. */
export async function inWorkFolder<Value>(
  dataFolder: string,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = await makeWorkFolder(dataFolder)
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
    await rm(path, { recursive: true, force: true })
    removed += 1
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
