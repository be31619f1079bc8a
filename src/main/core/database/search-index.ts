import type { Database } from 'better-sqlite3'
import { systemErrorCode } from '../disk/system-error'
import { rebuildDerived } from './derived'

const isWaiting = new WeakSet<Database>()

/**
 * Finds by the search index or, where that is damaged, by reading every row; the index is then rebuilt as
 * soon as the process is idle. Throws what SQLite throws for anything else.
 */
export function findByIndex<Found>(
  database: Database,
  byIndex: () => Found,
  byReading: () => Found,
): Found {
  try {
    return byIndex()
  } catch (error) {
    if (!systemErrorCode(error).startsWith('SQLITE_CORRUPT')) throw error
    rebuildSoon(database)
    return byReading()
  }
}

function rebuildSoon(database: Database): void {
  if (isWaiting.has(database)) return
  isWaiting.add(database)
  setImmediate(() => {
    if (!database.open) return
    try {
      rebuildDerived(database)
      isWaiting.delete(database)
    } catch {
      // Read-only, or harmed in more than the index: it is found by reading, and the next start looks at it.
    }
  })
}
