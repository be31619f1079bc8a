import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { OldGeneration } from '../../../shared/legacy-import'

export interface OldTables {
  readonly generation: OldGeneration
  /** The columns of each of the old app's four tables, by their names in lower case. */
  readonly columns: Readonly<Record<OldTable, ReadonlyMap<string, string>>>
}

// Without these a database is not the old app's; every other column may be missing.
const required = {
  users: ['id', 'email'],
  campaigns: ['id', 'user_id', 'name', 'themes', 'language'],
  characters: ['id', 'user_id', 'name', 'portrait_url'],
  messages: ['id'],
} as const
export type OldTable = keyof typeof required
const oldTables = ['users', 'campaigns', 'characters', 'messages'] as const

const knownVersions = new Map<number, OldGeneration>([
  [3, 'G3'],
  [4, 'G4'],
])

/**
 * Recognizes which version of the old app made a database. Throws AppError `import-other-program`, `import-
 * part-of-database` (none of its tables are there, though a log may hold them) or `import-database-newer`,
 * unless `evenIfNewer`.
 */
export function recogniseGeneration(
  database: Database,
  { evenIfNewer = false }: { evenIfNewer?: boolean } = {},
): OldTables {
  const names = tableNames(database)
  const found = oldTables.filter((table) => names.has(table))
  if (
    names.size === 0 ||
    (found.length > 0 && found.length < oldTables.length && isLogged(database))
  ) {
    throw new AppError('import-part-of-database')
  }
  const columns = {
    users: columnsOf(database, names.get('users')),
    campaigns: columnsOf(database, names.get('campaigns')),
    characters: columnsOf(database, names.get('characters')),
    messages: columnsOf(database, names.get('messages')),
  }
  const isOurs = oldTables.every((table) =>
    required[table].every((name) => columns[table].has(name)),
  )
  if (!isOurs) throw new AppError('import-other-program')
  const version = names.has('schema_info') ? readVersion(database) : null
  const generation = generationOf(version, columns)
  if (generation === 'newer' && !evenIfNewer) {
    throw new AppError('import-database-newer', { found: version ?? 0 })
  }
  return { generation, columns }
}

function generationOf(version: number | null, columns: OldTables['columns']): OldGeneration {
  // 1 and 2 were never written, so such a mark says nothing and the columns decide.
  if (version !== null && version > 2) return knownVersions.get(version) ?? 'newer'
  if (columns.campaigns.has('is_active') && columns.characters.has('level')) return 'G3'
  if (!columns.campaigns.has('gm_portrait')) return 'G0'
  return columns.characters.has('campaign_id') ? 'G2' : 'G1'
}

/** Real tables by their names in lower case; a view or a virtual table could run code of its own. */
function tableNames(database: Database): ReadonlyMap<string, string> {
  const names = database
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0
       AND name NOT LIKE 'sqlite~_%' ESCAPE '~'`,
    )
    .pluck()
    .all()
  return new Map(names.map((name) => [name.toLowerCase(), name]))
}

function columnsOf(database: Database, table: string | undefined): ReadonlyMap<string, string> {
  if (table === undefined) return new Map()
  const names = database
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
  return new Map(names.map((name) => [name.toLowerCase(), name]))
}

function readVersion(database: Database): number | null {
  if (!columnsOf(database, 'schema_info').has('version')) return null
  const version = database.prepare('SELECT max(CAST(version AS INTEGER)) FROM schema_info').pluck()
  const found = version.get()
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : null
}

// Tables can then be in a log that was not copied with it.
function isLogged(database: Database): boolean {
  return database.pragma('journal_mode', { simple: true }) === 'wal'
}
