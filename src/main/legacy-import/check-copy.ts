import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { Unreadable } from './old-library'
import { openCopy } from './open-old'
import { sqliteCode } from './sqlite-error'

/** True when SQLite finds nothing wrong in a copy that could cost a row. Takes in its log. */
export function isSoundCopy(path: string): boolean {
  return withCopy(path, (copy) => findsNothing(copy, 'quick_check(20)')) ?? false
}

// Their rows are read one by one, so what is lost of them is told by its ids.
const readTables: ReadonlySet<string> = new Set(['users', 'campaigns', 'characters', 'messages'])

/** The tables in which something is damaged, but for those that are read row by row. */
export function damagedTables(path: string): readonly Unreadable[] {
  const found = withCopy(path, (copy) => {
    const names = copy
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all()
    return names.filter(
      (name) =>
        !readTables.has(name.toLowerCase()) &&
        !findsNothing(copy, `quick_check("${name.replaceAll('"', '""')}")`),
    )
  })
  return (found ?? []).map((table) => ({ table, what: '*' }))
}

function findsNothing(copy: Database, pragma: string): boolean {
  try {
    const verdicts = copy.prepare<[], string>(`PRAGMA ${pragma}`).pluck().all()
    return !verdicts.some(isHarm)
  } catch (error) {
    if (sqliteCode(error).startsWith('SQLITE_CORRUPT')) return false
    throw error
  }
}

// What an index lacks, or what is in no table, costs no row.
const isHarm = (verdict: string): boolean =>
  verdict !== 'ok' && !/index|NULL value in|non-unique|freelist|never used/i.test(verdict)

function withCopy<Value>(path: string, look: (copy: Database) => Value): Value | null {
  try {
    const copy = openCopy(path)
    try {
      return look(copy)
    } finally {
      copy.close()
    }
  } catch (error) {
    // Said by its code when the copy is opened to be read.
    if (error instanceof AppError || sqliteCode(error) !== '') return null
    throw error
  }
}
