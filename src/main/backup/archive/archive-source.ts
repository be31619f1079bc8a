import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors'
import { checkEntries } from './check-entries'
import { type BackupSource, readPart, readPieces } from './source'
import { indexTar } from './tar-reader'

const sqliteMagic = 'SQLite format 3\0'

/**
 * Opens an archive. Throws AppErrors of what is wrong with it, `backup-old-app` for a database where an
 * archive should be, and Node's own errors.
 */
export async function openArchive(path: string, signal?: AbortSignal): Promise<BackupSource> {
  // A pipe of this name would keep whoever opens it waiting.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = await file.stat()
    if (!found.isFile()) throw new AppError('backup-not-an-archive')
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
      read: (name, lend) => readPart(file, entryOf(name), lend),
      pieces: (name) => readPieces(file, entryOf(name)),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function refuseDatabase(file: FileHandle): Promise<void> {
  const beginning = await readPart(file, { offset: 0, bytes: sqliteMagic.length })
  if (beginning.toString('latin1') === sqliteMagic) throw new AppError('backup-old-app')
}
