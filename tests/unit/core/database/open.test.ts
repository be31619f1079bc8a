import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import {
  listCopies,
  makeDailyCopy,
  putCopyBack,
  setDatabaseAside,
} from '../../../../src/main/core/database/copies'
import { schemaVersion } from '../../../../src/main/core/database/migrations'
import { openDatabase } from '../../../../src/main/core/database/open'
import { readInPlace } from '../../../support/read-in-place'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

readInPlace()

const clock = makeClock()

function fileOf(dataFolder: string): string {
  return join(dataFolder, 'castkeeper.db')
}

function codeOf(dataFolder: string): unknown {
  try {
    openDatabase({ dataFolder, clock, busyTimeoutMs: 50 }).close()
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
  return 'opened'
}

/** A closed library with one campaign in it. */
function makeLibrary(): string {
  const { dataFolder, campaigns, database } = openRecords()
  campaigns.create({ name: 'La Quête du Dragon Noir' })
  database.close()
  return dataFolder
}

describe('opening the database', () => {
  test('uses a SQLite without the WAL-reset fault, with the pragmas that keep data safe', () => {
    const { database } = openRecords()
    const version = String(database.prepare('SELECT sqlite_version()').pluck().get())
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('synchronous', { simple: true })).toBe(2)
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion)
    database.close()
  })

  test('keeps what was written when it is opened again', () => {
    const dataFolder = makeLibrary()
    const { campaigns, database } = openRecords(dataFolder)
    expect(campaigns.list().map(({ name }) => name)).toEqual(['La Quête du Dragon Noir'])
    database.close()
  })

  test('refuses a database of a newer version and leaves it as it was', () => {
    const dataFolder = makeLibrary()
    const newer = new SQLite(fileOf(dataFolder))
    newer.pragma(`user_version = ${schemaVersion + 6}`)
    newer.close()
    const before = readFileSync(fileOf(dataFolder))
    expect(codeOf(dataFolder)).toBe('database-newer')
    expect(readFileSync(fileOf(dataFolder)).equals(before)).toBe(true)
  })

  test.each([
    ['garbage', Buffer.from('this was never a database, whatever its name says'.repeat(200))],
    ['a file cut to 700 bytes', null],
  ])('reports %s as damaged and leaves it as it was', (_what, garbage) => {
    const dataFolder = makeLibrary()
    const bytes = garbage ?? readFileSync(fileOf(dataFolder)).subarray(0, 700)
    writeFileSync(fileOf(dataFolder), bytes)
    expect(codeOf(dataFolder)).toBe('database-damaged')
    expect(readFileSync(fileOf(dataFolder)).equals(bytes)).toBe(true)
  })

  test('reports a damaged page as damaged', () => {
    const dataFolder = makeLibrary()
    const bytes = readFileSync(fileOf(dataFolder))
    for (let page = 1; page * 4096 < bytes.length; page += 1) {
      bytes.fill(0xa5, page * 4096, page * 4096 + 200)
    }
    writeFileSync(fileOf(dataFolder), bytes)
    expect(codeOf(dataFolder)).toBe('database-damaged')
  })

  test('does not greet an emptied database with portraits beside it as a new library', () => {
    const dataFolder = makeLibrary()
    writeFileSync(fileOf(dataFolder), '')
    mkdirSync(join(dataFolder, 'static', 'portraits', 'gm'), { recursive: true })
    writeFileSync(join(dataFolder, 'static', 'portraits', 'gm', 'gm_1.png'), 'x')
    expect(codeOf(dataFolder)).toBe('database-damaged')
  })

  test('does not greet portraits without their database as a new library, unless that is chosen', () => {
    const dataFolder = makeDataFolder()
    mkdirSync(join(dataFolder, 'static', 'portraits', 'characters'), { recursive: true })
    writeFileSync(join(dataFolder, 'static', 'portraits', 'characters', 'character_1.png'), 'x')
    expect(codeOf(dataFolder)).toBe('database-damaged')
    openDatabase({ dataFolder, clock, mayBeNew: true }).close()
    expect(codeOf(dataFolder)).toBe('opened')
  })

  test('does not begin an empty library beside the log of a database that is gone', () => {
    const dataFolder = makeDataFolder()
    writeFileSync(`${fileOf(dataFolder)}-wal`, 'the last changes')
    expect(codeOf(dataFolder)).toBe('database-damaged')
    expect(readFileSync(`${fileOf(dataFolder)}-wal`, 'utf8')).toBe('the last changes')
  })

  test("refuses another program's database", () => {
    const dataFolder = makeDataFolder()
    const other = new SQLite(fileOf(dataFolder))
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    expect(codeOf(dataFolder)).toBe('database-damaged')
  })

  test('reports a database that another process holds, and opens it once it is free', () => {
    const dataFolder = makeLibrary()
    const holder = new SQLite(fileOf(dataFolder))
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec('BEGIN EXCLUSIVE')
    expect(codeOf(dataFolder)).toBe('database-busy')
    holder.exec('COMMIT')
    holder.close()
    expect(codeOf(dataFolder)).toBe('opened')
  })

  test('says so when the data folder is a file', () => {
    const dataFolder = join(makeDataFolder(), 'folder')
    writeFileSync(dataFolder, 'a file')
    expect(codeOf(dataFolder)).toBe('folder-replaced')
  })
})

describe('copies of the database', () => {
  test('are made once a day, complete although the database is in use, and only seven are kept', async () => {
    let now = Date.parse('2026-11-01T08:00:00Z')
    const days = () => new Date(now)
    const { dataFolder, database, campaigns } = openRecords(makeDataFolder(), days)
    campaigns.create({ name: 'Éowyn 🔥 田中' })
    expect(await makeDailyCopy(database, { dataFolder, clock: days })).toBe(
      'daily_20261101_080000.db',
    )
    const copy = new SQLite(join(dataFolder, 'backups', 'daily_20261101_080000.db'), {
      readonly: true,
    })
    expect(copy.prepare('SELECT name FROM campaign').pluck().all()).toEqual(['Éowyn 🔥 田中'])
    copy.close()
    for (let day = 0; day < 9; day += 1) {
      now = Date.now() + (day + 2) * 86_400_000
      await makeDailyCopy(database, { dataFolder, clock: days })
    }
    expect(listCopies(dataFolder)).toHaveLength(7)
    database.close()
  })

  test('are not made twice within a day', async () => {
    const { dataFolder, database } = openRecords(makeDataFolder(), () => new Date())
    const place = { dataFolder, clock: () => new Date() }
    expect(await makeDailyCopy(database, place)).not.toBeNull()
    expect(await makeDailyCopy(database, place)).toBeNull()
    database.close()
  })

  test('take the place of those that were never finished, and of nothing else', async () => {
    const { dataFolder, database } = openRecords()
    const backups = join(dataFolder, 'backups')
    mkdirSync(backups)
    const others = ['daily_20261101_080000.db.partial.txt', 'notes.partial']
    for (const name of ['daily_20261101_080000.db.partial', ...others]) {
      writeFileSync(join(backups, name), 'half')
    }
    const made = await makeDailyCopy(database, { dataFolder, clock })
    expect(readdirSync(backups).sort()).toEqual([...others, made].sort())
    database.close()
  })

  test('of a damaged database are not kept, so that they push out none of the good ones', async () => {
    let now = Date.parse('2026-11-01T08:00:00Z')
    const days = () => new Date(now)
    const { dataFolder, database, campaigns } = openRecords(makeDataFolder(), days)
    for (let n = 0; n < 200; n += 1) campaigns.create({ name: `${n}`, notes: 'x'.repeat(2_000) })
    const good = await makeDailyCopy(database, { dataFolder, clock: days })
    database.close()
    const bytes = readFileSync(fileOf(dataFolder))
    bytes.fill(0xab, bytes.length / 2, bytes.length / 2 + 8_192)
    writeFileSync(fileOf(dataFolder), bytes)
    const damaged = new SQLite(fileOf(dataFolder))
    now += 2 * 86_400_000 + Date.now()
    await expect(makeDailyCopy(damaged, { dataFolder, clock: days })).rejects.toMatchObject({
      code: 'database-damaged',
    })
    damaged.close()
    expect(readdirSync(join(dataFolder, 'backups'))).toEqual([good])
  })

  test('can take the place of a damaged database, which is kept under another name', async () => {
    const { dataFolder, database, campaigns } = openRecords()
    campaigns.create({ name: 'La Quête du Dragon Noir' })
    const name = await makeDailyCopy(database, { dataFolder, clock })
    database.close()
    writeFileSync(fileOf(dataFolder), 'damaged')
    await putCopyBack({ dataFolder, clock }, String(name))
    const again = openRecords(dataFolder)
    expect(again.campaigns.list()).toHaveLength(1)
    again.database.close()
    const aside = readdirSync(dataFolder).find((one) => one.startsWith('castkeeper_set_aside_'))
    expect(readFileSync(join(dataFolder, String(aside)), 'utf8')).toBe('damaged')
  })

  test('of a damaged database are not needed to begin an empty one: it is set aside whole', () => {
    const dataFolder = makeLibrary()
    copyFileSync(fileOf(dataFolder), `${fileOf(dataFolder)}-wal`)
    setDatabaseAside({ dataFolder, clock })
    expect(existsSync(fileOf(dataFolder))).toBe(false)
    expect(readdirSync(dataFolder).filter((one) => one.includes('set_aside'))).toHaveLength(2)
    openDatabase({ dataFolder, clock, mayBeNew: true }).close()
    expect(codeOf(dataFolder)).toBe('opened')
  })
})
