import { basename, join } from 'node:path'
import { z } from 'zod'
import type { LibraryCounts, SetAside } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import { makeFolderNow, readFolderNow } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import { removeTree } from '../core/disk/remove'
import { systemErrorCode } from '../core/disk/system-error'
import { dashed, unusedName } from '../core/disk/unused-name'
import { walkFolders } from '../core/disk/walk'
import { readJsonFileOrNull, writeJsonFile } from '../core/json-file'
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
  const name = unusedName(dataFolder, dashed(`before_restore_${stampOf(now)}`))
  makeFolderNow(join(dataFolder, name))
  writeJsonFile(join(dataFolder, name, noteName), { madeAt: now.toISOString(), counts })
  return name
}

/** What restores have set aside, newest first. */
export function listSetAside(dataFolder: string, now: Date): SetAside[] {
  return namesIn(dataFolder)
    .filter((name) => namePattern.test(name))
    .flatMap((name) => {
      // A folder without its note is not ours, or was restored already: it is not offered.
      const note = readJsonFileOrNull(join(dataFolder, name, noteName), noteSchema)
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
  /**
   * Restores a portrait of the library in use from a file. Throws AppError `not-found` when the bytes are not
   * its own.
   */
  readonly putFileBack: (portraitId: number, from: string) => Promise<void>
}

/**
 * Permanently removes what a restore set aside. A portrait of the library in use that is lost or damaged is
 * restored from there first. Throws AppError `not-found`, or `set-aside-needed` with the names of portraits
 * that need a file there and could not be restored; then nothing was removed.
 */
export async function removeSetAside(
  dataFolder: string,
  name: string,
  order: RemovalOrder,
): Promise<void> {
  if (!listSetAside(dataFolder, order.now).some((one) => one.name === name)) {
    throw new AppError('not-found')
  }
  const needed = await putNeededFilesBack(join(dataFolder, name, 'static'), order)
  if (needed.length > 0) {
    throw new AppError('set-aside-needed', { names: [...new Set(needed)].join(', ') })
  }
  await removeTree(join(dataFolder, name))
}

/** Names of portraits that are still in need afterwards. */
async function putNeededFilesBack(folder: string, order: RemovalOrder): Promise<string[]> {
  const { fileSystem, portraitsInNeed, putFileBack } = order
  const needed: string[] = []
  for (const path of await filesBelow(fileSystem, folder)) {
    const from = join(folder, path)
    const { sha256 } = await fileSystem.digest(from)
    for (const { portraitId, name } of await portraitsInNeed({ sha256, portraitId: null })) {
      try {
        await putFileBack(portraitId, from)
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'not-found')) throw error
        needed.push(name === '' ? basename(path) : name)
      }
    }
  }
  return needed
}

async function filesBelow(fileSystem: FileSystem, folder: string): Promise<string[]> {
  const files: string[] = []
  // What cannot be looked into may hold what a portrait needs, so nothing may be removed then.
  const onClosed = (_path: string, error: unknown): void => {
    if (systemErrorCode(error) !== 'ENOENT') throw error
  }
  for await (const { path, entries } of walkFolders(fileSystem.list, folder, { onClosed })) {
    for (const { name, kind } of entries) if (kind === 'file') files.push(join(path, name))
  }
  return files
}

function namesIn(folder: string): string[] {
  try {
    return readFolderNow(folder)
  } catch (error) {
    if (systemErrorCode(error) !== '') return []
    throw error
  }
}
