import { join } from 'node:path'
import { movingOf } from '../core/data-folder'
import type { FileSystem } from '../core/disk/file-system'
import { isAppleDoubleFile, isNamedAppleDouble, isOfSystem } from '../core/disk/left-by-systems'
import { isScratchName } from '../core/disk/scratch/names'
import { systemError } from '../core/disk/system-error'
import { walkFolders } from '../core/disk/walk'

export interface OwnFile {
  /** Below the data folder, with forward slashes. */
  readonly path: string
  readonly bytes: number
  readonly modifiedMs: number
}

export interface Listing {
  readonly files: readonly OwnFile[]
  /** Folders in which they are, the outer ones first. */
  readonly folders: readonly string[]
  /** Links, pipes and the like, which are not followed and not copied. */
  readonly left: readonly string[]
}

/** Marks a folder that a copy is being put together in. */
export const markName = '.castkeeper-moving'

/** Everything in a data folder that moves with it, without what systems leave in folders. Throws Node's own errors. */
export async function listData(fileSystem: FileSystem, dataFolder: string): Promise<Listing> {
  const files: OwnFile[] = []
  const folders: string[] = []
  const left: string[] = []
  const enters = (path: string, name: string): boolean => isOwn(dataFolder, path, name)
  const onClosed = (path: string, error: unknown): void => {
    throw error ?? systemError('ENAMETOOLONG', `too deep: ${path}`)
  }
  for await (const { path: folder, entries } of walkFolders(fileSystem.list, dataFolder, {
    enters,
    onClosed,
  })) {
    if (folder !== '') folders.push(folder)
    for (const { name, kind, bytes, modifiedMs } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (kind === 'folder' || !isOwn(dataFolder, path, name)) continue
      if (kind === 'file') files.push({ path, bytes, modifiedMs })
      else left.push(path)
    }
  }
  return { files: files.toSorted(byPath), folders: folders.toSorted(), left: left.toSorted() }
}

function isOwn(dataFolder: string, path: string, name: string): boolean {
  if (isScratchName(name) || isOfSystem(name)) return false
  const isTop = path === name
  if (isTop && movingOf(name) !== 'moves') return false
  return !(isNamedAppleDouble(name) && isAppleDoubleFile(join(dataFolder, path)))
}

const byPath = (one: OwnFile, other: OwnFile): number => (one.path < other.path ? -1 : 1)
