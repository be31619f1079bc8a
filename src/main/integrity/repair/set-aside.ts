import { AppError } from '../../../shared/errors'
import type { QuarantineFacts } from '../../../shared/quarantine'
import { type Found, walk } from '../../core/disk/walk'
import { isNew } from '../match'
import { isPathInLibrary } from '../quarantine/library-path'
import type { RepairParts } from './parts'
import { hasRow, requireStray } from './stray'

/**
 * Moves a file of nobody into the quarantine. Throws AppError `not-found` for one that has a row,
 * `not-a-plain-file`, `file-still-new` and those of the disk.
 */
export async function setAside(
  parts: RepairParts,
  path: string,
  { portraitId = null, facts = {} }: { portraitId?: number | null; facts?: QuarantineFacts } = {},
): Promise<void> {
  await requireStray(parts, path)
  const { id } = await parts.quarantine.put(path, { why: 'stray', portraitId, facts })
  // Its row may have come while it was read; then it goes back before anybody misses it.
  if (hasRow(parts.database, path)) await parts.quarantine.restore([id])
}

/** The files of nobody in a folder and below it, as they are now; links and what is new are not among them. */
export async function straysIn(
  { database, dataFolder, fileSystem, clock }: RepairParts,
  folder: string,
  signal?: AbortSignal,
): Promise<string[]> {
  if (!isPathInLibrary(`${folder}/file`)) throw new AppError('not-found')
  const now = clock()
  const files: string[] = []
  const onFound = ({ path, kind, modifiedMs }: Found) => {
    if (kind === 'file' && !isNew(modifiedMs, now)) files.push(path)
  }
  await walk(fileSystem, dataFolder, folder, { signal, onFound })
  return files.filter((path) => !hasRow(database, path))
}

export interface FolderOptions {
  readonly signal?: AbortSignal
  readonly onMoved: () => void
}

/** Moves these files, one after the other, and resolves with how many; what has gone meanwhile is passed by. */
export async function setAllAside(
  parts: RepairParts,
  paths: readonly string[],
  { signal, onMoved }: FolderOptions,
): Promise<number> {
  let moved = 0
  for (const path of paths) {
    signal?.throwIfAborted()
    try {
      await setAside(parts, path)
      moved += 1
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'not-found')) throw error
    }
    onMoved()
  }
  return moved
}
