import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { databaseError } from '../core/database/database-error'
import { isBusy, type Presence } from '../core/database/presence'

/**
 * Claims all imports into this library, so that no other process imports the same records at the same time.
 * Ends with the process at the latest, like the library's own lock. Throws AppError `import-busy` while
 * another import runs, here or elsewhere, and AppErrors of the disk.
 */
export function claimImports(dataFolder: string): Presence {
  let lock: SQLite.Database | null = null
  try {
    lock = new SQLite(join(dataFolder, 'castkeeper-import.lock'), { timeout: 0 })
    // Not EXCLUSIVE: of two that ask for that at the same moment each can keep the other from it.
    lock.exec('BEGIN IMMEDIATE')
    const held = lock
    return { leave: () => void held.close() }
  } catch (error) {
    lock?.close()
    throw isBusy(error) ? new AppError('import-busy', {}, { cause: error }) : databaseError(error)
  }
}

/** True when an import could begin now: none is under way, in any process. */
export function isImportPossible(dataFolder: string): boolean {
  try {
    claimImports(dataFolder).leave()
    return true
  } catch (error) {
    // A folder that cannot be written to is imported into by no process, and nothing is noted in it either.
    if (error instanceof AppError) return false
    throw error
  }
}
