import type { Stats } from 'node:fs'
import { lstat, realpath, stat } from 'node:fs/promises'
import { systemErrorCode } from './system-error'

/** What the system knows of a file or folder. */
export type FoundStats = Stats

/** What is at this path, following links; null when there is nothing. Throws Node's other errors. */
export const statAt = (path: string): Promise<Stats | null> => orNull(stat(path))

/** The same without following a link. */
export const lstatAt = (path: string): Promise<Stats | null> => orNull(lstat(path))

async function orNull(looking: Promise<Stats>): Promise<Stats | null> {
  try {
    return await looking
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) return null
    throw error
  }
}

/** The size of a file, links followed. Throws Node's own errors. */
export const bytesOf = async (path: string): Promise<number> => (await stat(path)).size

/** The path without links. Throws Node's own errors. */
export const realPath = (path: string): Promise<string> => realpath(path)
