import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors'
import type { FileSystem } from '../core/disk/file-system'
import { systemError, systemErrorCode } from '../core/disk/system-error'
import { asDiskError } from '../core/disk/write-file'

const pieceBytes = 1024 * 1024

export interface CopyJob {
  readonly signal?: AbortSignal
  readonly onBytes?: (bytes: number) => void
}

/**
 * Copies one plain file, on the disk when it resolves, and answers the SHA-256 of what was read. Throws
 * AppError `move-file-unreadable`, `disk-full` and its like, and `backup-cancelled`.
 */
export async function copyVerified(
  fileSystem: FileSystem,
  from: string,
  to: string,
  { signal, onBytes }: CopyJob = {},
): Promise<string> {
  const hash = createHash('sha256')
  const source = await reading(from, () => openPlain(from))
  try {
    const target = await writing(to, () => fileSystem.create(to))
    try {
      const piece = Buffer.allocUnsafe(pieceBytes)
      for (;;) {
        signal?.throwIfAborted()
        const { bytesRead } = await reading(from, () => source.read(piece, 0, pieceBytes))
        if (bytesRead === 0) break
        const bytes = piece.subarray(0, bytesRead)
        hash.update(bytes)
        for (let done = 0; done < bytesRead; ) {
          done += await writing(to, () => target.write(bytes.subarray(done)))
        }
        onBytes?.(bytesRead)
      }
      await writing(to, () => target.sync())
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
  return hash.digest('hex')
}

/** The SHA-256 of a plain file, read a piece at a time. Throws as `copyVerified` does. */
export async function hashFile(path: string, { signal, onBytes }: CopyJob = {}): Promise<string> {
  const hash = createHash('sha256')
  const file = await reading(path, () => openPlain(path))
  try {
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await reading(path, () => file.read(piece, 0, pieceBytes))
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
      onBytes?.(bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function openPlain(path: string): Promise<FileHandle> {
  // Windows has no O_NOFOLLOW; without O_NONBLOCK a pipe would block a thread for ever.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(path, flags)
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw systemError('ENOTSUP', 'not a plain file')
}

async function reading<Value>(path: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    const details = { file: join(basename(dirname(path)), basename(path)), code }
    throw new AppError('move-file-unreadable', details, { cause: error })
  }
}

async function writing<Value>(path: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    throw asDiskError(error, { folder: dirname(path) })
  }
}
