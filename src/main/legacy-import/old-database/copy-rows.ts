import type { Database } from 'better-sqlite3'
import { collectGarbage } from '../../core/reader/collect-garbage'
import { sqliteCode } from './sqlite-error'

/** Rows that could not be read; null stands for the end of the table, or its beginning. */
export interface LostRows {
  readonly from: bigint | null
  readonly to: bigint | null
}

export interface CopyRowsOrder {
  /** A table of the main database, and the one of this name in the attached `extract`. */
  readonly table: string
  /** The columns of the new table, its rowid first. */
  readonly columns: readonly string[]
  /** SQL over the old table for each of them. */
  readonly cells: readonly string[]
}

const mostAtOnce = 500
/** So many gaps are told one by one; a table with more of them is given up. */
const mostGaps = 10_000
/** More rows than the page of a table can hold; further ones are looked for in growing steps. */
const closeSteps = 5_000n
const first = -(2n ** 63n)
const last = 2n ** 63n - 1n

/**
 * Copies the rows of a table in the order of their rowids, a few at a time, and tells which could not be
 * read. Where a page of the file is damaged, only the rows in it are lost: the walk goes on behind them.
 * Throws SQLite's other errors.
 */
export function* copyRows(database: Database, order: CopyRowsOrder): Generator<LostRows> {
  const { copy, seek } = prepare(database, order)
  let from = first
  let atOnce = mostAtOnce
  for (let gaps = 0; ; ) {
    const end = unlessDamaged(() => copy(from, atOnce))
    if (end !== null) {
      if (end === undefined || end >= last) return
      from = end + 1n
      atOnce = Math.min(mostAtOnce, atOnce * 2)
    } else if (atOnce > 1) {
      atOnce = Math.max(1, Math.floor(atOnce / 4))
    } else {
      if (gaps === 0) collectGarbage()
      const damage = behindDamage(seek, from < 0n ? 0n : from)
      gaps += 1
      const next = gaps < mostGaps ? damage.next : null
      const begin = damage.from ?? (from < 0n ? null : from)
      yield { from: begin, to: next === null ? null : next - 1n }
      if (next === null) return
      from = next
    }
  }
}

type Seek = (from: bigint) => bigint | undefined

function prepare(database: Database, { table, columns, cells }: CopyRowsOrder) {
  const source = `main."${table}" NOT INDEXED`
  const rows = database
    .prepare<[bigint, number], bigint>(
      `INSERT INTO extract."${table}" (${columns.join(', ')})
       SELECT ${cells.join(', ')} FROM ${source} WHERE _rowid_ >= ? ORDER BY _rowid_ LIMIT ?
       RETURNING _rowid_`,
    )
    .pluck()
    .safeIntegers()
  const next = database
    .prepare<[bigint], bigint>(
      `SELECT _rowid_ FROM ${source} WHERE _rowid_ >= ? ORDER BY _rowid_ LIMIT 1`,
    )
    .pluck()
    .safeIntegers()
  return {
    /** Answers the last rowid that was copied; undefined when there is none. All are copied, or none. */
    copy: database.transaction((from: bigint, limit: number): bigint | undefined => {
      const copied = rows.all(from, limit)
      requireOrder(copied, from)
      return copied.at(-1)
    }),
    seek: (from: bigint) => next.get(from),
  }
}

class OutOfOrder extends Error {}

// A damaged page can look sound and lead back to rows that were read already.
function requireOrder(rowids: readonly bigint[], from: bigint): void {
  let expected = from
  for (const rowid of rowids) {
    if (rowid < expected) throw new OutOfOrder()
    expected = rowid + 1n
  }
}

interface Damage {
  /** The one row that is lost, when it is one. */
  readonly from: bigint | null
  /** The first rowid from which can be read on; null when there is none. */
  readonly next: bigint | null
}

function behindDamage(seek: Seek, from: bigint): Damage {
  const canRead = (rowid: bigint): boolean =>
    unlessDamaged(() => {
      const found = seek(rowid)
      if (found !== undefined && found < rowid) throw new OutOfOrder()
      return true
    }) ?? false
  // The row is there, but what belongs to it on other pages is not.
  if (canRead(from)) {
    const row = seek(from) ?? last
    return { from: row, next: row >= last ? null : row + 1n }
  }
  for (let step = 1n; step < closeSteps; step += 1n) {
    if (canRead(from + step)) return { from: null, next: from + step }
  }
  let failed = from + closeSteps - 1n
  let step = closeSteps
  while (failed < last && !canRead(least(failed + step, last))) {
    failed = least(failed + step, last)
    step *= 2n
  }
  if (failed >= last) return { from: null, next: null }
  let read = least(failed + step, last)
  while (read - failed > 1n) {
    const middle = failed + (read - failed) / 2n
    if (canRead(middle)) read = middle
    else failed = middle
  }
  return { from: null, next: read }
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

function unlessDamaged<Value>(call: () => Value): Value | null {
  try {
    return call()
  } catch (error) {
    if (
      error instanceof OutOfOrder ||
      /^SQLITE_(?:CORRUPT|NOTADB|TOOBIG|CONSTRAINT)/.test(sqliteCode(error))
    ) {
      return null
    }
    throw error
  }
}
