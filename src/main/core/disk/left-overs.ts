import { join } from 'node:path'
import type { FileSystem } from './file-system'
import { namesIn } from './names-in'
import { isProcessRunning } from './process-running'
import { systemErrorCode } from './system-error'

const hourMs = 3_600_000
const partialPattern = /^\.castkeeper-(\d+)-[0-9a-f]{16}\.partial$/
const claimPattern = /^\.castkeeper-.+\.claim$/

/** The name of a file that is still being written; it tells whose it is. */
export function temporaryName(processId: number, random: string): string {
  return `.castkeeper-${processId}-${random}.partial`
}

/** The name of the empty file that reserves another one's name, where links are not supported. */
export function claimName(fileName: string): string {
  return `.castkeeper-${fileName}.claim`
}

/** Whether a name is one of those two. */
export function isPassingName(name: string): boolean {
  return partialPattern.test(name) || claimPattern.test(name)
}

export interface SweepOptions {
  readonly now: Date
  /** Whether a process with this id runs; its unfinished files are left to it for a day. */
  readonly isRunning?: (processId: number) => boolean
}

/**
 * Removes what writers that were killed have left in these folders: files with our temporary names
 * whose process has gone or that are a day old, and claims older than an hour. They are unfinished
 * copies that nothing ever pointed to, so nothing is lost. What cannot be looked at or removed stays
 * until the next start. Resolves with how many were removed.
 */
export async function sweepLeftOvers(
  fileSystem: FileSystem,
  folders: readonly string[],
  { now, isRunning = isProcessRunning }: SweepOptions,
): Promise<number> {
  let removed = 0
  for (const folder of folders) {
    for (const name of await namesIn(fileSystem, folder)) {
      const path = join(folder, name)
      try {
        if (!(await isLeftOver(fileSystem, path, name, now, isRunning))) continue
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
  name: string,
  now: Date,
  isRunning: (processId: number) => boolean,
): Promise<boolean> {
  const processId = partialPattern.exec(name)?.[1]
  if (processId === undefined && !claimPattern.test(name)) return false
  const found = await fileSystem.lstat(path)
  if (found.kind !== 'file') return false
  const ageMs = now.getTime() - found.modifiedAt.getTime()
  if (processId === undefined) return ageMs > hourMs
  return ageMs > 24 * hourMs || !isRunning(Number(processId))
}
