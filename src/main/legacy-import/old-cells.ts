import type { Database } from 'better-sqlite3'
import type { OldTable } from './generation'
import type { Unreadable } from './old-library'
import { type Cell, integerOf, textOf } from './old-value'
import { type LostRows, walkRows } from './walk-rows'

/** A row of an old table, its columns by name; one its generation did not have is null. */
export interface ReadRow<Column extends string> {
  /** Its id; a second row of the same id, or one without any, gets its place in the table below zero. */
  readonly id: number
  cell(column: Column): Cell
  text(column: Column): string | null
  /** Whether a text is so long that it is better read anew each time than kept. */
  isLong(column: Column): boolean
  /** The text, read from the database once more. */
  textAgain(column: Column): string | null
}

export interface CellReaderOptions<Column extends string> {
  readonly table: OldTable
  readonly wanted: readonly Column[]
  /** The columns that are there, by their names in lower case. */
  readonly columns: ReadonlyMap<string, string>
}

/** Longest text that stays in memory, in UTF-16 units. */
const longestKept = 32 * 1024
/** Longest text that is read at all, in bytes: a picture of 64 MiB as base64, and something over. */
const longestCell = 128 * 1024 * 1024

/** Reads a table row by row, as often as it is asked to. */
export function createCellReader<Column extends string>(
  database: Database,
  { table, wanted, columns }: CellReaderOptions<Column>,
): () => Generator<ReadRow<Column> | Unreadable> {
  const cells: Record<string, string> = {}
  for (const column of wanted) {
    const name = columns.get(column)
    if (name !== undefined) cells[column] = cellSql(name)
  }
  const readAgain = createRereader(database, table, cells)

  // Decoded before it came here: what was not UTF-8 is looked at once more, as bytes.
  const decode = (rowid: number, column: string, cell: Cell): string | null =>
    typeof cell === 'string' && cell.includes('\ufffd')
      ? textOf(readAgain(rowid, column, 'bytes'))
      : textOf(cell)

  const read = (rowid: number, column: string, cell: Cell): string | null =>
    pictureText(cell) ?? decode(rowid, column, cell)

  // A class: with a function for each cell of each row, collecting them takes longer than reading.
  class Row implements ReadRow<Column> {
    readonly id: number
    readonly #rowid: number
    readonly #found: Readonly<Record<string, Cell>>

    constructor(id: number, rowid: number, found: Readonly<Record<string, Cell>>) {
      this.id = id
      this.#rowid = rowid
      this.#found = found
    }

    cell(column: Column): Cell {
      return this.#found[column]
    }

    text(column: Column): string | null {
      return read(this.#rowid, column, this.#found[column])
    }

    isLong(column: Column): boolean {
      const cell = this.#found[column]
      return (typeof cell === 'string' || cell instanceof Uint8Array) && cell.length > longestKept
    }

    textAgain(column: Column): string | null {
      return read(this.#rowid, column, readAgain(this.#rowid, column, 'cell'))
    }
  }

  return function* () {
    const isRowid = isNameOfRowid(database, table)
    const taken = new Set<number>()
    for (const walked of walkRows(database, { table, cells })) {
      if (walked.kind === 'lost') {
        yield { table, what: rangeOf(walked) }
        continue
      }
      const written = integerOf(walked.cells.id)
      const isOwn = written !== null && !taken.has(written)
      const id = isOwn ? written : -Math.abs(walked.rowid)
      if (!isRowid) taken.add(id)
      yield new Row(id, walked.rowid, walked.cells)
    }
  }
}

// SQLite: "CREATE TABLE", ROWIDs and the INTEGER PRIMARY KEY. Such ids cannot stand twice.
function isNameOfRowid(database: Database, table: string): boolean {
  const keys = database
    .prepare<[string], { name: string; type: string }>(
      'SELECT name, type FROM pragma_table_info(?) WHERE pk > 0',
    )
    .all(table)
  const [key] = keys
  return keys.length === 1 && key?.name.toLowerCase() === 'id' && /^integer$/i.test(key.type)
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function cellSql(name: string): string {
  const column = quoted(name)
  return `CASE WHEN octet_length(${column}) > ${longestCell} THEN '' ELSE ${column} END`
}

function createRereader(database: Database, table: string, cells: Record<string, string>) {
  const isUtf8 = database.pragma('encoding', { simple: true }) === 'UTF-8'
  return (rowid: number, column: string, as: 'cell' | 'bytes'): Cell => {
    const sql = as === 'bytes' && isUtf8 ? `CAST(${cells[column]} AS BLOB)` : cells[column]
    return database
      .prepare<[number], Cell>(`SELECT ${sql} FROM ${quoted(table)} WHERE _rowid_ = ?`)
      .pluck()
      .get(rowid)
  }
}

// Bytes of a picture put where its address should be are the same as that picture in base64.
const pictureBytes = /^(?:\x89PNG|\xff\xd8\xff|RIFF[\s\S]{4}WEBP|GIF8|\0{3}[\s\S]ftyp)/

function pictureText(cell: Cell): string | null {
  if (!(cell instanceof Uint8Array)) return null
  const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength)
  return pictureBytes.test(bytes.toString('latin1', 0, 12)) ? bytes.toString('base64') : null
}

function rangeOf({ from, to }: LostRows): string {
  if (from === null && to === null) return '*'
  return from === to ? String(from) : `${from ?? ''}–${to ?? ''}`
}
