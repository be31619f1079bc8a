import type { Database, Statement } from 'better-sqlite3'
import { readVersion } from '../core/database/outside-changes'
import { WordIndex } from './word-index'

/** Rows are read so many at a time, so that reading them ahead leaves the window free. */
const rowsAtOnce = 250
/** How long one step of reading ahead may take. */
const stepMs = 6
/** An index with fewer empty places is never rebuilt for them. */
const fewEmptyPlaces = 5_000

export interface IndexedRow {
  readonly id: number
  /** Whether it can be found; one in the trash cannot. */
  readonly isVisible: 0 | 1
  /** Another one means that another process has changed the row. */
  readonly stamp: string
}

/** What is remembered of each row that can be found. */
export interface RememberedRow {
  readonly stamp: string
}

/** A table whose rows are searched. */
export interface IndexedTable<Row extends IndexedRow, Remembered extends RememberedRow> {
  readonly name: string
  /** The columns of the row, as SQL. */
  readonly columns: string
  /** The key of a row in the index: its id, or below zero where the index holds a second table. */
  readonly sign: 1 | -1
  /** The search texts of a row, the most important field first. */
  fieldsOf(row: Row): readonly string[]
  remember(row: Row): Remembered
}

interface Watched<Row extends IndexedRow, Remembered extends RememberedRow>
  extends IndexedTable<Row, Remembered> {
  /** Ids that this process has written since the index was last made to follow. */
  readonly changed: Set<number>
  /** Reads the next rows after an id; prepared once, as there are hundreds of steps in a large library. */
  selectNext: Statement<[number], Row> | null
  /** The highest id that was read while the index was first made. */
  readUpTo: number
  isRead: boolean
}

/**
 * The words of tables in memory. Made when it is first asked for, or ahead of that in steps; from then on it
 * follows what changes, whichever process has changed it: rows written here are told by a trigger of this
 * connection, others by their stamp. Throws what SQLite throws.
 */
export class LiveIndex<Row extends IndexedRow, Remembered extends RememberedRow> {
  readonly #database: Database
  readonly #tables: readonly Watched<Row, Remembered>[]
  readonly #isFixed: boolean
  #index = this.#newIndex()
  #rows: (Remembered | undefined)[] = []
  #version = ''
  #outside: unknown = null
  #revision = 0

  constructor(database: Database, tables: readonly IndexedTable<Row, Remembered>[]) {
    this.#database = database
    this.#isFixed = database.pragma('query_only', { simple: true }) === 1
    this.#tables = tables.map((table) => ({
      ...table,
      changed: new Set<number>(),
      selectNext: null,
      readUpTo: 0,
      isRead: false,
    }))
    if (!this.#isFixed) for (const table of this.#tables) this.#watch(table)
  }

  /** The words as they are now. */
  read(): WordIndex {
    this.#follow()
    return this.#index
  }

  /** Another number means that something in the index has changed. */
  get revision(): number {
    return this.#revision
  }

  /** What is remembered of the row at a place; undefined where it is empty. */
  rowAt(place: number): Remembered | undefined {
    return this.#rows[place]
  }

  /** Reads some more rows ahead; false when all were read. */
  readAhead(): boolean {
    const end = performance.now() + stepMs
    while (this.#readSome()) if (performance.now() > end) return true
    return false
  }

  #newIndex(): WordIndex {
    return new WordIndex({
      readText: (key, field) => {
        const table = this.#tables.find(({ sign }) => Math.sign(key) === sign)
        const row = table === undefined ? undefined : this.#select(table, [Math.abs(key)])[0]
        return row === undefined ? '' : (table?.fieldsOf(row)[field] ?? '')
      },
    })
  }

  // Of this connection alone, so that no other program ever meets a function it does not know.
  #watch({ name, changed }: Watched<Row, Remembered>): void {
    const noteChange = `note_searched_${name}`
    this.#database.function(noteChange, (id: unknown) => {
      changed.add(Number(id))
      return null
    })
    for (const [event, row] of [
      ['INSERT', 'new'],
      ['UPDATE', 'new'],
      ['DELETE', 'old'],
    ] as const) {
      this.#database.exec(`CREATE TEMP TRIGGER ${noteChange}_${event.toLowerCase()}
        AFTER ${event} ON main.${name} BEGIN SELECT ${noteChange}(${row}.id); END`)
    }
  }

  #follow(): void {
    const version = readVersion(this.#database)
    if (version === this.#version) return
    if (this.#tables.some(({ isRead }) => !isRead)) {
      this.#outside ??= this.#readOutside()
      while (this.#readSome());
    }
    const outside = this.#readOutside()
    for (const table of this.#tables) {
      if (outside !== this.#outside) this.#noteOutsideChanges(table)
      this.#readChanged(table)
    }
    this.#outside = outside
    this.#version = version
    this.#revision += 1
    this.#dropEmptyPlaces()
  }

  #readOutside(): unknown {
    return this.#database.pragma('data_version', { simple: true })
  }

  /** Reads some more rows for the first time; false when all were read. */
  #readSome(): boolean {
    const table = this.#tables.find(({ isRead }) => !isRead)
    if (table === undefined) return false
    this.#outside ??= this.#readOutside()
    if (table.readUpTo === 0) table.changed.clear()
    table.selectNext ??= this.#database.prepare<[number], Row>(
      `SELECT ${table.columns} FROM ${table.name} WHERE id > ? ORDER BY id LIMIT ${rowsAtOnce}`,
    )
    const rows = table.selectNext.all(table.readUpTo)
    for (const row of rows) if (row.isVisible === 1) this.#add(table, row)
    table.readUpTo = rows.at(-1)?.id ?? table.readUpTo
    table.isRead = rows.length < rowsAtOnce
    return true
  }

  #add(table: Watched<Row, Remembered>, row: Row): void {
    const place = this.#index.add(row.id * table.sign, table.fieldsOf(row))
    this.#rows[place] = table.remember(row)
  }

  #select({ columns, name }: Watched<Row, Remembered>, ids: readonly number[]): Row[] {
    return this.#database
      .prepare<[string], Row>(
        `SELECT ${columns} FROM ${name} WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids))
  }

  #readChanged(table: Watched<Row, Remembered>): void {
    if (table.changed.size === 0) return
    for (const id of table.changed) this.#forget(id * table.sign)
    for (const row of this.#select(table, [...table.changed])) {
      if (row.isVisible === 1) this.#add(table, row)
    }
    table.changed.clear()
  }

  #forget(key: number): void {
    const place = this.#index.placeOf(key)
    if (place >= 0) this.#rows[place] = undefined
    this.#index.remove(key)
  }

  // Every row has its stamp compared, and only those that have another one are read.
  #noteOutsideChanges({ name, sign, columns, changed }: Watched<Row, Remembered>): void {
    const gone = new Set<number>()
    for (const key of this.#index.keys()) if (Math.sign(key) === sign) gone.add(key * sign)
    const stamps = this.#database
      .prepare<[], Pick<Row, 'id' | 'stamp' | 'isVisible'>>(
        `SELECT id, stamp, isVisible FROM (SELECT ${columns} FROM ${name})`,
      )
      .all()
    for (const { id, stamp, isVisible } of stamps) {
      if (isVisible !== 1) continue
      gone.delete(id)
      if (this.#rows[this.#index.placeOf(id * sign)]?.stamp !== stamp) changed.add(id)
    }
    for (const id of gone) changed.add(id)
  }

  #dropEmptyPlaces(): void {
    const empty = this.#index.size - this.#index.count
    if (empty < fewEmptyPlaces || empty < this.#index.count) return
    this.#index = this.#newIndex()
    this.#rows = []
    for (const table of this.#tables) {
      table.readUpTo = 0
      table.isRead = false
      table.changed.clear()
    }
    while (this.#readSome());
  }
}
