import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Database } from 'better-sqlite3'
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
/** How many gaps are reported one by one; a table with more of them is given up. */
const mostGaps = 10_000
/** More rows than the page of a table can hold; further ones are looked for in growing steps. */
const closeSteps = 5_000n
const first = -(2n ** 63n)
const last = 2n ** 63n - 1n

/**
 * Copies the rows of a table in the order of their rowids, a few at a time, and reports which could not be
 * read. Where a page of the file is damaged, only the rows in it are lost: the walk continues behind it.
 * Throws SQLite's other errors.
 */
export function* copyRows(database: Database, order: CopyRowsOrder): Generator<LostRows> {
  const { copy, ...progress } = prepare(database, order)
  let from = first
  let atOnce = mostAtOnce
  let isDamaged = false
  let before: bigint | null = null
  for (let gaps = 0; ; ) {
    const copied = unlessDamaged(() => copy(from, atOnce, isDamaged))
    if (copied !== null) {
      if (isDamaged) yield* skippedRows(progress, before, copied)
      const end = copied.at(-1)
      if (end === undefined || end >= last) return
      from = end + 1n
      before = end
      atOnce = Math.min(mostAtOnce, atOnce * 2)
    } else if (atOnce > 1) {
      atOnce = Math.max(1, Math.floor(atOnce / 4))
      isDamaged = true
    } else {
      if (gaps === 0) collectGarbage()
      const damage = behindDamage(progress, from < 0n ? 0n : from)
      gaps += 1
      const next = gaps < mostGaps ? damage.next : null
      const begin = damage.from ?? (from < 0n ? null : from)
      yield { from: begin, to: next === null ? null : next - 1n }
      if (next === null) return
      before = next - 1n
      from = next
    }
  }
}

interface RowidLookup {
  /** The first rowid from this one on. */
  seek(from: bigint): bigint | undefined
  /** The rowid that comes after this one as the pages follow each other. */
  after(rowid: bigint): bigint | undefined
  /** The rowid that comes before this one in the same way. */
  ahead(rowid: bigint): bigint | undefined
}

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
  const rowids = (rest: string) =>
    database
      .prepare<[bigint], bigint>(`SELECT _rowid_ FROM ${source} WHERE ${rest}`)
      .pluck()
      .safeIntegers()
  const next = rowids('_rowid_ >= ? ORDER BY _rowid_ LIMIT 1')
  // SQLite would go straight to the place of a larger one, and not from page to page.
  const two = rowids('_rowid_ >= ? ORDER BY _rowid_ LIMIT 2')
  const previous = rowids('_rowid_ < ? ORDER BY _rowid_ DESC LIMIT 1')
  const lookup: RowidLookup = {
    seek: (from) => next.get(from),
    after: (rowid) => two.all(rowid).find((found) => found !== rowid),
    ahead: (rowid) => previous.get(rowid),
  }
  return {
    ...lookup,
    /** Answers the rowids that were copied. All are copied, or none. */
    copy: database.transaction((from: bigint, limit: number, isDamaged: boolean) => {
      const copied = rows.all(from, limit)
      requireOrder(copied, from)
      if (isDamaged) for (const gap of gapsBetween(from - 1n, copied)) requireNothingIn(lookup, gap)
      return copied
    }),
  }
}

class OutOfOrder extends Error {}

// A damaged page can look intact and lead back to rows that were read already.
function requireOrder(rowids: readonly bigint[], from: bigint): void {
  let expected = from
  for (const rowid of rowids) {
    if (rowid < expected) throw new OutOfOrder()
    expected = rowid + 1n
  }
}

interface Gap {
  /** The rowids on both sides of the rowids that no row has. */
  readonly before: bigint
  readonly behind: bigint
}

function gapsBetween(before: bigint, rowids: readonly bigint[]): Gap[] {
  return rowids
    .map((behind, at) => ({ before: at === 0 ? before : (rowids[at - 1] ?? before), behind }))
    .filter((gap) => gap.behind > gap.before + 1n)
}

// A page that holds rows from further on hides those in between, which can be read from behind.
function requireNothingIn({ ahead }: RowidLookup, { before, behind }: Gap): void {
  const found = unlessDamaged(() => ahead(behind) ?? null)
  if (found !== null && found > before && found < behind) throw new OutOfOrder()
}

/**
 * Rowids whose page holds other rows, as it does after a disk has lost a write: seen from one side at least,
 * another row comes next than the one that was found.
 */
function* skippedRows(
  { after, ahead }: RowidLookup,
  before: bigint | null,
  copied: readonly bigint[],
): Generator<LostRows> {
  if (before === null) return
  for (const gap of gapsBetween(before, copied)) {
    const next = unlessDamaged(() => after(gap.before) ?? null) ?? gap.behind
    const previous = unlessDamaged(() => ahead(gap.behind) ?? null) ?? gap.before
    const isSound = next === gap.behind && previous === gap.before
    if (!isSound) yield { from: gap.before + 1n, to: gap.behind - 1n }
  }
  const isEnd = copied.length === 0
  if (isEnd && unlessDamaged(() => after(before) ?? null) !== null) {
    yield { from: before + 1n, to: null }
  }
}

interface Damage {
  /** The one row that is lost, when it is one. */
  readonly from: bigint | null
  /** The first rowid from which can be read on; null when there is none. */
  readonly next: bigint | null
}

function behindDamage(lookup: RowidLookup, from: bigint): Damage {
  const { seek } = lookup
  const canRead = (rowid: bigint): boolean =>
    unlessDamaged(() => {
      const found = seek(rowid)
      if (found === undefined) return true
      if (found < rowid) throw new OutOfOrder()
      requireNothingIn(lookup, { before: rowid - 1n, behind: found })
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

let collect: unknown

/**
 * Collects what is no longer used, at once. For a reading process that is about to meet thousands of errors:
 * Node ends a process in which a statement of better-sqlite3 is collected just while an error of SQLite is
 * handed to JavaScript (its finalizer is taken for the one that threw). Does nothing where V8 does not offer it.
 */
function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('typeof gc === "function" ? gc : null')
  }
  if (typeof collect === 'function') collect()
}
