import type { Database } from 'better-sqlite3'

/**
 * Tells whether another process, such as a command beside the window, has changed the database since
 * it was last asked, or since this was made. Throws what SQLite throws.
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
