import { lstatSync, readFileSync, statSync } from 'node:fs'
import { lstat, readdir, rm, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import type { FormerPlace } from '../../shared/storage'
import { claimLibrary } from '../database/presence'
import { systemErrorCode } from '../disk/system-error'
import { isPassing, type OwnFile } from './list-files'
import { readLocation, writeLocation } from './location'

const listSchema = z.object({
  files: z.array(z.object({ path: z.string(), bytes: z.number(), modifiedMs: z.number() })),
  folders: z.array(z.string()),
})
type List = z.infer<typeof listSchema>

/** The places the data was moved away from, newest first. Never throws. */
export function listFormer(home: string): FormerPlace[] {
  try {
    return readLocation(home)
      .former.map(({ folder, movedAt, list }) => {
        const known = readList(home, list)
        return {
          folder,
          movedAt,
          bytes: known === null ? null : bytesLeft(folder, known.files),
          isChanged: known === null || isChanged(folder, known),
        }
      })
      .toReversed()
  } catch {
    // Without the pointer nobody knows of another place.
    return []
  }
}

/**
 * Lets a former place go: exactly the files that were copied from there, as they were then, and what was only
 * passing; whatever else lies there stays. `live` is the library in use. Throws AppError `not-found`,
 * `move-former-changed` or `backup-library-in-use`; then nothing was removed.
 */
export async function letGo(home: string, folder: string, live: string): Promise<void> {
  const location = readLocation(home)
  const place = location.former.find((one) => one.folder === folder)
  if (place === undefined || folder === live) throw new AppError('not-found')
  const list = readList(home, place.list)
  if (list === null || isChanged(folder, list)) throw new AppError('move-former-changed')
  const claim = claimLibrary(folder)
  try {
    // The database first: what is left of a killed removal is then no library any more.
    const files = list.files.toSorted((one, other) => rank(one) - rank(other))
    for (const file of files) {
      const isGoing = rewritten.test(file.path) || isAsItWas(folder, file)
      if (isGoing) await removeFile(join(folder, file.path))
    }
  } finally {
    claim.leave()
  }
  for (const inner of list.folders.toReversed()) await removeIfEmpty(join(folder, inner))
  for (const name of await namesIn(folder)) {
    if (isPassing(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
  if (folder !== home) await removeIfEmpty(folder)
  const now = readLocation(home)
  writeLocation(home, { ...now, former: now.former.filter((one) => one.folder !== folder) })
  await removeFile(join(home, place.list))
}

/** Written once more by the process that moved the data, as it ended: the copies are what is in use. */
const rewritten = /^(?:window-state|backups|preferences(?:\.last-good)?)\.json$/

const rank = ({ path }: OwnFile): number => (path === 'castkeeper.db' ? 0 : 1)

function readList(home: string, name: string): List | null {
  try {
    return listSchema.parse(JSON.parse(readFileSync(join(home, name), 'utf8')))
  } catch {
    // Without the list nobody can tell ours from others'; then nothing may be removed.
    return null
  }
}

function isAsItWas(folder: string, { path, bytes, modifiedMs }: OwnFile): boolean {
  const found = statSync(join(folder, path), { throwIfNoEntry: false })
  return found?.isFile() === true && found.size === bytes && found.mtimeMs === modifiedMs
}

/** Whether somebody used what is there since: its database is another one, or a folder leads elsewhere. */
function isChanged(folder: string, { files, folders }: List): boolean {
  if (folders.some((inner) => isElsewhere(join(folder, inner)))) return true
  const database = files.find(({ path }) => path === 'castkeeper.db')
  if (database === undefined) return false
  const log = statSync(join(folder, 'castkeeper.db-wal'), { throwIfNoEntry: false })
  const isThere = statSync(join(folder, database.path), { throwIfNoEntry: false }) !== undefined
  return (log?.size ?? 0) > 0 || (isThere && !isAsItWas(folder, database))
}

function isElsewhere(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found !== undefined && !found.isDirectory()
}

function bytesLeft(folder: string, files: readonly OwnFile[]): number | null {
  try {
    statSync(folder)
    return files.reduce((sum, file) => sum + (isAsItWas(folder, file) ? file.bytes : 0), 0)
  } catch {
    return null
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    if ((await lstat(path)).isFile()) await unlink(path)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    // Not empty, not there, or the root of a disk: it stays.
    if (systemErrorCode(error) === '') throw error
  }
}
