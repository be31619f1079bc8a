import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { makeOldFolder } from './scanning'

/** How the old app's versions laid their tables; `to-` are older ones that a newer version changed. */
export type OldSchema = 'G0' | 'G1' | 'G2' | 'G3' | 'G4' | 'G0-to-G1' | 'G0-to-G2'

const users =
  'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, password TEXT NOT NULL'
const campaigns = 'CREATE TABLE campaigns (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER'
const characters = 'CREATE TABLE characters (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER'
const messages = 'CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER'
const others = `
  CREATE TABLE model_choices (user_id INTEGER, model TEXT);
  CREATE TABLE performance_logs (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, model TEXT);`
const said = 'role TEXT, content TEXT, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP'
const told = 'name TEXT, class TEXT, race TEXT, description TEXT, portrait_url TEXT'

const g0 = `${users}); ${campaigns}, name TEXT, themes TEXT, language TEXT);
  ${characters}, ${told}); ${messages}, ${said}); ${others}`
const toG1 =
  'ALTER TABLE campaigns ADD COLUMN gm_portrait TEXT; ALTER TABLE messages ADD COLUMN campaign_id INTEGER;'
const g3 = (version: number): string => `
  ${users}, created_at DATETIME DEFAULT CURRENT_TIMESTAMP, last_login DATETIME, is_active BOOLEAN DEFAULT 1);
  ${campaigns} NOT NULL, name TEXT NOT NULL, themes TEXT, language TEXT NOT NULL,
    ai_model TEXT DEFAULT 'GPT-4o', gm_portrait TEXT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, is_active BOOLEAN DEFAULT 1);
  ${characters} NOT NULL, campaign_id INTEGER, name TEXT NOT NULL, class TEXT, race TEXT, gender TEXT,
    level INTEGER DEFAULT 1, description TEXT, portrait_url TEXT,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP, is_active BOOLEAN DEFAULT 1);
  ${messages} NOT NULL, campaign_id INTEGER, role TEXT NOT NULL, content TEXT NOT NULL,
    character_id INTEGER, timestamp DATETIME DEFAULT CURRENT_TIMESTAMP); ${others}
  CREATE TABLE schema_info (version INTEGER PRIMARY KEY); INSERT INTO schema_info VALUES (${version});`

const schemas: Record<OldSchema, string> = {
  G0: g0,
  G1: `${users}); ${campaigns}, name TEXT, themes TEXT, language TEXT, gm_portrait TEXT);
    ${characters}, ${told}); ${messages}, ${said}, campaign_id INTEGER); ${others}`,
  G2: `${users}); ${campaigns}, name TEXT, themes TEXT, language TEXT, gm_portrait TEXT);
    ${characters}, campaign_id INTEGER, ${told}); ${messages}, ${said}, campaign_id INTEGER); ${others}`,
  G3: g3(3),
  G4: g3(4),
  'G0-to-G1': `${g0} ${toG1}`,
  'G0-to-G2': `${g0} ${toG1} ALTER TABLE characters ADD COLUMN campaign_id INTEGER;`,
}

/** Opens a new database of the old app with nothing in it, as `database.db` in this folder. */
export function newOldDatabase(folder: string, schema: OldSchema, name = 'database.db'): Database {
  mkdirSync(folder, { recursive: true })
  const database = new SQLite(join(folder, name))
  if (schema === 'G3' || schema === 'G4') database.pragma('journal_mode = WAL')
  return database.exec(schemas[schema])
}

/** What a row holds, by column; a column its version does not have is left out. */
export type OldCells = Readonly<Record<string, string | number | Uint8Array | null>>

/** Adds a row; columns this version does not have are left out. Answers its id. */
export function addOldRow(database: Database, table: string, cells: OldCells): number {
  const columns = database
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
  const known = Object.entries(cells).filter(([column]) => columns.includes(column))
  const names = known.map(([column]) => `"${column}"`).join(', ')
  const sql = `INSERT INTO ${table} (${names}) VALUES (${known.map(() => '?').join(', ')})`
  return Number(database.prepare(sql).run(known.map(([, cell]) => cell)).lastInsertRowid)
}

/** A user, two campaigns, three characters and three messages, with dangling and foreign homes. */
export function fillOldDatabase(database: Database): void {
  const add = (table: string, cells: OldCells): number => addOldRow(database, table, cells)
  const password = Buffer.from('$2b$12$abcdefghijklmnopqrstuv')
  add('users', { email: 'aline@example.org', password })
  add('users', { email: 'tom@example.com', password })
  const mine = { user_id: 1, language: 'fr' }
  add('campaigns', { ...mine, name: 'La Quête', themes: '["Fantasy", "\\u00c9pique"]' })
  add('campaigns', { user_id: 2, name: 'Hollow', themes: 'Horror; Mystery', language: 'English' })
  const value = 'static/portraits/characters/character_1.png'
  add('characters', { user_id: 1, campaign_id: 1, name: 'Éowyn', portrait_url: value, level: 3 })
  add('characters', { user_id: 1, campaign_id: 2, name: 'Of another user', gender: 'Femme' })
  add('characters', { user_id: 7, campaign_id: 99, name: 'Of nobody' })
  const timestamp = '2025-08-07 13:15:42'
  for (const [role, content] of [
    ['user', 'Bonjour'],
    ['assistant', 'Il pleut.'],
    ['user', 'Encore'],
  ] as const) {
    add('messages', { user_id: 1, campaign_id: 1, character_id: 1, role, content, timestamp })
  }
}

/** A project folder with such a database in it. */
export function oldProject(schema: OldSchema, name?: string): string {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, schema, name)
  fillOldDatabase(database)
  database.close()
  return folder
}

/** Puts files below a folder, the folders on the way with them. */
export function putFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/**
 * A project as the old app left it when it was killed: a main file of 4,096 bytes without a table, and
 * everything in the log. `withLog: false` leaves the log out, as a hasty copy does.
 */
export function projectInLog({ withLog = true } = {}): string {
  const folder = makeOldFolder()
  const running = new SQLite(join(folder, 'running.db'))
  running.pragma('journal_mode = WAL')
  running.pragma('wal_autocheckpoint = 0')
  running.exec(schemas.G4)
  fillOldDatabase(running)
  const copy = makeOldFolder()
  copyFileSync(join(folder, 'running.db'), join(copy, 'database.db'))
  if (withLog) {
    copyFileSync(join(folder, 'running.db-wal'), join(copy, 'database.db-wal'))
    copyFileSync(join(folder, 'running.db-shm'), join(copy, 'database.db-shm'))
  }
  running.close()
  return copy
}
