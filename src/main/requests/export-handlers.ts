import { AppError } from '../../shared/errors'
import type { Portrait } from '../../shared/portrait'
import type { Language } from '../../shared/preferences'
import type { Backups } from '../backup/backups'
import type { Darkroom } from '../darkroom/darkroom'
import type { Clock } from '../database/clock'
import type { FileSystem } from '../disk/file-system'
import { toGive } from '../export/convert'
import { exportCast } from '../export/export-cast'
import { safeFileName } from '../export/file-names'
import { checkData } from '../health/check'
import { hashesInStore, quarantineFile, takeFromBackup } from '../health/mend'
import type { Library } from '../library'
import { extensions } from '../portraits/files'
import type { Handlers } from './answer'

type ExportRequest = Extract<keyof Handlers, `export:${string}` | `check:${string}`>

export interface ExportHandlersOptions {
  readonly library: () => Library
  readonly backups: Backups
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly darkroom: Pick<Darkroom, 'develop' | 'encode'>
  readonly language: () => Language
  /** Each asks with the system's dialog; null or false when it was closed. */
  readonly chooseFolder: () => Promise<string | null>
  readonly savePicture: (bytes: Uint8Array, name: string) => Promise<boolean>
  /** Puts a PNG on the clipboard. */
  readonly copyPicture: (png: Uint8Array) => Promise<void>
  readonly onMade: (path: string) => void
  readonly onMended: () => void
}

/** Answers every request about giving a cast away, and about whether the data is well. */
export function createExportHandlers(
  options: ExportHandlersOptions,
): Pick<Handlers, ExportRequest> {
  const { library, backups, dataFolder, fileSystem, clock, language } = options

  async function read(id: number): Promise<{ portrait: Portrait; bytes: Uint8Array }> {
    const { portraits } = library()
    const portrait = portraits.find(id)
    if (portrait === null) throw new AppError('not-found', { kind: 'portrait', id })
    const reading = await portraits.read(portrait)
    if (reading.state !== 'sound') throw new AppError('picture-damaged')
    return { portrait, bytes: reading.bytes }
  }

  function nameOf({ subject, format }: Pick<Portrait, 'subject' | 'format'>): string {
    const name = subject === null ? 'Castkeeper' : library().readSubject(subject).name
    return `${safeFileName(name, 'Castkeeper')}.${extensions[format]}`
  }

  return {
    'export:cast': async (order) => {
      const folder = await options.chooseFolder()
      if (folder === null) return null
      const { darkroom } = options
      const parts = { library: library(), fileSystem, darkroom, language: language() }
      const made = await backups.desk.run('export', (job) =>
        exportCast(parts, order, { folder, ...job }),
      )
      options.onMade(made.path)
      return made
    },
    'export:portrait': async ({ portraitId, ...wish }) => {
      const { portrait, bytes } = await read(portraitId)
      const given = await toGive(options.darkroom, { bytes, format: portrait.format }, wish)
      return options.savePicture(given.bytes, nameOf({ ...portrait, format: given.format }))
    },
    'export:copy-portrait': async ({ portraitId }) => {
      const { portrait, bytes } = await read(portraitId)
      const { format } = portrait
      const order = { bytes, format, thumbnailSizes: [], asPng: true }
      const { png } = await options.darkroom.develop(order)
      if (png === null) throw new AppError('picture-damaged')
      await options.copyPicture(png)
    },

    'check:run': () =>
      backups.desk.run('check', async (job) => {
        const { database, portraits } = library()
        const lastVerifiedBackupAt = backups.state().last?.madeAt ?? null
        const hashesInBackups = await hashesInStore(backups.folder())
        const parts = { database, dataFolder, fileSystem, portraits, clock }
        return checkData({ ...parts, lastVerifiedBackupAt, hashesInBackups }, job)
      }),
    'check:mend': async (mend) => {
      const { database, portraits, quarantine } = library()
      const backupFolder = backups.folder()
      const parts = { database, dataFolder, fileSystem, portraits, quarantine, backupFolder }
      if (mend.action === 'quarantine') await quarantineFile(parts, mend.path)
      else await takeFromBackup(parts, mend.portraitId)
      options.onMended()
    },
  }
}
