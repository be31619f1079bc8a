import { dirname, join } from 'node:path'
import type { BackupProof } from '../../shared/backup'
import type { TaskProgress } from '../../shared/tasks'
import type { FileSystem } from '../core/disk/file-system'
import { requireRoom } from '../core/disk/require-room'
import { parseJson } from '../core/json-file'
import { portraitFolders } from '../portraits/files'
import { pathForEntry, settingsName } from './archive/names'
import type { OpenBackup } from './archive/open-backup'
import { readThrough } from './archive/read-through'
import { createStagedFiles } from './stage-files'
import { databaseBytes } from './verify'

/** Blocks that are not quite filled, and a row in a folder. */
const bytesPerFile = 4_096 + 100

export interface StageOptions {
  readonly fileSystem: FileSystem
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

export interface Staged {
  readonly proof: BackupProof
  /** What settings.json holds; not looked at yet. */
  readonly settings: unknown
}

/**
 * Assembles the library of a backup in an empty folder, laid out like the data folder: every byte verified
 * and synced, and the database up to date. Throws AppError `backup-no-room` before the first byte, what
 * `readThrough` throws, and AppErrors of the disk.
 */
export async function stageBackup(
  backup: OpenBackup,
  folder: string,
  { fileSystem, signal, onProgress }: StageOptions,
): Promise<Staged> {
  const { summary, manifest } = backup
  const count = manifest.entries.length
  // Bringing the database up to date may write it once more.
  await requireRoom(folder, summary.bytes + 2 * databaseBytes(backup) + count * bytesPerFile)
  const folders = portraitFolders(folder)
  for (const one of folders) await fileSystem.mkdir(one)
  const far = { total: count, totalBytes: summary.bytes } as const
  let settings: unknown = null
  const databasePath = join(folder, 'castkeeper.db')
  const files = createStagedFiles(fileSystem)
  try {
    const proof = await readThrough(backup, {
      databasePath,
      signal,
      onProgress: (progress) => onProgress?.({ ...far, ...progress, step: 'stage' }),
      keep: async ({ name }, bytes) => {
        const path = pathForEntry(name)
        if (path !== null) await files.add(join(folder, ...path.split('/')), bytes)
        if (name === settingsName) settings = parseSettings(bytes)
      },
    })
    await files.settle()
    for (const one of [...folders, dirname(folders[0] ?? folder), join(folder, 'static'), folder]) {
      await fileSystem.syncFolder(one)
    }
    return { proof, settings }
  } finally {
    await files.abandon()
  }
}

/** Null for anything but JSON, which must not keep an intact library from being restored. */
function parseSettings(bytes: Buffer): unknown {
  try {
    return parseJson(bytes.toString('utf8'))
  } catch {
    // If the settings were requested, the result reports that they cannot be read.
    return null
  }
}
