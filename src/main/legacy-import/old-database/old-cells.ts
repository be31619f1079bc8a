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

/** Longest cell that is read with its row, in bytes: 500 rows come at once, and each may hold a picture. */
const longestInRow = 8 * 1024
/** Longest text that is read at all, in bytes: a picture of 64 MiB as base64, and something over. */
const longestCell = 128 * 1024 * 1024
/** Longest name, e-mail and the like, in characters. */
const longestFact = 100_000

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
  const places = new Map(Object.keys(cells).map((column, place) => [column, place]))

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
    /** A bit for each column. */
    readonly #long: number

    constructor(id: number, rowid: bigint, found: Readonly<Record<string, Cell>>) {
      this.id = id
      this.#rowid = rowid
      this.#found = found
      this.#long = Number(found[longCells])
    }

    cell(column: Column): Cell {
      return this.#found[column]
    }

    text(column: Column): string | null {
      if (this.isLong(column)) return this.textAgain(column)
      return read(this.#rowid, column, this.#found[column])
    }

    isLong(column: Column): boolean {
      const place = places.get(column)
      return place !== undefined && (this.#long & (1 << place)) !== 0
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

/** Names that no column of the old app has. */
const rowidCell = ' rowid'
const longCells = ' long'
const mostAtOnce = 500

function* pagesOf(
  database: Database,
  table: OldTable,
  cells: Readonly<Record<string, string>>,
): Generator<Readonly<Record<string, Cell>>> {
  const wanted = Object.entries(cells).map(
    ([name, sql]) => `iif(octet_length(${sql}) > ${longestInRow}, NULL, ${sql}) AS "${name}"`,
  )
  const long = Object.values(cells).map(
    (sql, place) => `((coalesce(octet_length(${sql}), 0) > ${longestInRow}) << ${place})`,
  )
  const columns = [
    `CAST(_rowid_ AS TEXT) AS "${rowidCell}"`,
    `${long.join(' | ')} AS "${longCells}"`,
    ...wanted,
  ].join(', ')
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

/** SQL for a cell, which is empty when it is longer than anything the old app wrote; a fact is cut. */
export function cellSql(name: string, { isFact }: { readonly isFact: boolean }): string {
  const column = quoted(name)
  if (isFact)
    return `iif(octet_length(${column}) > ${longestFact}, substr(${column}, 1, ${longestFact}), ${column})`
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
