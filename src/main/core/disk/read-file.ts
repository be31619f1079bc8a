import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { AllocateBuffer } from './buffer-pool'
import { systemError } from './system-error'

/** A file that was opened for reading. */
export type OpenFile = FileHandle

export interface OpenOptions {
  /** True only for a file that a person has chosen; else a link is refused with ELOOP. */
  readonly followLinks?: boolean
}

const pieceBytes = 1024 * 1024

/**
 * Opens a plain file for reading; its size is in `found`. Throws Node's own errors: ELOOP for a link, EISDIR for a
 * folder, ENOTSUP for a pipe, a socket or a device.
 */
export async function openPlain(
  path: string,
  { followLinks = false }: OpenOptions = {},
): Promise<{ readonly file: OpenFile; readonly found: Stats }> {
  // Windows has no O_NOFOLLOW; without O_NONBLOCK a pipe of this name would block a thread for ever.
  const noLinks = followLinks ? 0 : (constants.O_NOFOLLOW ?? 0)
  const file = await open(path, constants.O_RDONLY | noLinks | (constants.O_NONBLOCK ?? 0))
  try {
    const found = await file.stat()
    if (found.isDirectory()) throw systemError('EISDIR', 'a folder, not a file')
    if (!found.isFile()) throw systemError('ENOTSUP', 'not a plain file')
    return { file, found }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The first bytes of a plain file, fewer where it ends earlier. Throws as `openPlain` does. */
export async function readHead(
  path: string,
  bytes: number,
  options: OpenOptions = {},
): Promise<Buffer> {
  const { file } = await openPlain(path, options)
  try {
    return await readPart(file, { offset: 0, bytes })
  } finally {
    await file.close()
  }
}

/**
 * Reads a part of an open file in pieces, all into the same memory; the last ones are missing where the file
 * ends early.
 */
export async function* readPieces(
  file: OpenFile,
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
  file: OpenFile,
  { offset, bytes }: { readonly offset: number; readonly bytes: number },
  allocate?: AllocateBuffer,
): Promise<Buffer> {
  const part = allocate === undefined ? Buffer.allocUnsafe(bytes) : asBuffer(allocate(bytes))
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
