import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors'
import type { PreviousPutBack } from '../../shared/storage'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError, writeFileWhole } from '../core/disk/write-file'
import { readLocation } from './location'
import { readPreviousList } from './previous-list'
import type { DeleteOriginalsParts } from './previous-locations'
import { withNeeds } from './previous-needs'

export interface PutBackOrder {
  /** Gives a portrait the file with its own bytes. Throws AppError `not-found` when they are not its own. */
  readonly putFileBack: (portraitId: number, from: string) => Promise<void>
}

/**
 * Restores what the library in use needs of a previous location: to a portrait its own bytes, and any other
 * file to its place, if that is free. The previous location stays as it is, to be deleted afterwards. Throws
 * AppError `not-found`, `move-live-damaged` and those of the disk.
 */
export async function putPreviousBack(
  { home, live, fileSystem }: DeleteOriginalsParts,
  folder: string,
  { putFileBack }: PutBackOrder,
): Promise<PreviousPutBack> {
  const place = readLocation(home).former.find((one) => one.folder === folder)
  const list = place === undefined ? null : readPreviousList(home, place.list)
  if (list === null || folder === live) throw new AppError('not-found')
  const left: string[] = []
  let count = 0
  await withNeeds({ live, fileSystem }, async (whyItStays) => {
    for (const file of list.files) {
      const from = join(folder, file.path)
      const sha256 = await digestOf(fileSystem, from)
      // A file that was changed or lost there since can no longer be trusted.
      if (sha256 === null || (file.sha256 ?? sha256) !== sha256) continue
      const why = await whyItStays(file, sha256)
      if (why === null) continue
      const isBack =
        why.portraitId === null
          ? await copyBack(fileSystem, from, join(live, file.path))
          : await wasPutBack(() => putFileBack(why.portraitId ?? 0, from))
      if (isBack) count += 1
      else left.push(why.name === '' ? basename(file.path) : why.name)
    }
  })
  return { count, left }
}

async function digestOf(fileSystem: FileSystem, path: string): Promise<string | null> {
  try {
    return (await fileSystem.digest(path)).sha256
  } catch (error) {
    if (systemErrorCode(error) !== '') return null
    throw error
  }
}

async function wasPutBack(putFileBack: () => Promise<void>): Promise<boolean> {
  try {
    await putFileBack()
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return false
    throw error
  }
}

/** False when something has its place. */
async function copyBack(fileSystem: FileSystem, from: string, to: string): Promise<boolean> {
  try {
    await fileSystem.mkdir(dirname(to))
    await writeFileWhole(fileSystem, to, await fileSystem.readFile(from))
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw asDiskError(error, { folder: dirname(to) })
  }
}
