import { AppError } from '../../../shared/errors'
import type { QuarantineFacts } from '../../../shared/quarantine'
import { type Found, walk } from '../../core/disk/walk'
import { isNew } from '../match'
import { isPathInLibrary } from '../quarantine/library-path'
import type { RepairParts } from './parts'
import { hasRow, requireStray } from './stray'

/**
 * Moves a file without a row into the quarantine. Throws AppError `not-found` for one that has a row, `not-a-
 * plain-file`, `file-still-new` and those of the disk.
 */
export async function setAside(
  parts: RepairParts,
  path: string,
  { portraitId = null, facts = {} }: { portraitId?: number | null; facts?: QuarantineFacts } = {},
): Promise<void> {
  await requireStray(parts, path)
  const { id } = await parts.quarantine.put(path, { why: 'stray', portraitId, facts })
  // If its row was written during the move, the file goes straight back.
  if (hasRow(parts.database, path)) await parts.quarantine.restore([id])
}

/** The files without rows in a folder and below it, as they are now, except links and new files. */
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

/** Moves these files, one after the other, and resolves with how many; files that are gone are skipped. */
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
