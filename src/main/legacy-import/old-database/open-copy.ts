import { basename, dirname } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { readHeadSync, statNow } from '../../core/disk/blocking'
import { sqliteCode } from './sqlite-error'

const magic = Buffer.from('SQLite format 3\0', 'latin1')
/** More memory than a row of the old app can need, in bytes. */
const mostMemory = 2 ** 30

/**
 * Opens a private copy and merges its log or journal into it; only ever in the reader process. Throws
 * AppError `import-not-sqlite`, `import-database-empty`, `import-database-truncated`, `import-database-
 * damaged`.
 */
export function openCopy(path: string): Database {
  refuseOther(path)
  let database: Database | null = null
  try {
    database = new SQLite(path, { fileMustExist: true, timeout: 1_000 })
    // A schema from elsewhere may name functions with side effects, and rules that take for ever to check.
    database.pragma('trusted_schema = OFF')
    database.pragma('ignore_check_constraints = ON')
    database.pragma('cell_size_check = ON')
    database.pragma(`hard_heap_limit = ${mostMemory}`)
    database.pragma('wal_checkpoint(TRUNCATE)')
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    if (isTruncated(path)) throw new AppError('import-database-truncated')
    return database
  } catch (error) {
    database?.close()
    throw asForeseen(error, path)
  }
}

function refuseOther(path: string): void {
  const head = readHead(path)
  if (head.length === 0) throw new AppError('import-database-empty')
  const start = head.subarray(0, magic.length)
  if (!start.equals(magic.subarray(0, start.length))) throw new AppError('import-not-sqlite')
  if (head.length < 100) throw new AppError('import-database-truncated')
}

/** What an error of SQLite means of the old app's database; anything else as it came. */
export function asForeseen(error: unknown, path: string): unknown {
  const code = sqliteCode(error)
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR|NOMEM|TOOBIG)/.test(code)) {
    const name = isTruncated(path) ? 'import-database-truncated' : 'import-database-damaged'
    return new AppError(name, { reason: code }, { cause: error })
  }
  if (code === 'SQLITE_FULL')
    return new AppError('disk-full', { folder: basename(dirname(path)) }, { cause: error })
  // The four tables are there by name and yet cannot be read as tables of the old app.
  if (code === 'SQLITE_ERROR') return new AppError('import-other-program', {}, { cause: error })
  return error
}

/** SQLite file format §1.3: the size in pages stands at 28, and is valid when 24 and 92 agree. */
function isTruncated(path: string): boolean {
  const head = readHead(path)
  if (head.length < 100) return head.length > 0
  if (head.readUInt32BE(24) !== head.readUInt32BE(92)) return false
  const written = head.readUInt16BE(16)
  const pageBytes = written === 1 ? 65_536 : written
  return (statNow(path)?.size ?? 0) < head.readUInt32BE(28) * pageBytes
}

const readHead = (path: string): Buffer => readHeadSync(path, 100)
