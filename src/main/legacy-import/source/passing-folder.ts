import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isProcessRunning } from '../../disk/process-running'
import { systemErrorCode } from '../../disk/system-error'

const passingPattern = /^castkeeper-(?:look|unpacked)-(\d+)-[0-9a-f-]{36}$/

/** How the folder begins that an archive is unpacked into. */
export const unpackedName = 'castkeeper-unpacked-'

/** The path of a folder of our own among the system's temporary ones; it tells whose it is. */
export function passingFolder(temporaryFolder: string, purpose: 'look' | 'unpacked'): string {
  return join(temporaryFolder, `castkeeper-${purpose}-${process.pid}-${randomUUID()}`)
}

/**
 * Removes the copies of old libraries that killed processes have left; a process that runs keeps its own.
 * Resolves with how many were removed.
 */
export async function sweepPassingFolders(
  temporaryFolder: string,
  isRunning: (processId: number) => boolean = isProcessRunning,
): Promise<number> {
  let removed = 0
  for (const name of await readdir(temporaryFolder)) {
    const processId = passingPattern.exec(name)?.[1]
    if (processId === undefined || isRunning(Number(processId))) continue
    try {
      await rm(join(temporaryFolder, name), { recursive: true, force: true })
      removed += 1
    } catch (error) {
      // Somebody else's, or just being removed.
      if (systemErrorCode(error) === '') throw error
    }
  }
  return removed
}
