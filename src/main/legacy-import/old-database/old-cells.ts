import type { Database } from 'better-sqlite3'
import type { OldTable } from './generation'
import { type Cell, integerOf, textOf } from './old-value'

/** A row of an old table, its columns by name; one its generation did not have is null. */
export interface ReadRow<Column extends string> {
  /** Its id; a second row of the same id, or one without any, gets its place in the table below zero. */
  readonly id: number
  cell(column: Column): Cell
  text(column: Column): string | null
  /** Whether a text is so long that it is better read again each time than held in memory. */
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

/** Reads an extracted table row by row in the order of its rowids, as often as it is asked to. */
export function createCellReader<Column extends string>(
  database: Database,
  { table, wanted, columns }: CellReaderOptions<Column>,
): () => Generator<ReadRow<Column>> {
  const cells: Record<string, string> = {}
  for (const column of wanted) {
    const name = columns.get(column)
    if (name !== undefined) cells[column] = quoted(name)
  }
  const readAgain = createRereader(database, table, cells)

  // Decoded before it came here: what was not UTF-8 is looked at once more, as bytes.
  const decode = (rowid: bigint, column: string, cell: Cell): string | null =>
    typeof cell === 'string' && cell.includes('\ufffd')
      ? textOf(readAgain(rowid, column, 'bytes'))
      : textOf(cell)

  const read = (rowid: bigint, column: string, cell: Cell): string | null =>
    pictureText(cell) ?? decode(rowid, column, cell)

  // A class: with a function for each cell of each row, collecting them takes longer than reading.
  class Row implements ReadRow<Column> {
    readonly id: number
    readonly #rowid: bigint
    readonly #found: Readonly<Record<string, Cell>>

    constructor(id: number, rowid: bigint, found: Readonly<Record<string, Cell>>) {
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
    for (const found of pagesOf(database, table, cells)) {
      const rowid = BigInt(String(found[rowidCell]))
      const written = integerOf(found.id)
      const isOwn = written !== null && !taken.has(written)
      const id = isOwn ? written : placeBelowZero(rowid, taken)
      if (!isRowid) taken.add(id)
      yield new Row(id, rowid, found)
    }
  }
}

// SQLite gives out rowids of any size once the largest one is taken; a number holds 53 bits of them.
function placeBelowZero(rowid: bigint, taken: ReadonlySet<number>): number {
  let place = -Math.abs(Number(BigInt.asIntN(53, rowid)))
  while (taken.has(place)) place -= 1
  return place
}

/** A name that no column of the old app has. */
const rowidCell = ' rowid'
const mostAtOnce = 500

function* pagesOf(
  database: Database,
  table: OldTable,
  cells: Readonly<Record<string, string>>,
): Generator<Readonly<Record<string, Cell>>> {
  const wanted = Object.entries(cells).map(([name, sql]) => `${sql} AS "${name}"`)
  const columns = [`CAST(_rowid_ AS TEXT) AS "${rowidCell}"`, ...wanted].join(', ')
  const page = database.prepare<[bigint, number], Record<string, Cell>>(
    `SELECT ${columns} FROM "${table}" WHERE _rowid_ >= ? ORDER BY _rowid_ LIMIT ?`,
  )
  for (let from: bigint | null = -(2n ** 63n); from !== null; ) {
    const rows: Record<string, Cell>[] = page.all(from, mostAtOnce)
    yield* rows
    const last = rows.at(-1)?.[rowidCell]
    const end = last === undefined ? null : BigInt(String(last))
    from = end === null || end === 2n ** 63n - 1n ? null : end + 1n
  }
}

/** True when `id` is the rowid (SQLite, "CREATE TABLE", ROWIDs and the INTEGER PRIMARY KEY). */
export function isNameOfRowid(database: Database, table: string): boolean {
  const keys = database
    .prepare<[string], { name: string; type: string }>(
      'SELECT name, type FROM pragma_table_info(?) WHERE pk > 0',
    )
    .all(table)
  const [key] = keys
  return keys.length === 1 && key?.name.toLowerCase() === 'id' && /^integer$/i.test(key.type)
}

/** A name as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** SQL for a cell, which is empty when it is longer than anything the old app wrote. */
export function cellSql(name: string): string {
  const column = quoted(name)
  return `CASE WHEN octet_length(${column}) > ${longestCell} THEN '' ELSE ${column} END`
}

function createRereader(database: Database, table: string, cells: Record<string, string>) {
  const isUtf8 = database.pragma('encoding', { simple: true }) === 'UTF-8'
  return (rowid: bigint, column: string, as: 'cell' | 'bytes'): Cell => {
    const sql = as === 'bytes' && isUtf8 ? `CAST(${cells[column]} AS BLOB)` : cells[column]
    return database
      .prepare<[bigint], Cell>(`SELECT ${sql} FROM ${quoted(table)} WHERE _rowid_ = ?`)
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
