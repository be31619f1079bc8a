import { join } from 'node:path'
import { stopIfCancelled } from '../backup/stop'
import type { DiskEntry, FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'
import { createBreather } from './breathe'

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
  const breather = createBreather(signal)

  async function enter(path: string, depth: number): Promise<void> {
    const folder = join(dataFolder, path)
    const names = await namesIn(fileSystem, folder)
    if (names === null) onFound({ path, kind: 'closed-folder', bytes: 0, modifiedMs: 0 })
    for (const name of names ?? []) {
      if (breather.isDue()) await breather.breathe()
      const inner = `${path}/${name}`
      const entry = await entryAt(fileSystem, `${folder}/${name}`)
      if (entry === null) continue
      const { kind, bytes } = entry
      if (kind === 'folder' && depth < mostDepth) waiting.push({ path: inner, depth: depth + 1 })
      else if (kind === 'folder') {
        onFound({ path: inner, kind: 'closed-folder', bytes: 0, modifiedMs: 0 })
      } else onFound({ path: inner, kind, bytes, modifiedMs: entry.modifiedAt.getTime() })
    }
  }

  if ((await entryAt(fileSystem, join(dataFolder, top)))?.kind !== 'folder') return
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    stopIfCancelled(signal)
    await enter(next.path, next.depth)
  }
}

async function entryAt(fileSystem: FileSystem, path: string): Promise<DiskEntry | null> {
  try {
    return await fileSystem.lstat(path)
  } catch (error) {
    // Gone since its folder was read, or a name this system cannot spell.
    if (systemErrorCode(error) !== '') return null
    throw error
  }
}

/** Null for a folder that may not be looked into. */
async function namesIn(fileSystem: FileSystem, folder: string): Promise<string[] | null> {
  try {
    return await fileSystem.readdir(folder)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    if (code !== '') return null
    throw error
  }
}
