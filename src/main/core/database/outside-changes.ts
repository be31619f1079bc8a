import type { Database } from 'better-sqlite3'

/**
 * Returns a function that tests whether another process, such as a command beside the window, has changed the
 * database since the last call. Throws what SQLite throws.
 */
export function watchOutsideChanges(database: Database): () => boolean {
  const read = (): unknown => database.pragma('data_version', { simple: true })
  let known = read()
  return () => {
    const now = read()
    const hasChanged = now !== known
    known = now
    return hasChanged
  }
}

/** Another text means that something in the database has changed, by whatever process. Throws what SQLite throws. */
export function readVersion(database: Database): string {
  // The first is moved by other connections alone, the second by this one alone.
  const changes = database.prepare('SELECT total_changes()').pluck().get()
  return `${database.pragma('data_version', { simple: true })}:${changes}`
}
