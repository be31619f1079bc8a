import { mkdir } from 'node:fs/promises'
import { systemErrorCode } from './system-error'

/**
 * Makes one folder in one that is there; does nothing when it is there already. Throws Node's own errors: of a disk
 * that may not be written that it is read-only, where a recursive mkdir says that the folder above is not there.
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
