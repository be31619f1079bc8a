import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import {
  databaseCopyPath,
  listCopies,
  makeDailyCopy,
} from '../../../../src/main/core/database/copies'
import { examineLibrary } from '../../../../src/main/core/database/examine-library'
import { readIdentity, readIdentityOf } from '../../../../src/main/core/database/identity'
import {
  addTextFunctions,
  applicationId,
  migrations,
} from '../../../../src/main/core/database/migrations'
import { openDatabase } from '../../../../src/main/core/database/open'
import { readInPlace } from '../../../support/read-in-place'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

readInPlace()

const dayMs = 86_400_000

/** A library as version 4 of the schema left it, with one campaign. */
function makeFourthLibrary(path: string): void {
  const database = new SQLite(path)
  addTextFunctions(database)
  for (const step of migrations.slice(0, 4)) database.exec(step)
  const at = '2026-01-01T00:00:00.000Z'
  database.exec(`INSERT INTO campaign (name, sort_name, search_name, avatar_style, avatar_seed, created_at,
    updated_at) VALUES ('Élysée', 'elysee', 'elysee', 'a', 'b', '${at}', '${at}')`)
  database.pragma('user_version = 4')
  database.pragma(`application_id = ${applicationId}`)
  database.close()
}

describe('a library has an identity', () => {
  test('that one of the fourth schema gets, once and for good', () => {
    const dataFolder = makeDataFolder()
    makeFourthLibrary(join(dataFolder, 'castkeeper.db'))
    const open = () => openDatabase({ dataFolder, clock: makeClock() })
    const first = open()
    const id = readIdentity(first)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(first.prepare('SELECT name FROM campaign').pluck().all()).toEqual(['Élysée'])
    first.close()
    const again = open()
    expect(readIdentity(again)).toBe(id)
    expect(() => again.exec("INSERT INTO library (only, id) VALUES (2, 'x')")).toThrow(/CHECK/)
    again.close()
    const [before] = listCopies(dataFolder)
    expect(readIdentityOf(databaseCopyPath(dataFolder, before?.name ?? ''))).toBeNull()
  })

  test('of its own: no two are alike', () => {
    const ids = [1, 2, 3].map(() => readIdentity(openRecords().database))
    expect(new Set(ids).size).toBe(3)
  })

  test('that no file has which is none of ours, is damaged or is not there', () => {
    const folder = makeDataFolder()
    writeFileSync(join(folder, 'text.db'), 'not a database')
    new SQLite(join(folder, 'other.db')).exec('CREATE TABLE library (id)').close()
    for (const name of ['text.db', 'other.db', 'nothing.db']) {
      expect(readIdentityOf(join(folder, name)), name).toBeNull()
    }
    expect(readdirSync(folder)).toEqual(['other.db', 'text.db'])
  })

  test('that a backup from before gets when it is brought up to date', () => {
    const path = join(makeDataFolder(), 'backup.db')
    makeFourthLibrary(path)
    expect(examineLibrary(path, { migrates: true }).integrity).toBe('ok')
    expect(readIdentityOf(path)).toMatch(/^[0-9a-f]{32}$/)
  })
})

interface Copies {
  readonly dataFolder: string
  readonly names: () => string[]
}

/** Makes a daily copy of a library in this folder, as its app would on that day. */
async function copyOn(day: number, { dataFolder }: Copies, database = openedIn(dataFolder)) {
  const now = new Date(Date.UTC(2026, 10, 1, 8) + day * dayMs)
  const name = await makeDailyCopy(database, { dataFolder, clock: () => now })
  if (name !== null) utimesSync(databaseCopyPath(dataFolder, name), now, now)
  database.close()
  return name
}

const openedIn = (dataFolder: string) =>
  openDatabase({ dataFolder, clock: makeClock(), mayBeNew: true })

function makeFolder(): Copies {
  const dataFolder = makeDataFolder()
  return { dataFolder, names: () => readdirSync(join(dataFolder, 'backups')).sort() }
}

/** Sets the database aside, so that the next start begins with an empty one. */
function beginAnew({ dataFolder }: Copies): void {
  const path = join(dataFolder, 'castkeeper.db')
  writeFileSync(`${path}.old`, readFileSync(path))
  writeFileSync(path, '')
}

describe('daily copies', () => {
  test('of a new, empty library never push out those of the one before it', async () => {
    const folder = makeFolder()
    for (let day = 0; day < 7; day += 1) await copyOn(day, folder)
    const real = folder.names()
    expect(real).toHaveLength(7)
    beginAnew(folder)
    for (let day = 7; day < 16; day += 1) await copyOn(day, folder)
    expect(folder.names()).toEqual(expect.arrayContaining(real))
    expect(folder.names()).toHaveLength(14)
  })

  test('of a new library are made at once, though another one was copied an hour ago', async () => {
    const folder = makeFolder()
    await copyOn(0, folder)
    beginAnew(folder)
    expect(await copyOn(1 / 24, folder)).not.toBeNull()
    expect(await copyOn(2 / 24, folder)).toBeNull()
  })

  test('from before libraries had an identity stay', async () => {
    const folder = makeFolder()
    mkdirSync(join(folder.dataFolder, 'backups'))
    const old = Array.from({ length: 7 }, (_, day) => `daily_2026102${day}_080000.db`)
    for (const name of old) makeFourthLibrary(databaseCopyPath(folder.dataFolder, name))
    for (let day = 0; day < 9; day += 1) await copyOn(day, folder)
    expect(folder.names()).toEqual(expect.arrayContaining(old))
    expect(folder.names()).toHaveLength(14)
  })

  test('fault 102: that were damaged since push out none that is whole', async () => {
    const folder = makeFolder()
    for (let day = 0; day < 7; day += 1) await copyOn(day, folder)
    const [oldest = '', ...later] = folder.names()
    for (const name of later) {
      const path = databaseCopyPath(folder.dataFolder, name)
      writeFileSync(path, readFileSync(path).fill(0xab, 8_192, 16_384))
    }
    for (let day = 7; day < 13; day += 1) await copyOn(day, folder)
    expect(folder.names()).toContain(oldest)
    await copyOn(13, folder)
    expect(folder.names(), 'seven whole ones are newer by now').not.toContain(oldest)
  })

  test('fault 102: made while the clock was set back stay, and remove no more than their number', async () => {
    const folder = makeFolder()
    for (let day = 0; day < 7; day += 1) await copyOn(day, folder)
    const before = folder.names()
    const made = await copyOn(-3_650, folder)
    expect(folder.names()).toContain(made)
    expect(folder.names().filter((name) => before.includes(name))).toHaveLength(6)
    expect(await copyOn(-3_650, folder), 'and is not made again at each start').toBeNull()
  })

  test('leave nothing of a log behind', async () => {
    const folder = makeFolder()
    for (let day = 0; day < 9; day += 1) await copyOn(day, folder)
    expect(folder.names().every((name) => name.endsWith('.db'))).toBe(true)
  })
})
