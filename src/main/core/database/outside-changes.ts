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
