import { open } from 'node:fs/promises'

// https://www.sqlite.org/fileformat2.html, "The Write-Ahead Log".

export const logHeaderBytes = 32
export const frameHeaderBytes = 24

/** The bytes of the header that are new each time the log begins from its start; every frame repeats them. */
export const saltBytes = { from: 16, to: 24 } as const

/** How far a checkpoint came: how many pages the log held, and how many of them the database has now. */
export interface Checkpoint {
  readonly logPages: number
  readonly copiedPages: number
}

/**
 * Whether the log has reached `limit` pages for its present salt (hex). Its size does not show that: SQLite
 * starts over without shortening the file. Throws Node's own errors.
 */
export async function hasLogReached(
  path: string,
  limit: (salt: string) => number,
): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const read = async (at: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
      return buffer.subarray(0, bytesRead)
    }
    const header = await read(0, logHeaderBytes)
    if (header.length < logHeaderBytes) return false
    const salt = header.subarray(saltBytes.from, saltBytes.to)
    const step = frameHeaderBytes + header.readUInt32BE(8)
    const frame = logHeaderBytes + (limit(salt.toString('hex')) - 1) * step
    // In a frame the salt comes after the number of the page and the size of the database.
    return (await read(frame + 8, salt.length)).equals(salt)
  } finally {
    await file.close()
  }
}
