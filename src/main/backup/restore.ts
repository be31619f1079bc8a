import { basename, join } from 'node:path'
import type { LibraryCounts, Restored } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import type { TaskProgress } from '../../shared/tasks'
import type { Clock } from '../core/clock'
import { claimLibrary } from '../core/database/presence'
import { removeTreeNow } from '../core/disk/blocking'
import type { FileSystem } from '../core/disk/file-system'
import { inDataWorkFolder } from '../core/disk/scratch/folders'
import { sweepWorkFolders } from '../core/disk/scratch/sweep'
import { cancelledOr } from '../core/tasks/cancel'
import { openBackup } from './archive/open-backup'
import { keepSpending } from './keep-spending'
import { listSetAside, prepareSetAside } from './set-aside'
import { stageBackup } from './stage'
import { swapIn, workPlace } from './swap'

/** How the library is closed and opened again, so that the app need not be restarted. */
export interface ClosableLibrary {
  /** Closes the library if it is open. Returns its counts, or null when they are unknown. */
  close(): LibraryCounts | null
  /** Opens it again. An error then is reported by whatever uses the library next. */
  open(): void
}

export interface RestoreParts {
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly libraryHandle: ClosableLibrary
  /** Called before each step of the swap; for tests. */
  readonly onStep?: (step: string) => void
}

export interface RestoreOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Replaces the whole library with a backup: staged beside it, verified, then swapped by renames. The previous
 * library is set aside unchanged. Throws AppError `backup-…` and `restore-…`, with the library unchanged. Can
 * be cancelled until the swap, which takes an instant.
 */
export async function restoreBackup(
  path: string,
  parts: RestoreParts,
  { signal, onProgress }: RestoreOptions = {},
): Promise<Restored & { readonly settings: unknown }> {
  const { dataFolder, fileSystem, clock } = parts
  const backup = await openBackup(path, signal)
  try {
    await sweepWorkFolders(workPlace(dataFolder), { now: clock() })
    return await inDataWorkFolder(workPlace(dataFolder), async (folder) => {
      const staged = await stageBackup(backup, folder, { fileSystem, signal, onProgress })
      signal?.throwIfAborted()
      const aside = swap(parts, `work/${basename(folder)}`)
      const setAside = listSetAside(dataFolder, clock()).find(({ name }) => name === aside) ?? null
      return { summary: backup.summary, ...staged, setAside }
    })
  } catch (error) {
    throw cancelledOr(error, signal)
  } finally {
    await backup.source.close()
  }
}

/**
 * Restores a library that a restore set aside; the restored one is set aside in turn. Throws AppError
 * `restore-undo-gone`, `backup-library-in-use` or `restore-not-finished`.
 */
export function undoRestore(name: string, parts: RestoreParts): void {
  const { dataFolder, clock } = parts
  const found = listSetAside(dataFolder, clock()).find((one) => one.name === name)
  if (!found?.canBeUndone) throw new AppError('restore-undo-gone')
  swap(parts, name)
  removeTreeNow(join(dataFolder, name))
}

function swap({ dataFolder, clock, libraryHandle, onStep }: RestoreParts, from: string): string {
  const counts = libraryHandle.close()
  try {
    const claim = claimLibrary(dataFolder)
    try {
      keepSpending(dataFolder, from)
      const aside = prepareSetAside(dataFolder, clock(), counts)
      swapIn({ dataFolder, from, aside, onStep })
      return aside
    } finally {
      claim.leave()
    }
  } finally {
    libraryHandle.open()
  }
}
