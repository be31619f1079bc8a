import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { systemErrorCode } from '../disk/system-error'
import { isOnlyDerivedHarmed, repairDerived } from './derived'
import { applicationId, migrate, readSchemaVersion, schemaVersion } from './migrations'

/** What one of our databases contains. Read in a process of its own: see `examineDatabase`. */
export interface Examination {
  /**
   * `ok`, or the first thing that is wrong: in its schema, its pages or its ids. Damage only in the search or
   * an index counts as `ok`: they are rebuilt when the library is opened or restored.
   */
  readonly integrity: string
  /** Rows that point at nothing. */
  readonly strays: number
  readonly schemaVersion: number
  readonly applicationId: number
}

interface SchemaRow {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}

/** Above this an id is not one that was counted up to: the last few billion are left for those to come. */
const highestId = 2 ** 48

/**
 * Reads one of our databases from end to end, its schema first: no statement touches a table before every
 * table, index, trigger and view is known to be ours. With `migrates`, an intact one is brought up to date.
 * Throws what SQLite throws.
 */
export function examineLibrary(
  path: string,
  { migrates, bytes }: { readonly migrates: boolean; readonly bytes?: Uint8Array },
): Examination {
  const what = bytes === undefined ? path : inMemory(bytes)
  const database = new SQLite(what, { readonly: !migrates, timeout: 5_000 })
  try {
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    const version = readSchemaVersion(database)
    const id = Number(database.pragma('application_id', { simple: true }))
    const facts = { schemaVersion: version, applicationId: id }
    // That it is another program's, or a newer version's, is reported instead.
    if (id !== applicationId || version < 1 || version > schemaVersion) {
      return { ...facts, integrity: 'ok', strays: 0 }
    }
    const integrity =
      checkSchema(database, version) ?? checkPages(database, what) ?? checkIds(database)
    if (integrity === 'derived' && migrates) {
      database.close()
      if (!repairDerived(path)) return { ...facts, integrity, strays: 0 }
      return examineLibrary(path, { migrates })
    }
    if (integrity !== null && integrity !== 'derived') return { ...facts, integrity, strays: 0 }
    const strays = database.pragma('foreign_key_check')
    const count = Array.isArray(strays) ? strays.length : 0
    if (!migrates || count > 0) return { ...facts, integrity: 'ok', strays: count }
    migrate(database)
    return { ...facts, integrity: checkSchema(database, schemaVersion) ?? 'ok', strays: 0 }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { integrity: error.code, strays: 0, schemaVersion: 1, applicationId }
  } finally {
    database.close()
  }
}

// A database in memory has no log, so its header must not ask for one.
function inMemory(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).fill(1, 18, 20)
}

/** What differs from the schema that this version has, or null. */
function checkSchema(database: Database, version: number): string | null {
  const fresh = new SQLite(':memory:')
  try {
    migrate(fresh, version)
    const missing = new Map(Array.from(schemaOf(fresh), (row) => [keyOf(row), row]))
    for (const row of schemaOf(database)) {
      const key = keyOf(row)
      const own = missing.get(key)
      missing.delete(key)
      if (own?.tbl_name === row.tbl_name && own.sql === row.sql) continue
      if (own === undefined && statistics.get(row.name) === row.sql) continue
      return `schema: ${key}`
    }
    const [first] = missing.keys()
    return first === undefined ? null : `schema: ${first}`
  } finally {
    fresh.close()
  }
}

const keyOf = ({ type, name }: SchemaRow): string => `${type} ${name}`

/** What `PRAGMA optimize` makes of a library, in our hands or in those of another tool. */
const statistics: ReadonlyMap<string, string> = new Map([
  ['sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'],
  ['sqlite_stat4', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'],
])

function* schemaOf(database: Database): Generator<SchemaRow> {
  yield* database
    .prepare<[], SchemaRow>('SELECT type, name, tbl_name, sql FROM sqlite_schema')
    .iterate()
}

function checkPages(database: Database, what: string | Buffer): string | null {
  const verdict = integrityOf(database)
  if (verdict === 'ok') return null
  return isOnlyDerivedHarmed(what) ? 'derived' : verdict
}

// A page that cannot be read at all ends the check with an error instead.
function integrityOf(database: Database): string {
  try {
    return String(database.pragma('integrity_check(5)', { simple: true }))
  } catch (error) {
    if (!systemErrorCode(error).startsWith('SQLITE_CORRUPT')) throw error
    return String(error)
  }
}

// A table whose ids are used up takes no further row, which would only show long after a restore.
function checkIds(database: Database): string | null {
  const counted = database
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'",
    )
    .pluck()
    .all()
  const isHigh = (seq: unknown): boolean =>
    typeof seq !== 'number' || !Number.isInteger(seq) || seq < 0 || seq > highestId
  const sequences = database
    .prepare<[], { name: unknown; seq: unknown }>('SELECT name, seq FROM sqlite_sequence')
    .all()
  const named = new Set<unknown>(counted)
  const odd = sequences.find(({ name, seq }) => !named.has(name) || isHigh(seq))
  if (odd !== undefined) return `ids: ${odd.name}`
  // Of two SQLite goes on from the first it meets, and the other would be forgotten.
  if (new Set(sequences.map(({ name }) => name)).size < sequences.length) return 'ids: twice'
  const full = counted.find((table) =>
    isHigh(database.prepare(`SELECT coalesce(max(id), 0) FROM "${table}"`).pluck().get()),
  )
  return full === undefined ? null : `ids: ${full}`
}
