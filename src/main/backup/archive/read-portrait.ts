import { join } from 'node:path'
import type { BackupWarning } from '../../../shared/backup'
import { maximumOwnPictureBytes } from '../../../shared/portrait'
import type { AllocateBuffer } from '../../core/disk/buffer-pool'
import type { FileSystem } from '../../core/disk/file-system'
import type { Hash } from '../../core/disk/hash-in-thread'
import { systemErrorCode } from '../../core/disk/system-error'
import { isPortraitPath } from '../../portraits/files'
import type { SnapshotRow } from '../database-copy'

export interface PortraitBytes {
  /** Null where nothing could be read. */
  readonly bytes: Uint8Array | null
  /** Of these bytes. */
  readonly sha256: string
  readonly state: 'sound' | BackupWarning['state']
}

export interface PortraitReader {
  readonly fileSystem: FileSystem
  readonly dataFolder: string
  readonly hash: Hash
  readonly allocate: AllocateBuffer
}

/**
 * Reads a portrait's file as it is, into memory that the caller allocates. A damaged one is read too: it may
 * be all there is.
 */
export async function readPortrait(
  row: SnapshotRow,
  { fileSystem, dataFolder, hash, allocate }: PortraitReader,
): Promise<PortraitBytes> {
  // No other path was ever ours: what it leads to is not the library's to give away.
  if (!isPortraitPath(row.path)) return { bytes: null, sha256: '', state: 'unreadable' }
  const maximumBytes = Math.max(row.bytes, maximumOwnPictureBytes)
  try {
    const path = join(dataFolder, ...row.path.split('/'))
    const bytes = await fileSystem.readInto(path, allocate, { maximumBytes })
    const sha256 = await hash(bytes)
    return { bytes, sha256, state: sha256 === row.sha256 ? 'sound' : 'damaged' }
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    return { bytes: null, sha256: '', state: code === 'ENOENT' ? 'missing' : 'unreadable' }
  }
}
