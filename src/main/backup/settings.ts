import { join } from 'node:path'
import { z } from 'zod'
import { makeFolderNow } from '../core/disk/blocking'
import { systemErrorCode } from '../core/disk/system-error'
import { readJsonFileOrNull, writeJsonFile } from '../core/json-file'

const counts = z.object({ campaigns: z.number(), characters: z.number(), portraits: z.number() })
const settingsSchema = z.object({
  isOn: z.boolean(),
  /** Null for the usual place. */
  folder: z.string().nullable(),
  /** The newest that was verified, made by hand or automatically. */
  last: z
    .object({ madeAt: z.iso.datetime(), where: z.string(), isAutomatic: z.boolean(), counts })
    .nullable(),
  /** The newest automatic one, with the mark of what was in it. */
  lastAutomatic: z.object({ madeAt: z.iso.datetime(), mark: z.string() }).nullable(),
  /** The copy of the database before a migration that is in an automatic backup. */
  lastMigration: z.string().nullable().default(null),
  /** Since when there has been something to back up. */
  firstSeenAt: z.iso.datetime().nullable(),
  /** Folders in which a backup was being written, to be swept at the next start. */
  writingInto: z.array(z.string()),
})
const notWritable: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT'])

export type BackupSettings = Readonly<z.infer<typeof settingsSchema>>

const usual: BackupSettings = {
  isOn: true,
  folder: null,
  last: null,
  lastAutomatic: null,
  lastMigration: null,
  firstSeenAt: null,
  writingInto: [],
}

export type BackupSettingsKeeper = ReturnType<typeof createBackupSettings>

/** What is kept about backups, in `backups.json` beside the library; a restore leaves it alone. */
export function createBackupSettings(dataFolder: string) {
  const path = join(dataFolder, 'backups.json')
  // What could not be written, for as long as this process runs.
  let unsaved: BackupSettings | null = null
  return {
    read(): BackupSettings {
      if (unsaved !== null) return unsaved
      // Never written, or unreadable: the default is right, and the next change writes the file again.
      return readJsonFileOrNull(path, settingsSchema) ?? usual
    },
    change(changes: Partial<BackupSettings>): BackupSettings {
      const settings = { ...this.read(), ...changes }
      try {
        makeFolderNow(dataFolder)
        writeJsonFile(path, settings, { isForPeople: true })
        unsaved = null
      } catch (error) {
        // A disk that is full or may not be written must not keep a backup from being made elsewhere.
        if (!notWritable.has(systemErrorCode(error))) throw error
        unsaved = settings
      }
      return settings
    },
  }
}
