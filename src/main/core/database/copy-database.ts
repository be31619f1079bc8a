import SQLite, { type Database } from 'better-sqlite3'
import { type AskOptions, askReader } from '../reader/ask-reader'
import { defineReaderTask } from '../reader/reader-task'
import { isShared } from './shortage'

/** Pages copied before everything else gets its turn: about a millisecond. */
const pagesInOneGo = 200

/**
 * Copies a database that is in use with SQLite's own backup, whose last step waits until all of the copy is on
 * the disk: in a process of its own, as far as other processes can look into the file. Throws what SQLite
 * throws, ReaderFailure, and the signal's reason.
 */
export async function copyDatabase(
  database: Database,
  to: string,
  options: AskOptions = {},
): Promise<void> {
  if (isShared(database)) {
    await askReader(copyDatabaseTask, { path: database.name, to }, options)
    return
  }
  await database.backup(to, {
    progress: () => {
      options.signal?.throwIfAborted()
      return pagesInOneGo
    },
  })
}

interface CopyOrder {
  /** The database that is copied. */
  readonly path: string
  /** Where nothing is yet. */
  readonly to: string
}

/**
 * Copies the database as of this moment, even while it is being written to, into one file without a log. Throws
 * what SQLite throws.
 */
export async function copyFromFile({ path, to }: CopyOrder): Promise<void> {
  // A last connection that may write would fold the log into the file.
  const database = new SQLite(path, { readonly: true, fileMustExist: true })
  try {
    // Without a transaction the copy begins again with every change.
    database.exec('BEGIN')
    database.prepare('SELECT 1 FROM sqlite_schema').get()
    await database.backup(to)
  } finally {
    database.close()
  }
  const copy = new SQLite(to)
  try {
    // Waits for the disk, so it is not left to whoever opens the copy next.
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

/** The same in the reading process, on the app's own library, which it goes on using. */
export const copyDatabaseTask = defineReaderTask('copy-database', copyFromFile)
