import { join } from 'node:path'
import type { BackupWarning } from '../../shared/backup'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import type { FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'
import { sha256 } from '../portraits/hash'
import type { SnapshotRow } from './snapshot'

export interface PortraitBytes {
  /** Null where nothing could be read. */
  readonly bytes: Uint8Array | null
  /** Of these bytes. */
  readonly sha256: string
  readonly state: 'sound' | BackupWarning['state']
}

/**
 * The file of a portrait as it is. A damaged one is read too: what is left of it may be all there is.
 */
export async function readPortrait(
  fileSystem: FileSystem,
  dataFolder: string,
  row: SnapshotRow,
): Promise<PortraitBytes> {
  const maximumBytes = Math.max(row.bytes, maximumOwnPictureBytes)
  try {
    const path = join(dataFolder, ...row.path.split('/'))
    const bytes = await fileSystem.readFile(path, { maximumBytes })
    const hash = await sha256(bytes)
    return { bytes, sha256: hash, state: hash === row.sha256 ? 'sound' : 'damaged' }
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    return { bytes: null, sha256: '', state: code === 'ENOENT' ? 'missing' : 'unreadable' }
  }
}
