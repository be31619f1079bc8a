import { AppError } from '../../../shared/errors'
import { type OpenFile, openPlain, readPart, readPieces } from '../../core/disk/read-file'
import { systemErrorCode } from '../../core/disk/system-error'
import { checkEntries } from './check-entries'
import type { BackupSource } from './source'
import { indexTar } from './tar-reader'

const sqliteMagic = 'SQLite format 3\0'

/**
 * Opens an archive. Throws AppErrors of what is wrong with it, `backup-old-app` for a database where an
 * archive should be, and Node's own errors.
 */
export async function openArchive(path: string, signal?: AbortSignal): Promise<BackupSource> {
  const { file, found } = await openOrRefuse(path)
  try {
    await refuseDatabase(file)
    const entries = checkEntries(await indexTar(file, found.size, signal))
    const entryOf = (name: string) => {
      const entry = entries.get(name)
      if (entry === undefined) throw new AppError('backup-entry-missing', { name })
      return entry
    }
    return {
      kind: 'archive',
      path,
      sizes: new Map(Array.from(entries, ([name, { bytes }]) => [name, bytes])),
      read: (name, allocate) => readPart(file, entryOf(name), allocate),
      pieces: (name) => readPieces(file, entryOf(name)),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function refuseDatabase(file: OpenFile): Promise<void> {
  const beginning = await readPart(file, { offset: 0, bytes: sqliteMagic.length })
  if (beginning.toString('latin1') === sqliteMagic) throw new AppError('backup-old-app')
}

/** Opens a plain file; AppError `backup-not-an-archive` for anything else. */
export async function openOrRefuse(path: string): ReturnType<typeof openPlain> {
  try {
    return await openPlain(path, { followLinks: true })
  } catch (error) {
    const isNoFile = ['EISDIR', 'ENOTSUP'].includes(systemErrorCode(error))
    throw isNoFile ? new AppError('backup-not-an-archive', {}, { cause: error }) : error
  }
}
