import { rm, rmdir } from 'node:fs/promises'
import { systemErrorCode } from './system-error'

/** Removes a file or link; does nothing when it is not there. Throws Node's own errors. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true })
}

/** Removes a folder with everything in it; does nothing when it is not there. Throws Node's own errors. */
export async function removeTree(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Removes a folder that is empty. One that holds something, is not there, or is the root of a disk stays as it is. */
export async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
  }
}
