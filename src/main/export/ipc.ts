import { AppError } from '../../shared/errors'
import type { PrintOrder } from '../../shared/export'
import type { Portrait } from '../../shared/portrait'
import type { Language } from '../../shared/preferences'
import type { Subject } from '../../shared/subject'
import type { Translate } from '../../shared/translate'
import type { Handlers } from '../core/answer'
import type { FileSystem } from '../core/disk/file-system'
import type { Tasks } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { extensions } from '../portraits/files'
import { exportedPicture } from './convert'
import { exportCast } from './export-cast'
import { readJournal, type SessionSource, sessionsFileName, writeSessions } from './export-sessions'
import { safeFileName } from './file-names'
import type { ExportedLibrary } from './gather-exported'
import { createPrintSheet, type Printer } from './print-sheet'

type ExportRequest = Extract<keyof Handlers, `export:${string}`>

export interface ExportHandlersOptions {
  readonly library: () => ExportedLibrary &
    SessionSource & {
      readSubject(subject: Subject): { readonly name: string }
    }
  readonly tasks: Tasks
  readonly fileSystem: FileSystem
  readonly imageSandbox: Pick<ImageSandbox, 'develop' | 'encode'>
  readonly language: () => Language
  readonly translate: Translate
  readonly printer: Printer
  /** Each asks with the system's dialog; null or false when it was closed. */
  readonly chooseFolder: () => Promise<string | null>
  readonly savePicture: (bytes: Uint8Array, name: string) => Promise<boolean>
  readonly saveSessions: (bytes: Uint8Array, name: string) => Promise<boolean>
  readonly savePdf: (bytes: Uint8Array, name: string) => Promise<boolean>
  /** Puts a PNG on the clipboard. */
  readonly copyPicture: (png: Uint8Array) => Promise<void>
  readonly onMade: (path: string) => void
}

/** Answers every request about giving a cast away. */
export function createExportHandlers(
  options: ExportHandlersOptions,
): Pick<Handlers, ExportRequest> {
  const { library, tasks, fileSystem, language } = options

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

  const sheetOf = (order: PrintOrder) =>
    createPrintSheet({ library: library(), language: language() }, order)

  return {
    'export:cast': async (order) => {
      const folder = await options.chooseFolder()
      if (folder === null) return null
      const { imageSandbox } = options
      const parts = { library: library(), fileSystem, imageSandbox, language: language() }
      const made = await tasks.run('export', (job) => exportCast(parts, order, { folder, ...job }))
      options.onMade(made.path)
      return made
    },
    'export:portrait': async ({ portraitId, ...wish }) => {
      const { portrait, bytes } = await read(portraitId)
      const secrets = portrait.prompt === null ? [] : [portrait.prompt]
      const stored = { bytes, format: portrait.format }
      const given = await exportedPicture(options.imageSandbox, stored, { ...wish, secrets })
      const name = nameOf({ ...portrait, format: given.format })
      const isSaved = await options.savePicture(given.bytes, name)
      return isSaved ? { wasReencoded: given.wasReencoded } : null
    },
    'export:print': (order) => options.printer.print(sheetOf(order)),
    'export:pdf': async (order) => {
      const sheet = sheetOf(order)
      return options.savePdf(await options.printer.toPdf(sheet), sheet.fileName)
    },
    'export:sessions': ({ format, ...which }) => {
      const { translate } = options
      const journal = readJournal(library(), which, translate)
      const name = sessionsFileName(journal, format, translate)
      return options.saveSessions(writeSessions(journal, format, translate), name)
    },
    'export:copy-portrait': async ({ portraitId }) => {
      const { portrait, bytes } = await read(portraitId)
      const { format } = portrait
      const order = { bytes, format, thumbnailSizes: [], asPng: true }
      const { png } = await options.imageSandbox.develop(order)
      if (png === null) throw new AppError('picture-damaged')
      await options.copyPicture(png)
    },
  }
}
