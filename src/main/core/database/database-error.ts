import { AppError, type ErrorCode } from '../../../shared/errors'

const codes: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_BUSY', 'database-busy'],
  ['SQLITE_LOCKED', 'database-busy'],
  ['SQLITE_CORRUPT', 'database-damaged'],
  ['SQLITE_NOTADB', 'database-damaged'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'folder-not-writable'],
  ['SQLITE_CANTOPEN', 'database-unreadable'],
  ['SQLITE_IOERR', 'database-unreadable'],
  ['EACCES', 'folder-not-writable'],
  ['EROFS', 'folder-not-writable'],
  ['EPERM', 'folder-not-writable'],
  ['ENOSPC', 'disk-full'],
  ['ENOTDIR', 'folder-replaced'],
  ['EEXIST', 'folder-replaced'],
  ['EISDIR', 'database-unreadable'],
]

/** An error of SQLite or of the file system under it as an AppError; anything else as it came. */
export function databaseError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = codes.find(([prefix]) => code.startsWith(prefix))
  if (known === undefined) return error
  return new AppError(known[1], { reason: code, context: 'database' }, { cause: error })
}
