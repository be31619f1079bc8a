import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isProcessRunning } from './process-running'
import { systemErrorCode } from './system-error'

const passingPattern = /^castkeeper-(?:look|unpacked|work)-(\d+)-[0-9a-f-]{36}$/

/** How the folder begins that an archive is unpacked into. */
export const unpackedName = 'castkeeper-unpacked-'

/** The path of a folder of our own among the system's temporary ones; it tells whose it is. */
export function passingFolder(
  temporaryFolder: string,
  purpose: 'look' | 'unpacked' | 'work',
): string {
  return join(temporaryFolder, `castkeeper-${purpose}-${process.pid}-${randomUUID()}`)
}

/**
 * Removes what killed processes have left in folders of ours; a process that runs keeps its own.
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
