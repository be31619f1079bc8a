import SQLite from 'better-sqlite3'
import { defineReaderTask } from '../reader/reader-task'
import type { Checkpoint } from './write-ahead-log'

/**
 * Copies the log into the database, as far as no reader needs the old pages. Waits for the disk, so it
 * belongs in a process of its own. Throws what SQLite throws.
 */
export function checkpoint(path: string): Checkpoint {
  const database = new SQLite(path, { fileMustExist: true })
  try {
    database.pragma('synchronous = FULL')
    const [, logPages, copiedPages] = database
      .prepare<[], [number, number, number]>('PRAGMA wal_checkpoint(PASSIVE)')
      .raw()
      .get() ?? [0, 0, 0]
    return { logPages, copiedPages }
  } finally {
    database.close()
  }
}

/** The same in the reading process, on the app's own library, which it goes on using. */
export const checkpointTask = defineReaderTask('checkpoint', ({ path }) => checkpoint(path))
