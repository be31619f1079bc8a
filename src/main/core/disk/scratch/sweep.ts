import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileSystem } from '../file-system'
import { namesIn } from '../names-in'
import { isProcessRunning } from '../process-running'
import { systemErrorCode } from '../system-error'
import type { WorkPlace } from './folders'
import { isClaimName, scratchFolders, workRoot, writerOf } from './names'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export interface SweepOptions {
  readonly now: Date
  /** Whether a process with this id runs; its unfinished work is left to it for a day. */
  readonly isRunning?: (processId: number) => boolean
}

/**
 * Removes what killed writers have left in these folders: partial files whose process is gone or that are a
 * day old, and claims older than an hour. Nothing ever pointed to these unfinished copies, so nothing is
 * lost. What cannot be read or removed stays until the next start. Resolves with how many were removed.
 */
export async function sweepFiles(
  fileSystem: FileSystem,
  folders: readonly string[],
  { now, isRunning = isProcessRunning }: SweepOptions,
): Promise<number> {
  let removed = 0
  for (const folder of folders) {
    for (const name of await namesIn(fileSystem, folder)) {
      const path = join(folder, name)
      try {
        if (!(await isLeftOver(fileSystem, path, { name, now, isRunning }))) continue
        await fileSystem.unlink(path)
        removed += 1
      } catch (error) {
        // Its writer has just finished with it, or the disk is read-only: either can wait.
        if (systemErrorCode(error) === '') throw error
      }
    }
  }
  return removed
}

async function isLeftOver(
  fileSystem: FileSystem,
  path: string,
  { name, now, isRunning }: { readonly name: string } & Required<SweepOptions>,
): Promise<boolean> {
  const processId = writerOf(name)
  if (processId === null && !isClaimName(name)) return false
  const found = await fileSystem.lstat(path)
  if (found.kind !== 'file') return false
  const ageMs = now.getTime() - found.modifiedAt.getTime()
  return processId === null ? ageMs > hourMs : ageMs > dayMs || !isRunning(processId)
}

/**
 * Removes folders of ours that killed processes have left among the system's temporary ones; a process that runs
 * keeps its own. Resolves with how many were removed.
 */
export function sweepTemporaryFolders(
  temporaryFolder: string,
  isRunning: (processId: number) => boolean = isProcessRunning,
): Promise<number> {
  const isLeft = async (processId: number): Promise<boolean> => !isRunning(processId)
  return sweepFolders(temporaryFolder, scratchFolders.temporary, isLeft)
}

/**
 * Removes what processes that are gone were assembling in the data folder. Nothing in it was ever called a
 * backup or a library; nothing is removed while it is needed. Resolves with how many were removed.
 */
export async function sweepWorkFolders(
  { dataFolder, isNeeded }: WorkPlace,
  { now, isRunning = isProcessRunning }: SweepOptions,
): Promise<number> {
  if (isNeeded()) return 0
  return sweepFolders(workRoot(dataFolder), scratchFolders.work, async (processId, path) => {
    const ageMs = now.getTime() - (await stat(path)).mtimeMs
    return !isRunning(processId) || ageMs >= dayMs
  })
}

/**
 * Removes partial folders from a folder with no other work going on in it: those of this process were left by
 * an earlier try. Resolves with how many were removed.
 */
export function sweepPartialFolders(folder: string): Promise<number> {
  return sweepFolders(
    folder,
    scratchFolders.partial,
    async (processId) => processId === process.pid || !isProcessRunning(processId),
  )
}

async function sweepFolders(
  parent: string,
  pattern: RegExp,
  isLeft: (processId: number, path: string) => Promise<boolean>,
): Promise<number> {
  let removed = 0
  for (const name of await namesIn({ readdir }, parent)) {
    const [, ...processIds] = pattern.exec(name) ?? []
    const processId = processIds.find((one) => one !== undefined)
    if (processId === undefined) continue
    const path = join(parent, name)
    try {
      if (!(await isLeft(Number(processId), path))) continue
      await rm(path, { recursive: true, force: true })
      removed += 1
    } catch (error) {
      // Another account's, just being removed, or on a read-only disk: it does no harm there.
      if (systemErrorCode(error) === '') throw error
    }
  }
  return removed
}
