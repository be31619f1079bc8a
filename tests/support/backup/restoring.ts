import type { Database } from 'better-sqlite3'
import { countRecords } from '../../../src/main/backup/database-copy'
import { enterLibrary } from '../../../src/main/backup/enter-library'
import type { RestoreParts } from '../../../src/main/backup/restore'
import { openDatabase } from '../../../src/main/core/database/open'
import type { Presence } from '../../../src/main/core/database/presence'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { makeClock } from '../records'

/** A library's door as the app has one: it can be closed and opened again, and finishes what was killed. */
export function makeDoor(dataFolder: string) {
  let database: Database | null = null
  let presence: Presence | null = null
  return {
    open(): void {
      if (database !== null) return
      presence = enterLibrary(dataFolder, () => true)
      database = openDatabase({ dataFolder, clock: makeClock() })
    },
    close() {
      const counts = database === null ? null : countRecords(database)
      database?.close()
      presence?.leave()
      database = null
      presence = null
      return counts
    },
    database(): Database {
      if (database === null) throw new Error('the door is closed')
      return database
    },
  }
}

/** What a restore into this folder is made of. */
export function restoreParts(
  dataFolder: string,
  options: Partial<RestoreParts> = {},
): RestoreParts & { readonly libraryHandle: ReturnType<typeof makeDoor> } {
  const libraryHandle = makeDoor(dataFolder)
  const clock = makeClock('2026-11-24T08:00:00.000Z')
  return { dataFolder, fileSystem: nodeFileSystem(), clock, ...options, libraryHandle }
}

/** Every row of every table, and every portrait file by its path: what must be equal after a restore. */
export function everything(database: Database): Record<string, unknown[]> {
  const tables = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all()
  return Object.fromEntries(
    tables.map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]),
  )
}
