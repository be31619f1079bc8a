import { join } from 'node:path'
import { isSystemFolder } from '../../core/disk/left-by-systems'
import { listKinds, type NamedEntry } from '../../core/disk/list-folder'
import { systemErrorCode } from '../../core/disk/system-error'
import { walkFolders } from '../../core/disk/walk'

export interface SourceFolder {
  readonly path: string
  /** 0 for the folder the walk began with. */
  readonly depth: number
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

export interface WalkSourceOptions {
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
export async function* walkSource(
  root: string,
  { deepest, signal }: WalkSourceOptions,
): AsyncGenerator<SourceFolder> {
  const enters = (_path: string, name: string): boolean =>
    !skipped.test(name) && !isSystemFolder(name)
  const onClosed = (path: string, error: unknown): void => {
    if (path === '') throw error
  }
  let foldersLeft = mostFolders
  let entriesLeft = mostEntries
  const folders = walkFolders(listKinds, root, { deepest, enters, onClosed })
  for await (const { path, depth, entries } of folders) {
    signal?.throwIfAborted()
    yield { path: join(root, path), depth, ...byKind(entries) }
    foldersLeft -= 1
    entriesLeft -= entries.length
    if (foldersLeft === 0 || entriesLeft <= 0) return
  }
}

/** What is in one folder; nothing where it is not there or may not be looked into. */
export async function namesByKind(
  folder: string,
): Promise<Pick<SourceFolder, 'files' | 'folders'>> {
  try {
    return byKind(await listKinds(folder))
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return { files: [], folders: [] }
  }
}

function byKind(entries: readonly NamedEntry[]): Pick<SourceFolder, 'files' | 'folders'> {
  const namesOf = (kind: NamedEntry['kind']): string[] =>
    entries.filter((entry) => entry.kind === kind).map(({ name }) => name)
  return { files: namesOf('file'), folders: namesOf('folder') }
}
