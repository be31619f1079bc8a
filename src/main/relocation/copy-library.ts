import { basename, dirname, join } from 'node:path'
import SQLite from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { Moved } from '../../shared/storage'
import type { TaskProgress } from '../../shared/tasks'
import { portraitRows } from '../backup/database-copy'
import { databaseError } from '../core/database/database-error'
import { syncFileNow, syncFolderNow } from '../core/disk/blocking'
import { type CopyOptions, copyHashed } from '../core/disk/copy-file'
import { type DigestOptions, digestFile } from '../core/disk/digest'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError } from '../core/disk/write-file'
import type { Listing } from './list-files'

export interface CopyOrder {
  readonly from: string
  /** There, and empty but for our mark. */
  readonly to: string
  readonly listing: Listing
  readonly fileSystem: FileSystem
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
  /** Called before each step; for tests, which end the process there. */
  readonly onStep?: (step: string) => void
}

export interface Copied {
  readonly moved: Omit<Moved, 'to'>
  /** SHA-256 of every file that was copied, by its path; the database has none. */
  readonly hashes: ReadonlyMap<string, string>
}

const databaseName = 'castkeeper.db'

/**
 * Copies a closed library and reads every byte of the copy back: each file against the SHA-256 of what was
 * read, the database by `integrity_check` and `foreign_key_check`, each row against its file. Throws AppError
 * `move-not-the-same`, `database-damaged`, `backup-cancelled` and what `copyHashed` throws.
 */
export async function copyLibrary(order: CopyOrder): Promise<Copied> {
  const { from, to, listing, fileSystem, signal, onProgress, onStep } = order
  const database = listing.files.find(({ path }) => path === databaseName)
  const files = listing.files.filter(({ path }) => path !== databaseName)
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, database?.bytes ?? 0)
  const total = files.length + (database === undefined ? 0 : 1)
  const far = { total, totalBytes } as const
  let done = 0
  let doneBytes = 0
  const report = (step: 'copy' | 'verify') => onProgress?.({ ...far, step, done, doneBytes })
  const job = (step: 'copy' | 'verify') => ({
    signal,
    onBytes: (bytes: number) => {
      doneBytes += bytes
      report(step)
    },
  })

  onStep?.('folders')
  for (const folder of listing.folders) await fileSystem.mkdir(join(to, folder))
  if (database !== undefined) {
    onStep?.('database')
    await copyDatabase(join(from, databaseName), join(to, databaseName), signal)
    done += 1
    doneBytes += database.bytes
    report('copy')
  }
  const hashes = new Map<string, string>()
  for (const { path } of files) {
    onStep?.(`copy ${path}`)
    const hash = await copyOne(order, path, job('copy'))
    if (hash !== null) hashes.set(path, hash)
    done += 1
  }
  onStep?.('sync')
  for (const folder of [...listing.folders].reverse()) syncFolderNow(join(to, folder))
  syncFolderNow(to)

  done = database === undefined ? 0 : 1
  doneBytes = database?.bytes ?? 0
  onStep?.('verify')
  for (const [path, hash] of hashes) {
    if ((await readBack(join(to, path), job('verify'))) !== hash) {
      throw new AppError('move-not-the-same', { file: basename(path) })
    }
    done += 1
  }
  const portraits = database === undefined ? noPortraits : checkDatabase(to, hashes)
  // SQLite's own backup leaves it to the system when the copy reaches the disk.
  if (database !== undefined) syncFileNow(join(to, databaseName))
  syncFolderNow(to)
  const moved = { files: total, bytes: totalBytes, ...portraits, left: listing.left.length }
  return { moved, hashes }
}

/** Null for a thumbnail that was removed or rewritten during the copy: it is made again when needed. */
async function copyOne(
  { from, to, fileSystem }: CopyOrder,
  path: string,
  job: Pick<CopyOptions, 'signal' | 'onBytes'>,
): Promise<string | null> {
  try {
    const source = join(from, path)
    const asReadError = (error: unknown) => unreadable(source, error)
    const asWriteError = (error: unknown) => asDiskError(error, { folder: dirname(join(to, path)) })
    const how = { ...job, asReadError, asWriteError }
    const copied = await copyHashed(fileSystem, source, join(to, path), how)
    return copied.sha256
  } catch (error) {
    const isGone =
      error instanceof AppError &&
      error.code === 'move-file-unreadable' &&
      error.details.code === 'ENOENT'
    if (isGone && path.startsWith('cache/')) return null
    throw error
  }
}

async function readBack(path: string, job: DigestOptions): Promise<string> {
  try {
    return (await digestFile(path, job)).sha256
  } catch (error) {
    throw systemErrorCode(error) === '' ? error : unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): AppError {
  const details = {
    file: join(basename(dirname(path)), basename(path)),
    code: systemErrorCode(error),
  }
  return new AppError('move-file-unreadable', details, { cause: error })
}

const noPortraits = { portraits: 0, harmed: 0 }

async function copyDatabase(from: string, to: string, signal: AbortSignal | undefined) {
  try {
    const database = new SQLite(from, { fileMustExist: true })
    try {
      await database.backup(to, {
        progress: () => {
          signal?.throwIfAborted()
          return 500
        },
      })
    } finally {
      database.close()
    }
  } catch (error) {
    throw databaseError(error)
  }
}

/** Every row beside its file, as it was copied. What was lost before stays lost, and is counted. */
function checkDatabase(to: string, hashes: ReadonlyMap<string, string>) {
  const database = new SQLite(join(to, databaseName), { fileMustExist: true })
  try {
    // One file without a log, until the library is opened there.
    database.pragma('journal_mode = DELETE')
    const isSound =
      database.pragma('integrity_check(1)', { simple: true }) === 'ok' &&
      database.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get() === 0
    if (!isSound) throw new AppError('database-damaged', { reason: 'check-failed' })
    const rows = portraitRows(database)
    const portraits = rows.filter(({ path, sha256 }) => hashes.get(path) === sha256).length
    return { portraits, harmed: rows.length - portraits }
  } catch (error) {
    throw databaseError(error)
  } finally {
    database.close()
  }
}
