import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { LibraryCounts, SetAside } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { replaceSync } from '../disk/blocking'
import { systemErrorCode } from '../disk/system-error'
import { stampOf } from './names'

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

/** Removes what a restore set aside, for good. Throws AppError `not-found`. */
export async function removeSetAside(dataFolder: string, name: string, now: Date): Promise<void> {
  if (!listSetAside(dataFolder, now).some((one) => one.name === name)) {
    throw new AppError('not-found')
  }
  await rm(join(dataFolder, name), { recursive: true, force: true })
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
    return noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Without its note the folder is somebody else's, or was put back already: not ours to offer.
    return null
  }
}
