import { AppError } from '../../../shared/errors'
import { systemErrorCode } from '../../core/disk/system-error'

// What is said of a file that was moved, or whose drive was unplugged while it was read.
const gone: ReadonlySet<string> = new Set([
  ...[
    'ENOENT',
    'ENOTDIR',
    'EIO',
    'ENXIO',
    'ENODEV',
    'ESTALE',
    'EHOSTDOWN',
    'ENOTCONN',
    'ETIMEDOUT',
  ],
])
const refused: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'ENOTSUP', 'ELOOP', 'EISDIR'])

/** An error from reading the old app's files as an AppError; anything else as it came. */
export function asSourceError(error: unknown, name: string): unknown {
  const reason = systemErrorCode(error)
  if (gone.has(reason)) return new AppError('import-source-gone', { name }, { cause: error })
  if (refused.has(reason)) {
    return new AppError('import-source-unreadable', { name, reason }, { cause: error })
  }
  return error
}

/** The same error with the name its sentence speaks of; the name of a private copy says nothing. */
export function namedError(error: unknown, name: string): unknown {
  if (!(error instanceof AppError) || !error.code.startsWith('import-')) return error
  return new AppError(error.code, { name, ...error.details }, { cause: error })
}
