import type { Database } from 'better-sqlite3'
import { makeEmptyFileNow } from '../../core/disk/blocking'
import { defineReaderTask } from '../../core/reader/reader-task'
import type { Unreadable } from '../old-library'
import { copyRows, type LostRows } from './copy-rows'
import { type OldTable, type OldTables, recogniseGeneration } from './generation'
import { cellSql, isNameOfRowid } from './old-cells'
import { asForeseen, openCopy } from './open-copy'
import { longColumns, wantedColumns } from './read-library'

export interface ExtractOrder {
  /** A private copy of the old app's database: it is written to, because its log is merged into it. */
  readonly path: string
  /** An empty file, to become a new database. */
  readonly to: string
  readonly evenIfNewer: boolean
}

export interface ExtractedFacts {
  /** The columns as they are called in the new database. */
  readonly tables: OldTables
  readonly unreadable: readonly Unreadable[]
}

/**
 * Copies what is read of the old app's four tables into a database of our own making: plain tables without
 * rules, triggers or indexes, and without the passwords. Damaged rows are left out and named. Throws as
 * openCopy and recogniseGeneration do.
 */
export function extractOldLibrary({ path, to, evenIfNewer }: ExtractOrder): ExtractedFacts {
  // A process that died may have begun it.
  makeEmptyFileNow(to)
  const database = openCopy(path)
  try {
    const { generation, columns } = recogniseGeneration(database, { evenIfNewer })
    database.prepare('ATTACH ? AS extract').run(to)
    // Thrown away with all that is in it if this process dies.
    database.pragma('extract.journal_mode = MEMORY')
    database.pragma('extract.synchronous = OFF')
    const unreadable: Unreadable[] = []
    const extract = (table: OldTable) => {
      const own = wantedColumns[table].flatMap((name) => {
        const theirs = columns[table].get(name)
        return theirs === undefined ? [] : [{ name, theirs }]
      })
      for (const lost of extractTable(database, table, own)) {
        unreadable.push({ table, what: rangeOf(lost) })
      }
      return new Map(own.map(({ name }) => [name, name]))
    }
    const extracted = {
      users: extract('users'),
      campaigns: extract('campaigns'),
      characters: extract('characters'),
      messages: extract('messages'),
    }
    return { tables: { generation, columns: extracted }, unreadable }
  } catch (error) {
    throw asForeseen(error, path)
  } finally {
    database.close()
  }
}

interface OwnColumn {
  readonly name: string
  /** As the old table spells it. */
  readonly theirs: string
}

function extractTable(
  database: Database,
  table: OldTable,
  columns: readonly OwnColumn[],
): Generator<LostRows> {
  // Without a type a column keeps each cell as it was, whatever it holds.
  const isRowid = isNameOfRowid(database, table)
  const declared = columns.map(({ name }) =>
    isRowid && name === 'id' ? 'id INTEGER PRIMARY KEY' : name,
  )
  database.exec(`CREATE TABLE extract.${table} (${declared.join(', ')})`)
  const others = columns.filter(({ name }) => !(isRowid && name === 'id'))
  return copyRows(database, {
    table,
    columns: ['_rowid_', ...others.map(({ name }) => name)],
    cells: [
      '_rowid_',
      ...others.map(({ name, theirs }) => cellSql(theirs, { isFact: !longColumns.has(name) })),
    ],
  })
}

function rangeOf({ from, to }: LostRows): string {
  if (from === null && to === null) return '*'
  return from === to ? String(from) : `${from ?? ''}–${to ?? ''}`
}

/** The same in the reading process. */
export const extractOldTask = defineReaderTask('extract-old-library', extractOldLibrary)
