import { execFile } from 'node:child_process'

/** What takes longer is left to go on by itself. */
const patienceMs = 60_000

/**
 * Asks the disk this folder is on to write all it still holds, in one go. Only a hint, where the system has a
 * command for it (Linux's `sync -f`): what must be on the disk is still synced file by file, which is quick
 * then, and says what went wrong. Never rejects.
 */
export function flushDisk(folder: string): Promise<void> {
  if (process.platform !== 'linux') return Promise.resolve()
  return new Promise((resolve) => {
    execFile('sync', ['-f', '--', folder], { timeout: patienceMs }, () => resolve())
  })
}
