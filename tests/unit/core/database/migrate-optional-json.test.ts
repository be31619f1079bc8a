import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { openDatabase } from '../../../../src/main/core/database/open'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const at = '2026-01-01T00:00:00.000Z'

/** A library as version 5 of the schema left it: orders, an import and its rows, with and without details. */
function makeFifthLibrary(): string {
  const dataFolder = makeDataFolder()
  mkdirSync(dataFolder, { recursive: true })
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  database.pragma('journal_mode = WAL')
  addTextFunctions(database)
  for (const step of migrations.slice(0, 5)) database.exec(step)
  database.pragma('user_version = 5')
  database.pragma(`application_id = ${applicationId}`)
  const job = (id: number, details: string) => `
    INSERT INTO generation_job (id, campaign_id, provider, base_url, model, prompt, parameters, count,
      state, error_details, process_id, created_at, updated_at) VALUES (${id}, 1, 'openai',
      'https://api.openai.com/v1', 'm', 'p', '{"size":"1024x1024"}', 2, 'failed', ${details}, 1,
      '${at}', '${at}');`
  const row = (ordinal: number, before: string) => `
    INSERT INTO import_row (import_id, ordinal, kind, name, action, before, removed)
      VALUES (1, ${ordinal}, 'campaign', 'La Quête', 'update', ${before}, ${ordinal % 2});`
  database.exec(`
    INSERT INTO campaign (name, sort_name, search_name, avatar_style, avatar_seed, created_at, updated_at)
      VALUES ('Élysée', 'elysee', 'elysee', 'a', 'b', '${at}', '${at}');
    ${job(1, 'NULL')} ${job(3, `'{"status":500}'`)}
    INSERT INTO import (source_name, source, state, decisions, process_id, started_at)
      VALUES ('old', '{}', 'done', '{}', 1, '${at}');
    ${row(1, 'NULL')} ${row(2, `'{"name":"before"}'`)}
    INSERT INTO message (campaign_id, role, text, import_id, origin_id) VALUES (1, 'user', 'Hi', 1, 1);
    UPDATE sqlite_sequence SET seq = 9 WHERE name = 'generation_job';`)
  database.close()
  return dataFolder
}

const tables = ['generation_job', 'import', 'import_row', 'message', 'sqlite_sequence']
const rowsOf = (database: Database) =>
  tables.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all())

test('a library of the fifth schema keeps every order, import and row, and the numbers given out', () => {
  const dataFolder = makeFifthLibrary()
  const copy = join(makeDataFolder(), 'before.db')
  mkdirSync(join(copy, '..'), { recursive: true })
  copyFileSync(join(dataFolder, 'castkeeper.db'), copy)
  const before = new SQLite(copy)
  const database = openDatabase({ dataFolder, clock: makeClock() })
  expect(rowsOf(database)).toEqual(rowsOf(before))
  expect(database.pragma('foreign_key_check')).toEqual([])
  expect(() => database.exec(`UPDATE generation_job SET error_details = 'no json'`)).toThrow(
    'CHECK',
  )
  expect(() => database.exec(`UPDATE import_row SET before = '{'`)).toThrow('CHECK')
  expect(() => database.exec('DELETE FROM import')).toThrow('FOREIGN KEY')
  database.close()
})

test('it then has the very schema of a new library', () => {
  const schemaOf = (database: Database) =>
    database
      .prepare<[], { sql: string }>(
        'SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name',
      )
      .all()
  const upgraded = openDatabase({ dataFolder: makeFifthLibrary(), clock: makeClock() })
  expect(schemaOf(upgraded)).toEqual(schemaOf(openRecords().database))
})

test('no check asks an older SQLite whether NULL is JSON, which says no', () => {
  const { database } = openRecords()
  const names = database
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%json_valid%'`,
    )
    .pluck()
    .all()
  expect(names).toEqual(
    expect.arrayContaining(['campaign', 'generation_job', 'import', 'import_row']),
  )
  for (const name of names) {
    const sql = String(
      database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name),
    )
    const optional = database
      .prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE "notnull" = 0')
      .pluck()
      .all(name)
    for (const [, column = ''] of sql.matchAll(/json_valid\((\w+)\)/g)) {
      if (!optional.includes(column)) continue
      expect(sql).toContain(`${column} IS NULL OR json_valid(${column})`)
    }
  }
})
