import type { Database } from 'better-sqlite3'
import type { Cell } from './old-value'
import { sqliteCode } from './sqlite-error'

/** A row as it was read; `rowid` tells it apart from every other one of its table. */
export interface WalkedRow {
  readonly kind: 'row'
  readonly rowid: number
  readonly cells: Readonly<Record<string, Cell>>
}

/** Rows that could not be read; null stands for the end of the table, or its beginning. */
export interface LostRows {
  readonly kind: 'lost'
  readonly from: number | null
  readonly to: number | null
}

export interface WalkOptions {
  readonly table: string
  /** SQL for each cell by its name, over the columns of the table. */
  readonly cells: Readonly<Record<string, string>>
}

const mostAtOnce = 500
/** More rows than the page of a table can hold; further ones are looked for in growing steps. */
const closeSteps = 5_000
const last = Number.MAX_SAFE_INTEGER

/**
 * The rows of a table in the order of their rowids, a few at a time. Where a page of the file is
 * damaged, only the rows in it are lost: the walk goes on behind them. Throws SQLite's other errors.
 */
export function* walkRows(
  database: Database,
  { table, cells }: WalkOptions,
): Generator<WalkedRow | LostRows> {
  const { read, seek } = prepare(database, table, cells)
  let from = Number.MIN_SAFE_INTEGER
  let atOnce = mostAtOnce
  for (;;) {
    const rows = unlessDamaged(() => inOrder(read(from, atOnce), from))
    if (rows !== null) {
      for (const row of rows) yield row
      const end = rows.at(-1)?.rowid
      if (end === undefined || end >= last) return
      from = end + 1
      atOnce = Math.min(mostAtOnce, atOnce * 2)
    } else if (atOnce > 1) {
      atOnce = Math.max(1, Math.floor(atOnce / 4))
    } else {
      const damage = behindDamage(seek, Math.max(from, 0))
      const to = damage.next === null ? null : damage.next - 1
      yield { kind: 'lost', from: damage.from ?? (from < 0 ? null : from), to }
      if (damage.next === null) return
      from = damage.next
    }
  }
}

/** A name that no column of the old app has. */
const rowidCell = ' rowid'

type Seek = (from: number) => number | undefined

function prepare(database: Database, table: string, cells: WalkOptions['cells']) {
  const source = `"${table.replaceAll('"', '""')}" NOT INDEXED`
  const wanted = Object.entries(cells).map(([name, sql]) => `${sql} AS "${name}"`)
  const rows = database.prepare<[number, number], Record<string, Cell>>(
    `SELECT ${[`_rowid_ AS "${rowidCell}"`, ...wanted].join(', ')} FROM ${source}
     WHERE _rowid_ >= ? ORDER BY _rowid_ LIMIT ?`,
  )
  const next = database
    .prepare<[number], number>(
      `SELECT _rowid_ FROM ${source} WHERE _rowid_ >= ? ORDER BY _rowid_ LIMIT 1`,
    )
    .pluck()
  return {
    read: (from: number, limit: number): WalkedRow[] =>
      rows
        .all(from, limit)
        .map((cells) => ({ kind: 'row', rowid: Number(cells[rowidCell]), cells })),
    seek: (from: number) => next.get(from),
  }
}

class OutOfOrder extends Error {}

// A damaged page can look sound and lead back to rows that were read already.
function inOrder(rows: WalkedRow[], from: number): WalkedRow[] {
  let expected = from
  for (const { rowid } of rows) {
    if (rowid < expected) throw new OutOfOrder()
    expected = rowid + 1
  }
  return rows
}

interface Damage {
  /** The one row that is lost, when it is one. */
  readonly from: number | null
  /** The first rowid from which can be read on; null when there is none. */
  readonly next: number | null
}

function behindDamage(seek: Seek, from: number): Damage {
  const canRead = (rowid: number): boolean =>
    unlessDamaged(() => {
      const found = seek(rowid)
      if (found !== undefined && found < rowid) throw new OutOfOrder()
      return true
    }) ?? false
  // The row is there, but what belongs to it on other pages is not.
  if (canRead(from)) {
    const row = seek(from) ?? last
    return { from: row, next: row >= last ? null : row + 1 }
  }
  for (let step = 1; step < closeSteps; step += 1) {
    if (canRead(from + step)) return { from: null, next: from + step }
  }
  let failed = from + closeSteps - 1
  let step = closeSteps
  while (failed < last && !canRead(Math.min(failed + step, last))) {
    failed = Math.min(failed + step, last)
    step *= 2
  }
  if (failed >= last) return { from: null, next: null }
  let read = Math.min(failed + step, last)
  while (read - failed > 1) {
    const middle = failed + Math.floor((read - failed) / 2)
    if (canRead(middle)) read = middle
    else failed = middle
  }
  return { from: null, next: read }
}

function unlessDamaged<Value>(call: () => Value): Value | null {
  try {
    return call()
  } catch (error) {
    if (
      error instanceof OutOfOrder ||
      /^SQLITE_(?:CORRUPT|NOTADB|TOOBIG)/.test(sqliteCode(error))
    ) {
      return null
    }
    throw error
  }
}
