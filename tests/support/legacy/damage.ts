import { readFileSync, writeFileSync } from 'node:fs'
import SQLite from 'better-sqlite3'

const pageBytes = 4_096

/** The pages of a table (SQLite's `dbstat`), by what they are. */
export function pagesOf(path: string, table: string) {
  const database = new SQLite(path, { readonly: true })
  const pages = database
    .prepare<[string], { pageno: number; pagetype: 'leaf' | 'internal' | 'overflow' }>(
      'SELECT pageno, pagetype FROM dbstat WHERE name = ? ORDER BY path',
    )
    .all(table)
  database.close()
  const numbers = (type: string) =>
    pages.filter(({ pagetype }) => pagetype === type).map(({ pageno }) => pageno)
  return {
    leaves: numbers('leaf'),
    internal: numbers('internal'),
    overflow: numbers('overflow'),
  }
}

/** Writes nonsense over a page of a database. */
export function damagePage(path: string, page: number, fill = 0xa5): void {
  const bytes = readFileSync(path)
  bytes.fill(fill, (page - 1) * pageBytes, page * pageBytes)
  writeFileSync(path, bytes)
}
