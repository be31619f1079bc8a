import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { isThere, makeFolderNow, readFolderNow, removeNow } from '../core/disk/blocking'

/** Tells whether whoever works on an order still lives. */
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
 * An owner in this folder. Its lock is one of SQLite's on an empty file, which all systems agree on and which
 * goes when the process is killed; a process number would soon be somebody else's.
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
        // Between the two lines another process may have swept the file away as nobody's.
        if (isThere(pathOf(number))) return { number, lock }
        lock.close()
      } catch {
        // A folder that cannot be written must not keep anybody from ordering: without a lock the order is
        // only taken for left behind by a process that starts while it is under way.
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
          // While it is locked, so that whoever has just drawn the number notices.
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
