import { join } from 'node:path'
import { createTimeSlice } from '../tasks/time-slice'
import type { DiskEntry, FileSystem } from './file-system'
import { kindOf } from './kind-at'
import type { NamedEntry } from './list-folder'
import { systemErrorCode } from './system-error'

/** A folder within folders to this depth; what lies deeper was made to be a trap. */
const mostDepth = 64

export interface WalkedFolder<Entry extends NamedEntry> {
  /** Below the folder that is walked, with forward slashes; empty for that folder itself. */
  readonly path: string
  /** 0 for the folder that is walked. */
  readonly depth: number
  readonly entries: readonly Entry[]
}

export interface WalkFoldersOptions {
  readonly deepest?: number
  /** Whether a folder is entered; without it, each is. */
  readonly enters?: (path: string, name: string) => boolean
  /** Called for a folder that may not be read, or lies too deep (`error` is null then); may throw. */
  readonly onClosed?: (path: string, error: unknown) => void
}

/**
 * Walks a folder and all folders in it, the nearer ones first, without following or opening anything: a link
 * is listed and not entered, so that there are no loops and nothing outside is reached. A folder that
 * vanishes before its turn has no entries; if it is the walked one itself, `onClosed` is called.
 */
export async function* walkFolders<Entry extends NamedEntry>(
  list: (folder: string) => Promise<readonly Entry[]>,
  root: string,
  { deepest = mostDepth, enters, onClosed }: WalkFoldersOptions = {},
): AsyncGenerator<WalkedFolder<Entry>> {
  const waiting = [{ path: '', depth: 0 }]
  for (let at = 0; at < waiting.length; at += 1) {
    const { path, depth } = waiting[at] ?? { path: '', depth: 0 }
    const entries = await entriesIn(path)
    if (entries === null) continue
    yield { path, depth, entries }
    for (const { name, kind } of entries) {
      const inner = path === '' ? name : `${path}/${name}`
      if (kind !== 'folder' || enters?.(inner, name) === false) continue
      if (depth < deepest) waiting.push({ path: inner, depth: depth + 1 })
      else onClosed?.(inner, null)
    }
  }

  async function entriesIn(path: string): Promise<readonly Entry[] | null> {
    try {
      return await list(join(root, path))
    } catch (error) {
      const code = systemErrorCode(error)
      if (code === '') throw error
      if (path !== '' && (code === 'ENOENT' || code === 'ENOTDIR')) return []
      onClosed?.(path, error)
      return null
    }
  }
}

/** Something below the folder that was walked. */
export interface Found {
  /** Below the data folder, with forward slashes. */
  readonly path: string
  readonly kind: DiskEntry['kind'] | 'closed-folder'
  readonly bytes: number
  readonly modifiedMs: number
}

export interface WalkOptions {
  readonly signal?: AbortSignal
  readonly onFound: (found: Found) => void
}

/**
 * Reports everything below a folder of the data folder, at any depth, as `walkFolders` finds it. Folders that
 * can be entered are not reported, nor what vanishes during the walk. Nothing when the folder does not exist.
 */
export async function walk(
  fileSystem: FileSystem,
  dataFolder: string,
  top: string,
  { signal, onFound }: WalkOptions,
): Promise<void> {
  if ((await kindOf(fileSystem, join(dataFolder, top))) !== 'folder') return
  const timeSlice = createTimeSlice(signal)
  const pathOf = (inner: string): string => (inner === '' ? top : `${top}/${inner}`)
  const onClosed = (inner: string): void =>
    onFound({ path: pathOf(inner), kind: 'closed-folder', bytes: 0, modifiedMs: 0 })
  const folders = walkFolders(fileSystem.list, join(dataFolder, top), { onClosed })
  for await (const { path, entries } of folders) {
    for (const { name, kind, bytes, modifiedMs } of entries) {
      if (kind !== 'folder')
        onFound({ path: pathOf(path === '' ? name : `${path}/${name}`), kind, bytes, modifiedMs })
    }
    if (timeSlice.isDue()) await timeSlice.yieldTurn()
  }
}
