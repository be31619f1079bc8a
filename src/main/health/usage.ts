import { lstat, readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { DiskUsage } from '../../shared/health'
import { systemErrorCode } from '../disk/system-error'

type Kind = keyof DiskUsage

const kinds: readonly (readonly [beginning: RegExp, kind: Kind])[] = [
  [/^castkeeper\.db/, 'database'],
  [/^static\/portraits\//, 'portraits'],
  [/^cache\/thumbnails\//, 'thumbnails'],
  [/^backups\//, 'databaseCopies'],
  [/^(?:before_restore_|castkeeper_set_aside_)/, 'setAside'],
  [/^quarantine\//, 'quarantine'],
]

/** How many bytes of the data folder are what. What vanishes meanwhile does not count. */
export async function measureUsage(dataFolder: string): Promise<DiskUsage> {
  const usage = {
    database: 0,
    portraits: 0,
    thumbnails: 0,
    databaseCopies: 0,
    setAside: 0,
    quarantine: 0,
    other: 0,
  }
  for (const name of await readdir(dataFolder, { recursive: true })) {
    const path = name.split(sep).join('/')
    const kind = kinds.find(([beginning]) => beginning.test(path))?.[1] ?? 'other'
    usage[kind] += await bytesOf(join(dataFolder, name))
  }
  return usage
}

async function bytesOf(path: string): Promise<number> {
  try {
    const found = await lstat(path)
    return found.isFile() ? found.size : 0
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0
    throw error
  }
}
