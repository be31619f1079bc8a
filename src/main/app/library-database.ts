import type { Database } from 'better-sqlite3'
import { enterLibrary } from '../backup/enter-library'
import { checkpointTask } from '../core/database/checkpoint'
import { createCommitOffThread } from '../core/database/commit-off-thread'
import { keepIssuedIds } from '../core/database/issued-ids'
import { openDatabase } from '../core/database/open'
import type { Shortage } from '../core/database/shortage'
import { askReader } from '../core/reader/ask-reader'
import type { LibraryParts } from './library-parts'

export type LibraryDatabase = ReturnType<typeof openLibraryDatabase>

/**
 * Claims the library for this process, and opens its database after that. Throws what `enterLibrary` and
 * `openDatabase` throw.
 */
export function openLibraryDatabase(parts: LibraryParts) {
  const { dataFolder, fileSystem, log } = parts
  const presence = enterLibrary(dataFolder, parts.isStillHere)
  const { database, shortage } = openOrLeave(parts, presence)
  const issuedIds = keepIssuedIds({
    database,
    dataFolder,
    onTrouble: (error) => log('issued ids not noted', { error }),
  })
  const commits = createCommitOffThread({
    database,
    fileSystem,
    checkpoint: (path, signal) => askReader(checkpointTask, { path }, { signal }),
    onTrouble: (error) => log('log of the database not shortened', { error }),
  })

  const closing = new AbortController()

  return {
    database,
    /** Aborted when it closes: nothing may hold its file any longer. */
    closing: closing.signal,
    /** For every change that the game master makes by hand. */
    commitOffThread: commits.commitOffThread,
    /** What was short when it was opened, or null. */
    shortage,
    /** How many records and portraits the database has forgotten since they were stored, or null. */
    lost: issuedIds.lost,

    /** The claim ends last: until then no other process may replace the library. */
    close(): void {
      closing.abort()
      issuedIds.close()
      commits.stop()
      database.close()
      presence.leave()
    },
  }
}

function openOrLeave(
  { dataFolder, clock, hasBackups }: LibraryParts,
  presence: Pick<ReturnType<typeof enterLibrary>, 'leave'>,
): { readonly database: Database; readonly shortage: Shortage | null } {
  const short: { what: Shortage | null } = { what: null }
  const onShort = (what: Shortage) => {
    short.what = what
  }
  try {
    const database = openDatabase({ dataFolder, clock, hasBackups, onShort })
    return { database, shortage: short.what }
  } catch (error) {
    presence.leave()
    throw error
  }
}
