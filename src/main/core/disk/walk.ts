import { join } from 'node:path'
import { createTimeSlice } from '../tasks/time-slice'
import type { DiskEntry, FileSystem } from './file-system'
import { kindOf } from './kind-at'
import type { ListedEntry } from './list-folder'
import { systemErrorCode } from './system-error'

/** Something below the folder that was walked. */
export interface Found {
  /** Below the data folder, with forward slashes. */
  readonly path: string
  readonly kind: DiskEntry['kind'] | 'closed-folder'
  readonly bytes: number
  readonly modifiedMs: number
}

/** A folder within folders to this depth; what lies deeper was made to be a trap. */
const mostDepth = 64

export interface WalkOptions {
  readonly signal?: AbortSignal
  readonly onFound: (found: Found) => void
}

/**
 * Tells of everything below a folder, at any depth, without following or opening anything: a link is told
 * of and not entered, so that no loop and nothing outside is ever met. Folders that can be entered are
 * not told of. What vanishes meanwhile is not told of either. Nothing at all when the folder is not there.
 */
export async function walk(
  fileSystem: FileSystem,
  dataFolder: string,
  top: string,
  { signal, onFound }: WalkOptions,
): Promise<void> {
  const waiting = [{ path: top, depth: 0 }]
  const timeSlice = createTimeSlice(signal)

  async function enter(path: string, depth: number): Promise<void> {
    const entries = await entriesIn(fileSystem, join(dataFolder, path))
    if (entries === null) onFound({ path, kind: 'closed-folder', bytes: 0, modifiedMs: 0 })
    for (const { name, kind, bytes, modifiedMs } of entries ?? []) {
      const inner = `${path}/${name}`
      if (kind !== 'folder') onFound({ path: inner, kind, bytes, modifiedMs })
      else if (depth < mostDepth) waiting.push({ path: inner, depth: depth + 1 })
      else onFound({ path: inner, kind: 'closed-folder', bytes: 0, modifiedMs: 0 })
    }
  }

  if ((await kindOf(fileSystem, join(dataFolder, top))) !== 'folder') return
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (timeSlice.isDue()) await timeSlice.yieldTurn()
    await enter(next.path, next.depth)
  }
}

/** Null for a folder that may not be looked into. */
async function entriesIn(
  fileSystem: FileSystem,
  folder: string,
): Promise<readonly ListedEntry[] | null> {
  try {
    return await fileSystem.list(folder)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    if (code !== '') return null
    throw error
  }
}
