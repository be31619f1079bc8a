import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { isThere, makeFolderNow, readFolderNow, removeNow } from '../core/disk/blocking'

/** Tells whether the process that works on an order is still alive. */
export interface Owner {
  /** A number no other process has, drawn when it is first needed. */
  number(): number
  /** Whether the process that drew this number runs. */
  isAlive(number: number): boolean
  /** Removes the locks of processes that are gone. */
  sweep(): void
  /** Says that this process works on nothing any more. */
  leave(): void
}

/** Above every number an operating system gives to a process: older versions wrote those. */
const smallestNumber = 2 ** 40
const drawWaitMs = 1_000

/**
 * An owner in this folder. Its lock is a SQLite lock on an empty file, which works on every system and is
 * released when the process is killed; a process id would soon belong to another process.
 */
export function createOwner(folder: string): Owner {
  let mine: { readonly number: number; readonly lock: Database | null } | null = null
  const pathOf = (number: number): string => join(folder, `owner-${number}.lock`)

  function draw(): { readonly number: number; readonly lock: Database | null } {
    for (;;) {
      const number = smallestNumber + randomBytes(5).readUIntBE(0, 5)
      try {
        makeFolderNow(folder)
        const lock = new SQLite(pathOf(number), { timeout: drawWaitMs })
        hold(lock)
        // Between these two lines another process may have swept the file away as abandoned.
        if (isThere(pathOf(number))) return { number, lock }
        lock.close()
      } catch {
        // A read-only folder must not prevent ordering: without a lock, only a process that starts while the
        // order runs takes it for abandoned.
        return { number, lock: null }
      }
    }
  }

  function remove(number: number): void {
    try {
      removeNow(pathOf(number))
    } catch {
      // Windows removes no open file; a later sweep does.
    }
  }

  return {
    number() {
      mine ??= draw()
      return mine.number
    },

    isAlive(number) {
      if (number === mine?.number) return true
      if (number < smallestNumber) return false
      try {
        const lock = new SQLite(pathOf(number), { timeout: 0, fileMustExist: true })
        try {
          hold(lock)
          // Removed while it is locked, so that a process that has just drawn the number notices.
          remove(number)
        } finally {
          lock.close()
        }
      } catch (error) {
        return isBusy(error)
      }
      remove(number)
      return false
    },

    sweep() {
      for (const name of isThere(folder) ? readFolderNow(folder) : []) {
        const [, number] = /^owner-(\d{1,16})\.lock$/.exec(name) ?? []
        if (number !== undefined) this.isAlive(Number(number))
      }
    },

    leave() {
      if (mine === null) return
      mine.lock?.close()
      remove(mine.number)
      mine = null
    },
  }
}

/** Takes the one lock there is on the file, or throws that it is busy; writes nothing beside it. */
function hold(lock: Database): void {
  lock.pragma('journal_mode = MEMORY')
  // Not EXCLUSIVE: of two that ask for that at the same moment each can keep the other from it.
  lock.exec('BEGIN IMMEDIATE')
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
