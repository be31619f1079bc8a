import type { Dirent, Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastLstat } from './direct-lstat'
import { systemErrorCode } from './system-error'

export interface NamedEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
}

export interface ListedEntry extends NamedEntry {
  readonly bytes: number
  readonly modifiedMs: number
}

/** How long the main thread is held before others get their turn, in milliseconds. */
const holdMs = 8
/** A slow disk answers so many at a time. */
const statsAtOnce = 32

/** What something is, by what was found without following it. */
export function kindOf(found: Stats): ListedEntry['kind'] {
  if (found.isFile()) return 'file'
  if (found.isDirectory()) return 'folder'
  return found.isSymbolicLink() ? 'link' : 'other'
}

/**
 * Looks at everything in a folder: at once for as long as the disk answers from memory, and beside the main
 * thread when it does not. Throws Node's own errors of reading the folder.
 */
export async function listFolder(folder: string, look: FastLstat): Promise<ListedEntry[]> {
  const names = await readdir(folder)
  const entries: ListedEntry[] = []
  const add = (name: string, found: Stats | null) => {
    if (found === null) return
    entries.push({ name, kind: kindOf(found), bytes: found.size, modifiedMs: found.mtimeMs })
  }
  let heldSince = performance.now()
  for (let at = 0; at < names.length; ) {
    if (performance.now() - heldSince > holdMs) {
      await nextTurn()
      heldSince = performance.now()
    }
    const some = names.slice(at, at + statsAtOnce)
    at += some.length
    if (look.isQuick()) {
      for (const name of some) add(name, look.atOnce(`${folder}/${name}`))
      continue
    }
    const found = await Promise.all(some.map((name) => patiently(look(`${folder}/${name}`))))
    for (const [index, name] of some.entries()) add(name, found[index] ?? null)
  }
  return entries
}

/** Null for what has gone, or has a name that this system cannot spell. */
async function patiently(looking: Promise<Stats>): Promise<Stats | null> {
  try {
    return await looking
  } catch (error) {
    if (systemErrorCode(error) !== '') return null
    throw error
  }
}

/**
 * Names and kinds of everything in a folder, without a stat where the listing already has the kind: for
 * foreign folders, which may hold anything. Throws Node's own errors of reading the folder.
 */
export async function listKinds(folder: string): Promise<NamedEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return Promise.all(
    entries.map(async (entry) => ({
      name: entry.name,
      kind: kindIn(entry) ?? (await kindFromDisk(join(folder, entry.name))),
    })),
  )
}

function kindIn(entry: Dirent): NamedEntry['kind'] | null {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  if (entry.isSymbolicLink()) return 'link'
  const isOther =
    entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice()
  return isOther ? 'other' : null
}

// Some network disks do not say in a listing what an entry is.
async function kindFromDisk(path: string): Promise<NamedEntry['kind']> {
  try {
    return kindOf(await lstat(path))
  } catch (error) {
    if (systemErrorCode(error) !== '') return 'other'
    throw error
  }
}
