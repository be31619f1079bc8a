import { constants } from 'node:os'
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import { readRoom } from './disk-room'
import { systemErrorCode } from './system-error'

/** Left free on a disk: a full one troubles every other program too. */
const spareBytes = 16 * 1024 * 1024

/** Free bytes on the disk of this folder, or null where the system does not report it. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    return (await readRoom(folder))?.freeBytes ?? null
  } catch (error) {
    throw asTargetError(error, { folder })
  }
}

/** Throws AppError `backup-no-room`, with both sizes, unless so many bytes fit into the folder. */
export async function requireRoom(folder: string, neededBytes: number): Promise<void> {
  const free = await freeBytes(folder)
  if (free === null || free >= neededBytes + spareBytes) return
  throw new AppError('backup-no-room', {
    folder: basename(folder),
    neededBytes: neededBytes + spareBytes,
    freeBytes: free,
  })
}

const gone: ReadonlySet<string> = new Set(['ENOENT', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTDIR', 'EIO'])
const readOnly: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM'])
const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT'])

/**
 * What a failed call on the place of a backup means: `backup-target-gone`, `backup-target-read-only`,
 * `backup-target-full`, `backup-too-large`, `backup-target-exists`; what is no error of a disk as it came.
 */
export function asTargetError(error: unknown, { folder }: { readonly folder: string }): unknown {
  if (error instanceof AppError) {
    // It vanished while it was being read back; for a backup that is the target.
    return error.code === 'backup-gone'
      ? new AppError('backup-target-gone', { folder: basename(folder) }, { cause: error })
      : error
  }
  const isQuota =
    error instanceof Error && 'errno' in error && error.errno === -constants.errno.EDQUOT
  const code = isQuota ? 'EDQUOT' : systemErrorCode(error)
  const facts = { folder: basename(folder) }
  const options = { cause: error }
  if (gone.has(code)) return new AppError('backup-target-gone', facts, options)
  if (readOnly.has(code)) return new AppError('backup-target-read-only', facts, options)
  if (full.has(code)) return new AppError('backup-target-full', facts, options)
  if (code === 'EFBIG') return new AppError('backup-too-large', facts, options)
  if (code === 'EEXIST') return new AppError('backup-target-exists', facts, options)
  return /^E[A-Z]+$/.test(code)
    ? new AppError('backup-not-made', { ...facts, code }, options)
    : error
}
