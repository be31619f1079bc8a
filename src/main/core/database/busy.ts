import { readFileSync, statSync } from 'node:fs'
import { AppError } from '../../../shared/errors'

/** The locks of all processes on this computer, one a line; only Linux lists them. */
function readLocks(): string | null {
  try {
    return readFileSync('/proc/locks', 'utf8')
  } catch {
    return null
  }
}

/**
 * Why a lock on this file was refused: AppError `database-busy`, or `database-lock-refused` where the system
 * says that no process here holds one, as on a disk without locks.
 */
export function busyError(
  path: string,
  cause: unknown,
  locks: string | null = readLocks(),
): AppError {
  const isHeld = locks === null || holdsLock(path, locks)
  return new AppError(isHeld ? 'database-busy' : 'database-lock-refused', {}, { cause })
}

// `1: POSIX  ADVISORY  WRITE 4242 08:01:131137 0 EOF`: the last of the three numbers is the file's own.
function holdsLock(path: string, locks: string): boolean {
  const files = [path, `${path}-shm`].map(inodeOf)
  if (files[0] === null) return true
  const held = new Set(Array.from(locks.matchAll(/ [0-9a-f]+:[0-9a-f]+:(\d+) /g), ([, id]) => id))
  return files.some((file) => file !== null && held.has(file))
}

function inodeOf(path: string): string | null {
  try {
    return String(statSync(path, { bigint: true }).ino)
  } catch {
    return null
  }
}
