import { AppError } from '../../../shared/errors'
import type { AllocateBuffer } from '../../core/disk/buffer-pool'
import { systemErrorCode } from '../../core/disk/system-error'

/** What holds a backup: an archive, the same unpacked, or one of the automatic ones. */
export interface BackupSource {
  readonly kind: 'archive' | 'folder' | 'automatic'
  readonly path: string
  /** Sizes in bytes of the files in it, by name. The names are harmless. */
  readonly sizes: ReadonlyMap<string, number>
  /** All bytes of a file, in new memory unless the caller allocates it. Rejects with Node's own errors. */
  read(name: string, allocate?: AllocateBuffer): Promise<Buffer>
  /** The bytes of a file in pieces; each is overwritten when the next one is requested. */
  pieces(name: string): AsyncIterable<Buffer>
  close(): Promise<void>
}

/** What a failed reading of a backup means: `backup-gone` or `backup-unreadable`; others as they came. */
export function asReadingError(error: unknown, name: string): unknown {
  if (error instanceof AppError) return error
  const code = systemErrorCode(error)
  if (!/^E[A-Z]+$/.test(code)) return error
  const isGone = ['ENOENT', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTDIR'].includes(code)
  return new AppError(
    isGone ? 'backup-gone' : 'backup-unreadable',
    { name, code },
    { cause: error },
  )
}
