import { createHash } from 'node:crypto'
import type { Digest } from './digest'
import type { FileSystem } from './file-system'
import { openPlain } from './read-file'
import { systemErrorCode } from './system-error'

export interface CopyOptions {
  /** True only for a file that a person has chosen; else a link is refused with ELOOP. */
  readonly followLinks?: boolean
  /** False leaves it to the system when the bytes reach the disk: for copies that need not survive a power cut. */
  readonly isSynced?: boolean
  /** What a failed call on the file it is read from is thrown as. */
  readonly asReadError?: (error: unknown) => unknown
  /** What a failed call on the copy is thrown as. */
  readonly asWriteError?: (error: unknown) => unknown
  readonly signal?: AbortSignal
  /** Called with the size of each piece; throwing ends the copy. */
  readonly onBytes?: (bytes: number) => void
}

const pieceBytes = 1024 * 1024

/**
 * Copies one plain file, a piece at a time, and resolves with its size in bytes. Nothing may have the new name yet.
 * Throws the signal's reason, and Node's own errors or what `asReadError` and `asWriteError` make of them.
 */
export async function copyFile(
  fileSystem: Pick<FileSystem, 'create'>,
  from: string,
  to: string,
  options: CopyOptions = {},
): Promise<number> {
  return copyPieces(fileSystem, { from, to }, options)
}

/**
 * Like `copyFile`, and resolves with the SHA-256 of what was read too, for the copy to be read back against
 * (`digestFile`). Throws as `copyFile` does.
 */
export async function copyHashed(
  fileSystem: Pick<FileSystem, 'create'>,
  from: string,
  to: string,
  options: CopyOptions = {},
): Promise<Digest> {
  const hash = createHash('sha256')
  const onPiece = (piece: Uint8Array): unknown => hash.update(piece)
  const bytes = await copyPieces(fileSystem, { from, to, onPiece }, options)
  return { sha256: hash.digest('hex'), bytes }
}

interface Way {
  readonly from: string
  readonly to: string
  readonly onPiece?: (piece: Uint8Array) => unknown
}

async function copyPieces(
  fileSystem: Pick<FileSystem, 'create'>,
  { from, to, onPiece }: Way,
  { followLinks, isSynced = true, asReadError, asWriteError, signal, onBytes }: CopyOptions,
): Promise<number> {
  const reading = <Value>(call: () => Promise<Value>) => throwAs(call, asReadError)
  const writing = <Value>(call: () => Promise<Value>) => throwAs(call, asWriteError)
  const { file: source } = await reading(() => openPlain(from, { followLinks }))
  try {
    const target = await writing(() => fileSystem.create(to))
    try {
      const piece = Buffer.allocUnsafe(pieceBytes)
      for (let copied = 0; ; ) {
        signal?.throwIfAborted()
        const { bytesRead } = await reading(() => source.read(piece, 0, pieceBytes, copied))
        if (bytesRead === 0) {
          if (isSynced) await writing(() => target.sync())
          return copied
        }
        const bytes = piece.subarray(0, bytesRead)
        onPiece?.(bytes)
        for (let done = 0; done < bytesRead; ) {
          done += await writing(() => target.write(bytes.subarray(done)))
        }
        copied += bytesRead
        onBytes?.(bytesRead)
      }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function throwAs<Value>(
  call: () => Promise<Value>,
  asError: (error: unknown) => unknown = (error) => error,
): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    throw systemErrorCode(error) === '' ? error : asError(error)
  }
}
