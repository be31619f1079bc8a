import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../../shared/errors'
import type { BorrowBuffer } from '../../core/disk/buffer-pool'
import { systemErrorCode } from '../../core/disk/system-error'

/** What holds a backup: an archive, the same unpacked, or one of the automatic ones. */
export interface BackupSource {
  readonly kind: 'archive' | 'folder' | 'automatic'
  readonly path: string
  /** Sizes in bytes of the files in it, by name. The names are harmless. */
  readonly sizes: ReadonlyMap<string, number>
  /** All bytes of a file, in memory of their own unless some is lent. Rejects with Node's own errors. */
  read(name: string, lend?: BorrowBuffer): Promise<Buffer>
  /** The bytes of a file in pieces, each gone when the next one is asked for. */
  pieces(name: string): AsyncIterable<Buffer>
  close(): Promise<void>
}

const pieceBytes = 1024 * 1024

/**
 * Reads a part of an open file in pieces, all into the same memory; the last ones are missing where the file
 * ends early.
 */
export async function* readPieces(
  file: FileHandle,
  { offset, bytes }: { readonly offset: number; readonly bytes: number },
): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafe(Math.min(pieceBytes, bytes))
  let position = offset
  while (position < offset + bytes) {
    const length = Math.min(pieceBytes, offset + bytes - position)
    const { bytesRead } = await file.read(piece, 0, length, position)
    if (bytesRead === 0) return
    yield piece.subarray(0, bytesRead)
    position += bytesRead
  }
}

/** Reads a part of an open file; shorter where the file ends early. */
export async function readPart(
  file: FileHandle,
  { offset, bytes }: { readonly offset: number; readonly bytes: number },
  lend?: BorrowBuffer,
): Promise<Buffer> {
  const part = lend === undefined ? Buffer.allocUnsafe(bytes) : asBuffer(lend(bytes))
  let filled = 0
  while (filled < bytes) {
    const { bytesRead } = await file.read(part, filled, bytes - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return part.subarray(0, filled)
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length)
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
