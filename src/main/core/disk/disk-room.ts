import { statfsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'

export interface DiskRoom {
  /** What this user may still write there. */
  readonly freeBytes: number
  readonly totalBytes: number
}

/**
 * The room on the disk of this folder, or null where the system does not report it. Throws Node's own errors.
 */
export async function readRoom(folder: string): Promise<DiskRoom | null> {
  const { bavail, bsize, blocks } = await statfs(folder)
  // Some network disks answer zeros for everything.
  return blocks === 0 ? null : { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

/** The free bytes alone, for a sentence that cannot wait. Throws Node's own errors. */
export function freeBytesNow(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
