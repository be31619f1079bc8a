import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { listCopies } from '../../../../src/main/core/database/copies'
import { migrate, migrations, schemaVersion } from '../../../../src/main/core/database/migrations'
import { firstLibrary } from '../../../../src/main/core/database/migrations/001-first-library'
import { openDatabase } from '../../../../src/main/core/database/open'
import { checkLibrary } from '../../../support/check-library'
import { makeFirstLibrary } from '../../../support/first-library'
import { addCast, openLibrary, storePortrait } from '../../../support/library'
import { makeClock, makeDataFolder } from '../../../support/records'

const clock = makeClock()

/** All rows in the columns of the first schema; what is made of others, or came later, is not asked for. */
function everything(database: Database): unknown {
  const first = new SQLite(':memory:')
  first.exec(firstLibrary)
  return ['campaign', 'character', 'portrait', 'generation_job'].map((table) => {
    const columns = first
      .prepare<[string], string>("SELECT name FROM pragma_table_info(?) WHERE name <> 'sort_name'")
      .pluck()
      .all(table)
    return database.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY id`).all()
  })
}

describe('a library of the first schema', () => {
  test('is brought up to date with every row, pointer and word that can be searched for', () => {
    const dataFolder = makeFirstLibrary()
    const before = new SQLite(join(dataFolder, 'castkeeper.db'))
    const rows = everything(before)
    before.close()
    const library = openLibrary({ dataFolder })
    const { database } = library
    expect(everything(database)).toEqual(rows)
    expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion)
    expect(checkLibrary(database, dataFolder)).toEqual([])
    expect(library.searchEverywhere('eow', 5).hits.map(({ name }) => name)).toEqual(['Éowyn'])
    expect(listCopies(dataFolder).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^before_migration_from_1_/),
    ])
  })

  test('gives no id out again, and still holds rows to those they point at', async () => {
    const library = openLibrary({ dataFolder: makeFirstLibrary() })
    const added = await storePortrait(library, { kind: 'character', id: 1 })
    expect(added.id).toBe(10)
    expect(library.database.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(() =>
      library.database.exec('UPDATE character SET current_portrait_id = 99 WHERE id = 1'),
    ).toThrow('FOREIGN KEY')
    expect(() => library.database.exec('DELETE FROM portrait WHERE id = 10')).toThrow('FOREIGN KEY')
  })

  test('may hold a portrait without a subject, and none of two subjects', () => {
    const { database } = openLibrary({ dataFolder: makeFirstLibrary() })
    database.exec('UPDATE portrait SET campaign_id = NULL WHERE id = 1')
    expect(() => database.exec('UPDATE portrait SET campaign_id = 1 WHERE id = 2')).toThrow('CHECK')
  })

  test('finds portraits by the same indexes as a new one', () => {
    const indexes = (database: Database): unknown =>
      database
        .prepare(
          `SELECT name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY name`,
        )
        .all()
    const upgraded = openLibrary({ dataFolder: makeFirstLibrary() })
    const made = openLibrary()
    expect(indexes(upgraded.database)).toEqual(indexes(made.database))
  })
})

describe('the step from the first schema', () => {
  test('fault 70: leaves a library with a row that points at nothing as it was, and says so', () => {
    const dataFolder = makeFirstLibrary()
    const path = join(dataFolder, 'castkeeper.db')
    const broken = new SQLite(path)
    broken.pragma('foreign_keys = OFF')
    broken.exec('UPDATE character SET current_portrait_id = 77')
    broken.close()
    expect(() => openDatabase({ dataFolder, clock })).toThrow('database-damaged')
    const after = new SQLite(path, { readonly: true })
    expect(after.pragma('user_version', { simple: true })).toBe(1)
    expect(after.prepare('SELECT count(*) FROM portrait').pluck().get()).toBe(2)
    after.close()
  })
})

test('fault 69: killed right after its tables were made, a new library is still known as ours', () => {
  const dataFolder = makeDataFolder()
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  migrate(database)
  database.close()
  openDatabase({ dataFolder, clock }).close()
})

test('fault 69: killed in the middle of its first write, a new library is taken back and opened', () => {
  const made = makeDataFolder()
  const database = new SQLite(join(made, 'castkeeper.db'))
  migrate(database)
  database.pragma('cache_size = 1')
  database.exec('BEGIN IMMEDIATE')
  const at = '2026-01-01T00:00:00.000Z'
  const insert = database.prepare(
    `INSERT INTO campaign (name, sort_name, notes, avatar_style, avatar_seed, created_at, updated_at)
     VALUES ('a', 'a', ?, 'adventurer', 'a', '${at}', '${at}')`,
  )
  for (let row = 0; row < 50; row += 1) insert.run('x'.repeat(8_000))
  // What is on the disk at this moment is what a killed process leaves.
  const dataFolder = makeDataFolder()
  for (const ending of ['', '-journal']) {
    copyFileSync(join(made, `castkeeper.db${ending}`), join(dataFolder, `castkeeper.db${ending}`))
  }
  database.close()
  const library = openLibrary({ dataFolder })
  expect(library.campaigns.list()).toEqual([])
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
})

test.each([0.1, 0.5, 0.9, 0.999])(
  'fault 69: killed when %f of its first commit were in the log, a new library begins once more',
  (part) => {
    const made = makeDataFolder()
    const database = new SQLite(join(made, 'castkeeper.db'))
    database.pragma('journal_mode = WAL')
    migrate(database)
    const dataFolder = makeDataFolder()
    const log = readFileSync(join(made, 'castkeeper.db-wal'))
    // The first step's commit alone: what follows it in the log belongs to the steps after.
    const firstCommit = log.length / migrations.length
    copyFileSync(join(made, 'castkeeper.db'), join(dataFolder, 'castkeeper.db'))
    writeFileSync(
      join(dataFolder, 'castkeeper.db-wal'),
      log.subarray(0, Math.ceil(firstCommit * part * 0.5)),
    )
    database.close()
    const library = openLibrary({ dataFolder })
    expect(library.campaigns.list()).toEqual([])
    expect(checkLibrary(library.database, dataFolder)).toEqual([])
  },
)

test('a cast is still added, shown and searched in a new library', async () => {
  const library = openLibrary()
  const { character } = addCast(library)
  await storePortrait(library, character)
  expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
})
