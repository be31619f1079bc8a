import { basename } from 'node:path'
import type { ImportSource } from '../../../shared/legacy-import'
import type { TaskProgress, TaskStep } from '../../../shared/tasks'
import type { Clock } from '../../core/clock'
import type { FileSystem } from '../../core/disk/file-system'
import { makePrivateFolder } from '../../core/disk/make-folder'
import { temporaryFolder } from '../../core/disk/scratch/folders'
import { systemError } from '../../core/disk/system-error'
import { createTimeSlice } from '../../core/tasks/time-slice'
import type { ImageSandbox } from '../../image-sandbox/image-sandbox'
import { type ExtractedLibrary, extractLibrary, openOldLibrary } from '../old-database/open-old'
import { readStoredExtract, storeExtract } from '../old-database/stored-extract'
import type { OldFindings, OldLibrary, OldPortrait } from '../old-library'
import { copyDatabase } from '../source/private-copy'
import { namedError } from '../source/source-error'
import { isPictureName } from './portrait-path'
import { readPortraitValue } from './portrait-value'
import { type ScannedFiles, scanFiles } from './scan-files'
import { type ScanPortraitOptions, scanPortrait } from './scan-portrait'

export interface ScanOptions {
  readonly source: ImportSource
  readonly fileSystem: Pick<FileSystem, 'readFile' | 'readInto'>
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  readonly clock: Clock
  /** Where the private copy of the database is put, in a folder of its own that `close` removes. */
  readonly temporaryFolder: string
  /** A folder that keeps what was read. What is in it is used again, and `close` leaves it. */
  readonly copyFolder?: string
  readonly evenIfNewer?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Scans an old library without writing to it or contacting a server. Throws AppError `import-…` for what
 * cannot be used, and errors such as `disk-full` for the private copy.
 */
export async function scanOldLibrary(options: ScanOptions): Promise<OldFindings> {
  const { source, fileSystem, imageSandbox, signal } = options
  const opened = source.database === null ? null : await openSource(source.database, options)
  try {
    const files =
      source.portraits === null
        ? null
        : await scanFiles({
            ...{ folder: source.portraits, fileSystem, imageSandbox, signal },
            onProgress: ({ bytes, ...progress }) =>
              options.onProgress?.({
                step: 'scan',
                ...progress,
                doneBytes: bytes,
                totalBytes: 0,
              }),
          })
    const library = opened?.library ?? null
    const how = { now: options.clock(), files }
    const portraits = await scanPortraits(library, how, signal)
    return {
      source,
      library,
      portraits,
      ...unnamed(files, portraits, namedValues(library, portraits, how.now)),
      passedOver: files?.passedOver ?? 0,
      refused: refusedValues(library, portraits, files?.links ?? []),
      readFile: (file, place) =>
        files?.readFile(file, place) ??
        Promise.reject(systemError('ENOENT', 'no portraits folder')),
      keepCopy: async (folder) => opened?.keepCopy(folder),
      close: async () => opened?.close(),
    }
  } catch (error) {
    await opened?.close()
    throw error
  }
}

/** Of many thousand rows the values alone take long to read. */
async function scanPortraits(
  library: OldLibrary | null,
  how: ScanPortraitOptions,
  signal: AbortSignal | undefined,
): Promise<readonly OldPortrait[]> {
  const slice = createTimeSlice(signal)
  const portraits: OldPortrait[] = []
  for (const [kind, rows] of [
    ['campaign', library?.campaigns ?? []],
    ['character', library?.characters ?? []],
  ] as const) {
    for (const row of rows) {
      portraits.push(scanPortrait(kind, row, how))
      if (slice.isDue()) await slice.yieldTurn()
    }
  }
  return portraits
}

interface Opened {
  readonly library: OldLibrary
  keepCopy(folder: string): Promise<void>
  close(): Promise<void>
}

async function openSource(database: string, options: ScanOptions): Promise<Opened> {
  const { copyFolder, signal } = options
  const name = basename(database)
  const folder = temporaryFolder(options.temporaryFolder, 'scan')
  try {
    const stored = copyFolder === undefined ? null : readStoredExtract(copyFolder)
    const extract = stored ?? (await extractSource(database, folder.path, options))
    if (copyFolder !== undefined && stored === null) await keepCopy(copyFolder)
    const library = await openOldLibrary(extract, {
      signal,
      onProgress: (rows) => reporterOf(options, { step: 'read-database', name })(rows, rows, 0),
    })
    return {
      library,
      keepCopy,
      close: async () => {
        library.close()
        await folder.remove()
      },
    }

    async function keepCopy(to: string): Promise<void> {
      await makePrivateFolder(to)
      await storeExtract(extract, to)
    }
  } catch (error) {
    await folder.remove()
    throw namedError(error, name)
  }
}

async function extractSource(
  database: string,
  folder: string,
  options: ScanOptions,
): Promise<ExtractedLibrary> {
  const { signal, evenIfNewer } = options
  const report = reporterOf(options, { step: 'copy-database', name: basename(database) })
  const copy = await copyDatabase({
    ...{ database, folder, signal },
    onProgress: (bytes, total) => report(bytes, total, bytes),
  })
  const extract = await extractLibrary({ path: copy.path, evenIfNewer, signal })
  const foreignLog = copy.foreignLog === null ? [] : [copy.foreignLog]
  return { ...extract, unreadable: [...foreignLog, ...extract.unreadable, ...copy.damaged] }
}

function reporterOf(
  { onProgress }: ScanOptions,
  { step, name }: { readonly step: TaskStep; readonly name: string },
) {
  return (done: number, total: number, bytes: number): void =>
    onProgress?.({ step, done, total, doneBytes: bytes, totalBytes: 0, now: name })
}

function unnamed(
  files: ScannedFiles | null,
  portraits: readonly OldPortrait[],
  values: readonly string[],
): Pick<OldFindings, 'looseFiles' | 'damagedFiles'> {
  const named = new Set<unknown>([
    ...portraits.flatMap(({ file, offeredFile }) => [file, offeredFile]),
    ...values.map((path) => files?.find(path)),
  ])
  const left = (files?.files ?? []).filter((file) => !named.has(file))
  return {
    looseFiles: left.filter(({ harm }) => harm === null),
    damagedFiles: left.filter(({ harm, path }) => harm !== null && isPictureName(path)),
  }
}

/** The paths of damaged files that rows name. */
function namedValues(
  library: OldLibrary | null,
  portraits: readonly OldPortrait[],
  now: Date,
): readonly string[] {
  const rows = [...(library?.campaigns ?? []), ...(library?.characters ?? [])]
  return portraits.flatMap((portrait, at) => {
    if (portrait.class !== 'local-corrupt') return []
    const value = readPortraitValue(rows[at]?.portraitValue ?? null, now)
    return 'path' in value ? [value.path] : []
  })
}

const longestRefused = 1_000

function refusedValues(
  library: OldLibrary | null,
  portraits: readonly OldPortrait[],
  links: readonly string[],
): readonly string[] {
  const rows = [...(library?.campaigns ?? []), ...(library?.characters ?? [])]
  const values = portraits.flatMap(({ form }, at) =>
    form === 'outside' ? [rows[at]?.portraitValue?.trim().slice(0, longestRefused) ?? ''] : [],
  )
  const said = values.map((value) => value.replaceAll('\\', '/').toLowerCase())
  const others = links
    .map((link) => `static/portraits/${link}`)
    .filter((link) => !said.some((value) => value.endsWith(link.toLowerCase())))
  return [...values, ...others]
}
