import { mkdir } from 'node:fs/promises'
import { systemErrorCode } from './system-error'

/**
 * Creates one folder in an existing one; does nothing when it exists. Throws Node's own errors. On a read-
 * only disk it reports that, where a recursive mkdir says that the parent does not exist.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  }
}

/** Makes a folder and those above it for this account alone; does nothing when it is there. Throws Node's own errors. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
}
