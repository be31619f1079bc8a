import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemError, systemErrorCode } from '../../core/disk/system-error'
import { asDiskError } from '../../core/disk/write-file'
import { asSourceError } from './source-error'

export interface CopyOrder {
  readonly from: string
  readonly to: string
  /** What an error calls the file it was read from. */
  readonly name: string
  /** True only for a file a person has chosen; else a link is refused with ELOOP. */
  readonly followLinks: boolean
  readonly signal?: AbortSignal
  readonly onBytes?: (bytes: number) => void
}

const atOnce = 1024 * 1024

/**
 * Copies a plain file, a piece at a time, and resolves with its size in bytes. Takes the place of what
 * was there. Throws AppError `import-source-gone`, `import-source-unreadable`, `import-cancelled`,
 * `disk-full` and its like.
 */
export async function copyFile(order: CopyOrder): Promise<number> {
  const source = await openSource(order)
  try {
    const target = await writing(order, () => open(order.to, 'w', 0o600))
    try {
      return await pour(source, target, order)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function openSource({ from, name, followLinks }: CopyOrder): Promise<FileHandle> {
  const noLinks = followLinks ? 0 : (constants.O_NOFOLLOW ?? 0)
  try {
    // Without O_NONBLOCK a pipe of this name would block a thread for ever.
    const flags = constants.O_RDONLY | noLinks | (constants.O_NONBLOCK ?? 0)
    const source = await open(from, flags)
    if ((await source.stat()).isFile()) return source
    await source.close()
    throw systemError('ENOTSUP', 'not a plain file')
  } catch (error) {
    throw asSourceError(error, name)
  }
}

async function pour(source: FileHandle, target: FileHandle, order: CopyOrder): Promise<number> {
  const piece = Buffer.allocUnsafe(atOnce)
  let copied = 0
  for (;;) {
    order.signal?.throwIfAborted()
    const { bytesRead } = await reading(order, () => source.read(piece, 0, atOnce, copied))
    if (bytesRead === 0) return copied
    let written = 0
    while (written < bytesRead) {
      const rest = { offset: written, length: bytesRead - written, at: copied + written }
      const result = await writing(order, () =>
        target.write(piece, rest.offset, rest.length, rest.at),
      )
      written += result.bytesWritten
    }
    copied += bytesRead
    order.onBytes?.(bytesRead)
  }
}

async function reading<Value>({ name }: CopyOrder, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    throw asSourceError(error, name)
  }
}

async function writing<Value>(order: CopyOrder, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    throw asDiskError(error, { folder: dirname(order.to) })
  }
}
