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

/** Writes one page of a database over another, as a disk does that lost a write. */
export function copyPage(path: string, from: number, to: number): void {
  const bytes = readFileSync(path)
  bytes.copyWithin((to - 1) * pageBytes, (from - 1) * pageBytes, from * pageBytes)
  writeFileSync(path, bytes)
}

/** The first and the last rowid in a leaf of a table (SQLite's file format, 1.6). */
export function rowidsOf(path: string, page: number): { first: number; last: number } {
  const bytes = readFileSync(path).subarray((page - 1) * pageBytes, page * pageBytes)
  const cells = bytes.readUInt16BE(3)
  const rowidAt = (cell: number): number => {
    const payload = readVarint(bytes, bytes.readUInt16BE(8 + 2 * cell))
    return readVarint(bytes, payload.end).value
  }
  return { first: rowidAt(0), last: rowidAt(cells - 1) }
}

function readVarint(bytes: Buffer, at: number): { value: number; end: number } {
  const byte = bytes[at] ?? 0
  if (byte < 0x80) return { value: byte, end: at + 1 }
  const rest = bytes[at + 1] ?? 0
  return { value: (byte & 0x7f) * 128 + rest, end: at + 2 }
}
