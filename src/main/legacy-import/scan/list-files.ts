import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isSystemFile, isSystemFolder } from '../../core/disk/left-by-systems'
import { systemErrorCode } from '../../core/disk/system-error'

/** What lies below a portraits folder, each from that folder on with forward slashes. */
export interface ListedFiles {
  readonly files: readonly string[]
  /** Never followed. */
  readonly links: readonly string[]
  /** How many files and folders of a system's own were passed over; such a folder counts once. */
  readonly passedOver: number
}

const deepest = 6
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

  async function enter(below: string, depth: number): Promise<void> {
    signal?.throwIfAborted()
    for (const entry of await entriesOf(folder, below)) {
      if (files.length >= mostFiles) return
      const path = below + entry.name
      const kind = await kindOf(entry, join(folder, path))
      if (kind === 'folder' ? isSystemFolder(entry.name) : isSystemFile(entry.name)) {
        passedOver += 1
        continue
      }
      if (kind === 'file') files.push(path)
      else if (kind === 'link') links.push(path)
      else if (kind === 'folder' && depth < deepest && !isOtherBackup(entry.name)) {
        await enter(`${path}/`, depth + 1)
      }
    }
  }

  await enter('', 1)
  return { files: files.sort(), links: links.sort(), passedOver }
}

const isOtherBackup = (name: string): boolean => /^portraits_backup_/i.test(name)

async function entriesOf(folder: string, below: string): Promise<Dirent[]> {
  try {
    return await readdir(join(folder, below), { withFileTypes: true })
  } catch (error) {
    // A folder in it that is not ours to look into: what is named there counts as missing.
    if (below !== '' && systemErrorCode(error) !== '') return []
    throw error
  }
}

async function kindOf(entry: Dirent, path: string): Promise<'file' | 'folder' | 'link' | null> {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice()) {
    return null
  }
  return kindFromDisk(path)
}

// Some network disks do not say in a listing what an entry is.
async function kindFromDisk(path: string): Promise<'file' | 'folder' | 'link' | null> {
  try {
    const found = await lstat(path)
    if (found.isFile()) return 'file'
    if (found.isDirectory()) return 'folder'
    return found.isSymbolicLink() ? 'link' : null
  } catch (error) {
    if (systemErrorCode(error) !== '') return null
    throw error
  }
}
