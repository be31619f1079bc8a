import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../shared/errors'
import {
  lstatNow,
  readBytesNow,
  readHeadSync,
  removeNow,
  statNow,
  writeBytesNow,
} from '../../core/disk/blocking'
import { copyFile } from '../../core/disk/copy-file'
import { plainFileSystem } from '../../core/disk/file-system'
import { makePrivateFolder } from '../../core/disk/make-folder'
import { bytesOf } from '../../core/disk/stat-at'
import { systemErrorCode } from '../../core/disk/system-error'
import { asDiskError } from '../../core/disk/write-file'
import type { Unreadable } from '../old-library'
import { checkCopy } from './check-copy'
import { asSourceError } from './source-error'

export interface CopyOptions {
  /** The old app's database; what belongs to it stands beside it under its name. */
  readonly database: string
  /** A folder of ours, created if necessary. An earlier copy in it is replaced. */
  readonly folder: string
  readonly signal?: AbortSignal
  readonly onProgress?: (bytes: number, totalBytes: number) => void
}

export interface PrivateCopy {
  /** The copied database. */
  readonly path: string
  /** A log beside it that was left out, as it is another database's. */
  readonly foreignLog: Unreadable | null
  /** Tables that are not read row by row and in which SQLite found something damaged. */
  readonly damaged: readonly Unreadable[]
}

/** The write-ahead log, its index, and the journal that takes back an unfinished change. */
const companions = ['-wal', '-shm', '-journal'] as const
/** Above this size, a database that was not being written to is not checked before it is read. */
const alwaysCheckedBytes = 32 * 1024 * 1024
const fileSystem = plainFileSystem()
const mostTries = 12
const betweenTriesMs = 70
/** After so many tries a database up to this size is read in one breath, which leaves a writer no time. */
const patientTries = 4
const atOnceBytes = 64 * 1024 * 1024

/**
 * Copies a database together with its log and journal, without touching it, so that SQLite can take
 * them in on the copy. The old app may be running: a copy that was torn by its writing is made again.
 * Throws what copyFile throws, and AppError `folder-not-writable` and its like.
 */
export async function copyDatabase(options: CopyOptions): Promise<PrivateCopy> {
  await makeFolder(options.folder)
  return copyUntilStill(options, join(options.folder, 'database.db'))
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makePrivateFolder(folder)
  } catch (error) {
    throw asDiskError(error, { folder })
  }
}

async function copyUntilStill(options: CopyOptions, path: string): Promise<PrivateCopy> {
  for (let tries = 1; ; tries += 1) {
    const before = stateOf(options.database)
    if (tries <= patientTries || !copyAtOnce(options, path))
      await copyOnce(options, path, companions)
    const isTorn = stateOf(options.database) !== before
    const isLast = tries >= mostTries
    if (isTorn && !isLast) {
      await delay(betweenTriesMs)
      options.signal?.throwIfAborted()
      continue
    }
    const hasLog = before.includes('log:') || before.includes('journal:')
    const isLarge = (await bytesOf(path)) > alwaysCheckedBytes
    const isTrusted = isLarge && !isTorn && !hasLog
    if (isTrusted) return { path, foreignLog: null, damaged: [] }
    const { isIntact, damaged } = await checkCopy(path, options.signal)
    if (isIntact || !hasLog || isTorn) return { path, foreignLog: null, damaged }
    return withoutForeignLog(options, path)
  }
}

/**
 * SQLite accepts any log whose own checksums agree, also one of another database. When the database is intact
 * only without it, the log is not its own.
 */
async function withoutForeignLog(options: CopyOptions, path: string): Promise<PrivateCopy> {
  await copyOnce(options, path, [])
  const alone = await checkCopy(path, options.signal)
  if (alone.isIntact) {
    const foreignLog = { table: `${basename(options.database)}-wal`, what: '*' }
    return { path, foreignLog, damaged: [] }
  }
  await copyOnce(options, path, companions)
  const { damaged } = await checkCopy(path, options.signal)
  return { path, foreignLog: null, damaged }
}

async function copyOnce(
  { database, signal, onProgress }: CopyOptions,
  path: string,
  endings: readonly string[],
): Promise<void> {
  for (const ending of ['', ...companions]) removeNow(path + ending)
  const present = endings.filter((ending) => sizeOf(database + ending) !== null)
  const parts = ['', ...present]
  const total = parts.reduce((bytes, ending) => bytes + (sizeOf(database + ending) ?? 0), 0)
  let done = 0
  for (const ending of parts) {
    try {
      const from = database + ending
      const name = basename(from)
      await copyFile(fileSystem, from, path + ending, {
        // The database itself was chosen; what lies beside it under its name was not.
        followLinks: ending === '',
        isSynced: false,
        asReadError: (error) => asSourceError(error, name),
        asWriteError: (error) => asDiskError(error, { folder: dirname(path) }),
        signal,
        onBytes: (bytes) => {
          done += bytes
          onProgress?.(done, Math.max(total, done))
        },
      })
    } catch (error) {
      // The running app has just taken its log or its journal in; the state has changed then.
      if (ending !== '' && isGone(error)) continue
      throw error
    }
  }
}

/** Reads everything before anything is written, the log last. False, and nothing done, for a large one. */
function copyAtOnce({ database }: CopyOptions, path: string): boolean {
  const present = ['', ...companions].filter((ending) => sizeOf(database + ending) !== null)
  const total = present.reduce((bytes, ending) => bytes + (sizeOf(database + ending) ?? 0), 0)
  if (total > atOnceBytes) return false
  try {
    const parts = present.map((ending) => [ending, readBytesNow(database + ending)] as const)
    for (const ending of ['', ...companions]) removeNow(path + ending)
    for (const [ending, bytes] of parts) writeBytesNow(path + ending, bytes)
    return true
  } catch (error) {
    // The patient way says what is in the way, or finds it gone.
    if (systemErrorCode(error) !== '') return false
    throw error
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'import-source-gone'

/**
 * What must not change while the parts are copied, the database first and its log last. A log that was only
 * appended to holds everything that was moved into the database during the copy; one that was restarted, with
 * other salts in its header, does not (SQLite, "WAL-mode File Format" §2.1).
 */
function stateOf(database: string): string {
  const log = readStart(`${database}-wal`, 32)
  if (log.length === 32) return `log:${log.toString('hex')}`
  return ['', '-journal']
    .map((ending) => {
      const found = statOf(database + ending)
      const name = ending === '' ? 'main' : 'journal'
      return found === null || found.size === 0 ? '' : `${name}:${found.size}:${found.mtimeMs}`
    })
    .join('|')
}

function readStart(path: string, bytes: number): Buffer {
  if (sizeOf(path) === null) return Buffer.alloc(0)
  try {
    return readHeadSync(path, bytes)
  } catch (error) {
    // The app has closed, and taken its log away with it.
    if (systemErrorCode(error) === 'ENOENT') return Buffer.alloc(0)
    throw asSourceError(error, basename(path))
  }
}

function statOf(path: string) {
  const found = lstatNow(path)
  return found?.isSymbolicLink() ? statNow(path) : found
}

function sizeOf(path: string): number | null {
  const found = lstatNow(path)
  return found?.isFile() && found.size > 0 ? found.size : null
}
