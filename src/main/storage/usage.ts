import { join } from 'node:path'
import type { DiskUsage } from '../../shared/integrity'
import { usageOf } from '../core/data-folder'
import type { FileSystem } from '../core/disk/file-system'
import { isOfSystem } from '../core/disk/left-by-systems'
import { systemErrorCode } from '../core/disk/system-error'
import { type Found, walk } from '../core/disk/walk'
import { root } from '../portraits/files'

/**
 * The bytes in the data folder by kind; the portraits were walked before. What vanishes during that does not
 * count.
 */
export async function measureUsage(
  fileSystem: FileSystem,
  dataFolder: string,
  portraits: readonly Found[],
  signal?: AbortSignal,
): Promise<DiskUsage> {
  const usage = {
    database: 0,
    portraits: 0,
    thumbnails: 0,
    databaseCopies: 0,
    setAside: 0,
    quarantine: 0,
    other: 0,
  }
  const count = (path: string, bytes: number): void => {
    usage[usageOf(path)] += bytes
  }
  for (const { path, kind, bytes } of portraits) {
    if (kind === 'file') usage[isOfSystem(path) ? 'other' : 'portraits'] += bytes
  }
  for (const name of await fileSystem.readdir(dataFolder)) {
    if (name === root[0]) continue
    count(name, await bytesOf(fileSystem, join(dataFolder, name)))
    const onFound = ({ path, bytes }: Found) => count(path, bytes)
    await walk(fileSystem, dataFolder, name, { signal, onFound })
  }
  return usage
}

async function bytesOf(fileSystem: FileSystem, path: string): Promise<number> {
  try {
    const { kind, bytes } = await fileSystem.lstat(path)
    return kind === 'file' ? bytes : 0
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0
    throw error
  }
}
