import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAppleDoubleFile, isNamedAppleDouble, isOfSystem } from '../core/disk/left-by-systems'
import { isScratchName } from '../core/disk/scratch/names'
import { systemErrorCode } from '../core/disk/system-error'

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

/**
 * What stays where the app was first started: the pointer, and what belongs to Chromium, which keeps the
 * key to the secrets there on some systems.
 */
const ofHome =
  /^(?:location(?:\.bad-.+)?\.json(?:\.partial)?|moved-[\w-]+\.json|window|crashes|Crashpad|Singleton.*|lockfile|DevToolsActivePort|Local State|Dictionaries)$/i

/** Ours, but of no use elsewhere: locks, the log that is being written, what earlier versions left, half-done work. */
const passing =
  /^(?:castkeeper(?:-import)?\.lock(?:-journal)?|castkeeper\.window(?:-journal)?|logs|work|running|window-door\.json|window\.sock|\.castkeeper-.+\.(?:partial|claim)|.+\.json\.partial)$/

/** A closed database has none; an open one is copied together with it, by SQLite itself. */
const databaseLog = /^castkeeper\.db-(?:wal|shm)$/

/** Marks a folder that a copy is being put together in. */
export const markName = '.castkeeper-moving'

/** True for what a place may hold that is to take the data: Chromium's things and the pointer. */
export const staysAtHome = (name: string): boolean => ofHome.test(name)
/** True for what belongs to a library in use and is not part of it. */
export const isPassing = (name: string): boolean => passing.test(name) || name === markName

/** Everything in a data folder that moves with it, without what systems leave in folders. Throws Node's own errors. */
export async function listData(dataFolder: string): Promise<Listing> {
  const files: OwnFile[] = []
  const folders: string[] = []
  const left: string[] = []

  async function look(inner: string, name: string): Promise<void> {
    const path = inner === '' ? name : `${inner}/${name}`
    const found = await lookAt(join(dataFolder, path))
    // A file that is being written has another name by now, or none.
    if (found === null) return
    if (found.isDirectory()) {
      folders.push(path)
      await walk(path)
    } else if (found.isFile()) {
      files.push({ path, bytes: found.size, modifiedMs: found.mtimeMs })
    } else left.push(path)
  }

  async function walk(inner: string): Promise<void> {
    for (const name of (await readdir(join(dataFolder, inner))).sort()) {
      const isTop = inner === ''
      if (isScratchName(name)) continue
      if (isTop && (staysAtHome(name) || isPassing(name) || databaseLog.test(name))) continue
      if (isOfSystem(name)) continue
      const isDouble = isNamedAppleDouble(name) && isAppleDoubleFile(join(dataFolder, inner, name))
      if (!isDouble) await look(inner, name)
    }
  }

  await walk('')
  return { files, folders, left }
}

async function lookAt(path: string) {
  try {
    return await lstat(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw error
  }
}
