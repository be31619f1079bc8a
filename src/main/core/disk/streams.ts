import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'

/** The bytes of a file; its errors are Node's own. */
export const readStream = (path: string): Readable => createReadStream(path)

/** Writes a file that must not exist yet, for this account alone; its errors are Node's own. */
export const newFileStream = (path: string): Writable =>
  createWriteStream(path, { flags: 'wx', mode: 0o600 })

/** Makes a file of this size that holds nothing and takes no room. Throws Node's own errors; EEXIST for one that is there. */
export async function makeHollowFile(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.truncate(bytes)
  } finally {
    await file.close()
  }
}
