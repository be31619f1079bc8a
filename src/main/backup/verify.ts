import { join } from 'node:path'
import type { BackupVerdict } from '../../shared/backup'
import type { TaskProgress } from '../../shared/tasks'
import type { Clock } from '../core/clock'
import { inWorkFolder } from '../core/disk/scratch/folders'
import { sweepWorkFolders } from '../core/disk/scratch/sweep'
import { cancelledOr } from '../core/tasks/cancel'
import { type OpenBackup, openBackup } from './archive/open-backup'
import { readThrough } from './archive/read-through'
import { workPlace } from './swap'

/** A clock may be this far off before it is reported. */
const toleratedMs = 24 * 60 * 60 * 1_000

export interface VerifyBackupOptions {
  /** The user data folder; the database of the backup is looked at in a folder of its own there. */
  readonly dataFolder: string
  readonly clock: Clock
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Reads a backup from end to end and changes nothing: every entry against its SHA-256, the database
 * against its own rules, every row against its portrait. Throws AppError `backup-…` for whatever is wrong.
 */
export async function verifyBackup(
  path: string,
  { dataFolder, clock, signal, onProgress }: VerifyBackupOptions,
): Promise<BackupVerdict> {
  const backup = await openBackup(path, signal)
  try {
    const place = workPlace(dataFolder)
    await sweepWorkFolders(place, { now: clock() })
    // Bringing the database up to date may write it once more.
    return await inWorkFolder(place, 2 * databaseBytes(backup), async (folder) => {
      const { summary, manifest } = backup
      const far = {
        total: manifest.entries.length,
        totalBytes: summary.bytes,
      } as const
      const proof = await readThrough(backup, {
        databasePath: join(folder, 'verify.db'),
        signal,
        onProgress: (progress) => onProgress?.({ ...far, ...progress }),
      })
      const isFromTheFuture = isLater(manifest.madeAt, clock())
      const warnings = [...manifest.warnings, ...proof.harmed]
      return { summary, proof, warnings, isFromTheFuture }
    })
  } catch (error) {
    throw cancelledOr(error, signal)
  } finally {
    await backup.source.close()
  }
}

/** Bytes of the database in a backup. */
export function databaseBytes({ manifest }: Pick<OpenBackup, 'manifest'>): number {
  return manifest.entries.find(({ name }) => name === manifest.database)?.bytes ?? 0
}

/** True for a moment more than a day after now. */
export function isLater(moment: string, now: Date): boolean {
  return Date.parse(moment) - now.getTime() > toleratedMs
}
