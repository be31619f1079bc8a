import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { ImportSource } from '../../../shared/legacy-import'
import type { TaskProgress } from '../../../shared/tasks'
import {
  type ArchiveFormat,
  archiveFormatOf,
  asArchiveError,
  unpackArchive,
} from '../../core/archive/unpack'
import { temporaryFolder } from '../../core/disk/scratch/folders'
import { findSource, findSourceBelow } from './find-source'
import { asSourceError, namedError } from './source-error'
import { wantedFiles } from './wanted-files'

export interface ChooseOptions {
  /** A folder, a database or an archive. */
  readonly chosen: string
  /** Where an archive is unpacked, in a folder of its own that `close` removes. */
  readonly temporaryFolder: string
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

export interface ChosenSource {
  readonly source: ImportSource
  /** Removes what an archive was unpacked into. */
  close(): Promise<void>
}

/**
 * Finds the old library in whatever was chosen; an archive is unpacked first. Throws what findSource
 * throws, AppError `import-archive-damaged`, `import-archive-unsafe`, `import-archive-encrypted`, and
 * `disk-full` and its like. Nothing is left of an archive that was refused.
 */
export async function chooseSource(options: ChooseOptions): Promise<ChosenSource> {
  const { chosen, signal, onProgress } = options
  const name = basename(chosen)
  const format = await formatOf(chosen, name)
  if (format === null) {
    return { source: await findSource(chosen, signal), close: async () => undefined }
  }
  const folder = temporaryFolder(options.temporaryFolder, 'unpacked')
  try {
    await folder.make()
    const leftOut = await unpackArchive(format, {
      archive: chosen,
      folder: folder.path,
      wanted: wantedFiles,
      signal,
      onProgress: ({ done, total, now }) =>
        onProgress?.({ step: 'unpack', done, total, doneBytes: done, totalBytes: 0, now }),
    })
    const source = await findSourceBelow(folder.path, signal)
    return { source: { ...source, chosen, leftOut }, close: folder.remove }
  } catch (error) {
    await folder.remove()
    throw asChoiceError(error, name, signal)
  }
}

async function formatOf(path: string, name: string): Promise<ArchiveFormat | null> {
  try {
    return await archiveFormatOf(path)
  } catch (error) {
    throw asSourceError(error, name)
  }
}

function asChoiceError(error: unknown, name: string, signal: AbortSignal | undefined): unknown {
  try {
    signal?.throwIfAborted()
  } catch (cancelled) {
    return cancelled
  }
  if (error instanceof AppError) {
    if (error.code !== 'import-nothing-found') return namedError(error, name)
    return new AppError(error.code, { name }, { cause: error })
  }
  const known = asSourceError(error, name)
  return known instanceof AppError ? known : asArchiveError(error, name)
}
