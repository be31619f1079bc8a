import { isSystemFile, isSystemFolder } from '../../core/disk/left-by-systems'
import { listKinds, type NamedEntry } from '../../core/disk/list-folder'
import { walkFolders } from '../../core/disk/walk'

/** What lies below a portraits folder, each from that folder on with forward slashes. */
export interface ListedFiles {
  readonly files: readonly string[]
  /** Never followed. */
  readonly links: readonly string[]
  /** How many files and folders of a system's own were passed over; such a folder counts once. */
  readonly passedOver: number
}

const deepest = 5
const mostFiles = 500_000

/**
 * Lists the files of a portraits folder, at most 500,000 and six folders deep. Another backup inside it
 * (`portraits_backup_…`) is one of its own and is left out. Throws Node's error when the folder itself
 * cannot be read, AppError `import-cancelled`.
 */
export async function listFiles(folder: string, signal?: AbortSignal): Promise<ListedFiles> {
  const files: string[] = []
  const links: string[] = []
  let passedOver = 0

  const isOfSystem = ({ name, kind }: NamedEntry): boolean =>
    kind === 'folder' ? isSystemFolder(name) : isSystemFile(name)
  const enters = (_path: string, name: string): boolean =>
    !isSystemFolder(name) && !isOtherBackup(name)
  for await (const { path: below, entries } of walkFolders(listKinds, folder, {
    ...{ deepest, enters, onClosed },
  })) {
    signal?.throwIfAborted()
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (isOfSystem(entry)) passedOver += 1
      else if (entry.kind === 'file') files.push(path)
      else if (entry.kind === 'link') links.push(path)
    }
    if (files.length >= mostFiles) break
  }
  return { files: files.sort().slice(0, mostFiles), links: links.sort(), passedOver }
}

const isOtherBackup = (name: string): boolean => /^portraits_backup_/i.test(name)

function onClosed(path: string, error: unknown): void {
  // A folder in it that is not ours to look into: what is named there counts as missing.
  if (path === '') throw error
}
