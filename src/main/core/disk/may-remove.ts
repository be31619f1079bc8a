import type { FileSystem } from './file-system'
import { systemErrorCode } from './system-error'

/** A file that has to be whole before another copy of what it holds may go. */
export interface LiveCopy {
  /** Absolute. */
  readonly path: string
  /** Of the bytes that were stored under it, in hex. */
  readonly sha256: string
}

export type UnsoundState = 'missing' | 'damaged' | 'unreadable'

export type Unsound<Live extends LiveCopy = LiveCopy> = Live & { readonly state: UnsoundState }

/**
 * Decides whether bytes may be deleted for good: reads every live copy that replaces them from the disk, to
 * its end, against its SHA-256. Resolves with the copies that are not intact; only when there are none may
 * the bytes go. No size, date or earlier reading counts. Everything that deletes a copy calls this right
 * before. Never throws for the disk: what cannot be read is not intact.
 */
export async function mayRemove<Live extends LiveCopy>(
  fileSystem: Pick<FileSystem, 'digest'>,
  live: readonly Live[],
): Promise<readonly Unsound<Live>[]> {
  const unsound: Unsound<Live>[] = []
  for (const copy of live) {
    const state = await readState(fileSystem, copy)
    if (state !== 'sound') unsound.push({ ...copy, state })
  }
  return unsound
}

async function readState(
  fileSystem: Pick<FileSystem, 'digest'>,
  { path, sha256 }: LiveCopy,
): Promise<UnsoundState | 'sound'> {
  try {
    return (await fileSystem.digest(path)).sha256 === sha256 ? 'sound' : 'damaged'
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    return code === 'ENOENT' ? 'missing' : 'unreadable'
  }
}
