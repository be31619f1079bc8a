import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isSystemFolder } from '../../core/disk/left-by-systems'
import { systemErrorCode } from '../../core/disk/system-error'

export interface WalkedFolder {
  readonly path: string
  /** 0 for the folder the walk began with. */
  readonly depth: number
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

export interface WalkFoldersOptions {
  readonly deepest: number
  readonly signal?: AbortSignal
}

/** Enough for any project; a whole drive is not searched to its end. */
const mostFolders = 5_000
const mostEntries = 500_000
// Thousands of folders that never hold what the old app wrote.
const skipped = /^(?:node_modules|site-packages|__pycache__|\..*|env|venv)$/i

/**
 * The folders from this one on downwards, the nearer ones first, never through a link. Folders below it
 * that cannot be read are left out. Throws Node's error when this one cannot, AppError `import-cancelled`.
 */
export async function* walkFolders(
  root: string,
  { deepest, signal }: WalkFoldersOptions,
): AsyncGenerator<WalkedFolder> {
  const waiting = [{ path: root, depth: 0 }]
  let entriesLeft = mostEntries
  for (let seen = 0; seen < mostFolders && entriesLeft > 0; seen += 1) {
    signal?.throwIfAborted()
    const next = waiting.shift()
    if (next === undefined) return
    const entries = await entriesOf(next.path, next.depth > 0)
    entriesLeft -= entries.length
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    yield { ...next, files, folders }
    if (next.depth >= deepest) continue
    for (const name of folders) {
      if (skipped.test(name) || isSystemFolder(name)) continue
      waiting.push({ path: join(next.path, name), depth: next.depth + 1 })
    }
  }
}

/** The entries of one folder; none when it may be left out and cannot be read. */
export async function entriesOf(folder: string, mayBeLeftOut: boolean): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (mayBeLeftOut && systemErrorCode(error) !== '') return []
    throw error
  }
}
