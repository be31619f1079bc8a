import { type Dirent, mkdirSync, readdirSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { LibraryCounts, SetAside } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { readTextSync, replaceSync } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import type { PortraitsInNeed } from '../portraits/last-copy'
import { stampOf } from './archive/names'

const undoMs = 7 * 24 * 60 * 60 * 1_000
const namePattern = /^before_restore_[\w-]+$/
const noteName = 'set-aside.json'

const noteSchema = z.object({
  madeAt: z.iso.datetime(),
  counts: z
    .object({ campaigns: z.number(), characters: z.number(), portraits: z.number() })
    .nullable(),
})

/** Makes the folder that today's library goes to, with a note on what it is. Answers its name. */
export function prepareSetAside(
  dataFolder: string,
  now: Date,
  counts: LibraryCounts | null,
): string {
  const taken = new Set(readdirSync(dataFolder))
  const first = `before_restore_${stampOf(now)}`
  let name = first
  for (let number = 2; taken.has(name); number += 1) name = `${first}-${number}`
  mkdirSync(join(dataFolder, name))
  replaceSync(
    join(dataFolder, name, noteName),
    JSON.stringify({ madeAt: now.toISOString(), counts }),
  )
  return name
}

/** What restores have set aside, newest first. */
export function listSetAside(dataFolder: string, now: Date): SetAside[] {
  return namesIn(dataFolder)
    .filter((name) => namePattern.test(name))
    .flatMap((name) => {
      const note = readNote(join(dataFolder, name, noteName))
      if (note === null) return []
      // Either way: a clock that was set back must not take the undo away, nor keep it for ever.
      const canBeUndone = Math.abs(now.getTime() - Date.parse(note.madeAt)) < undoMs
      return [{ name, ...note, canBeUndone }]
    })
    .toSorted((one, other) => other.madeAt.localeCompare(one.madeAt))
}

export interface RemovalOrder {
  readonly now: Date
  readonly fileSystem: FileSystem
  readonly portraitsInNeed: PortraitsInNeed
  /** Gives a portrait of the library in use its own bytes back. Throws AppError `not-found` when they are not its own. */
  readonly giveBack: (portraitId: number, from: string) => Promise<void>
}

/**
 * Removes what a restore set aside, for good. A portrait of the library in use that is lost or harmed gets its
 * file back from there before. Throws AppError `not-found`, or `set-aside-needed` with the names of portraits
 * that need what is there and could not be given it; then nothing was removed.
 */
export async function removeSetAside(
  dataFolder: string,
  name: string,
  order: RemovalOrder,
): Promise<void> {
  if (!listSetAside(dataFolder, order.now).some((one) => one.name === name)) {
    throw new AppError('not-found')
  }
  const needed = await giveBackFrom(join(dataFolder, name, 'static'), order)
  if (needed.length > 0) {
    throw new AppError('set-aside-needed', { names: [...new Set(needed)].join(', ') })
  }
  await rm(join(dataFolder, name), { recursive: true, force: true })
}

/** Names of portraits that are still in need afterwards. */
async function giveBackFrom(folder: string, order: RemovalOrder): Promise<string[]> {
  const { fileSystem, portraitsInNeed, giveBack } = order
  const needed: string[] = []
  for (const entry of await filesBelow(folder)) {
    const from = join(entry.parentPath, entry.name)
    const { sha256 } = await fileSystem.digest(from)
    for (const { portraitId, name } of await portraitsInNeed({ sha256, portraitId: null })) {
      try {
        await giveBack(portraitId, from)
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'not-found')) throw error
        needed.push(name === '' ? entry.name : name)
      }
    }
  }
  return needed
}

async function filesBelow(folder: string): Promise<Dirent[]> {
  try {
    const all = await readdir(folder, { recursive: true, withFileTypes: true })
    return all.filter((entry) => entry.isFile())
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (systemErrorCode(error) !== '') return []
    throw error
  }
}

function readNote(path: string): z.infer<typeof noteSchema> | null {
  try {
    return noteSchema.parse(JSON.parse(readTextSync(path)))
  } catch {
    // Without its note the folder is somebody else's, or was put back already: not ours to offer.
    return null
  }
}
