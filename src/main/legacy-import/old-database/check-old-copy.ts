import type { Database } from 'better-sqlite3'
import { defineReaderTask } from '../../core/reader/reader-task'
import { quoted } from './old-cells'
import { openCopy } from './open-copy'
import { sqliteCode } from './sqlite-error'

/** The state of a private copy: read in a process of its own, as its schema is foreign. */
export interface OldCopyCheck {
  /** True when SQLite finds nothing wrong that could cost a row. */
  readonly isIntact: boolean
  /** The tables in which something is damaged, by their names. */
  readonly damaged: readonly string[]
}

/** Reads a private copy through, and takes its log in. Throws as openCopy does. */
export function checkOldCopy(path: string): OldCopyCheck {
  const copy = openCopy(path)
  try {
    const tables = copy
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
      .pluck()
      .all()
    const plain = tables.filter((table) => isPlain(copy, table))
    const isAllPlain = plain.length === tables.length && !hasVirtualTables(copy)
    if (isAllPlain && findsNothing(copy, 'quick_check(20)')) return { isIntact: true, damaged: [] }
    const damaged = plain.filter((table) => !findsNothing(copy, `quick_check(${quoted(table)})`))
    return { isIntact: !isAllPlain && damaged.length === 0, damaged }
  } finally {
    copy.close()
  }
}

/**
 * True for a table that is checked without evaluating a term its maker wrote: one in a generated column or an
 * index may take for ever. The old app wrote none.
 */
function isPlain(copy: Database, table: string): boolean {
  const generated = copy
    .prepare<[string], number>('SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden > 0')
    .pluck()
    .get(table)
  const terms = copy
    .prepare<[string], number>(
      `SELECT count(*) FROM pragma_index_list(?) AS list
       WHERE list.partial OR EXISTS (SELECT 1 FROM pragma_index_xinfo(list.name) WHERE cid = -2)`,
    )
    .pluck()
    .get(table)
  return generated === 0 && terms === 0
}

// Its own code would run, over tables that are not what it made.
const hasVirtualTables = (copy: Database): boolean =>
  copy
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 LIMIT 1")
    .get() !== undefined

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

/** The same in the reading process. */
export const checkOldCopyTask = defineReaderTask('check-old-copy', ({ path }) => checkOldCopy(path))
