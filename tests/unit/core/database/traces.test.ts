import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import {
  copyBeforeMigrating,
  listCopies,
  putCopyBack,
  setDatabaseAside,
} from '../../../../src/main/core/database/copies'
import { openDatabase } from '../../../../src/main/core/database/open'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'
import { traceDiskCalls } from '../../../support/sync-calls'

const clock = makeClock()

function write(dataFolder: string, name: string, content: string | Uint8Array = 'x'): void {
  const path = join(dataFolder, ...name.split('/'))
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

function openingOf(dataFolder: string, hasBackups = false): unknown {
  try {
    openDatabase({ dataFolder, clock, hasBackups: () => hasBackups }).close()
  } catch (error) {
    return error instanceof Error && 'details' in error ? error.details : error
  }
  return 'opened'
}

const missing = { reason: 'missing', context: 'missing' }

/** An empty SQLite database that no table was ever made in. */
function emptyDatabase(dataFolder: string): void {
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  database.pragma('journal_mode = WAL')
  database.close()
}

describe('what is left of a library is not greeted as a new one', () => {
  test.each([
    'backups/daily_20261101_080000.db',
    'backups/daily_20261101_080000.db.partial',
    'backups/before_migration_from_2_20261101_080000.db',
    'static/portraits/gm/gm_1.png',
    'static/portraits/loose/loose_0123.png',
    'static/portraits/characters/deeper/character_1.png',
    'quarantine/20261101/character_1.png',
    'quarantine/manifest.jsonl',
    'before_restore_20261101_080000/castkeeper.db',
    'castkeeper_set_aside_20261101_080000.db',
    'inbox/1/answer.json',
    'imports/1/database.db',
    'static/portraits/gm/._gm_1.png',
    'castkeeper.db-wal',
  ])('with %s beside it, whether the database is gone, of 0 bytes or without a table', (trace) => {
    const gone = makeDataFolder()
    write(gone, trace)
    expect(openingOf(gone)).toEqual(missing)
    const emptied = makeDataFolder()
    write(emptied, trace)
    write(emptied, 'castkeeper.db', '')
    expect(openingOf(emptied)).toEqual(missing)
    if (trace.endsWith('-wal')) return
    const bare = makeDataFolder()
    write(bare, trace)
    emptyDatabase(bare)
    expect(openingOf(bare)).toEqual(missing)
  })

  test('with a note that a backup was made, or automatic backups elsewhere', () => {
    const noted = makeDataFolder()
    write(noted, 'backups.json', JSON.stringify({ last: { madeAt: '2026-11-01T08:00:00.000Z' } }))
    expect(openingOf(noted)).toEqual(missing)
    expect(openingOf(makeDataFolder(), true)).toEqual(missing)
  })

  test('with a folder that cannot be looked into', () => {
    const dataFolder = makeDataFolder()
    symlinkSync('static', join(dataFolder, 'static'))
    expect(openingOf(dataFolder)).toEqual(missing)
  })

  test('but a new folder is, with what systems and a first start leave in it', () => {
    const dataFolder = makeDataFolder()
    for (const name of [
      '.DS_Store',
      'static/portraits/gm/.DS_Store',
      'static/Thumbs.db',
      'static/portraits/@eaDir/gm_1.png@SynoEAStream',
      'imports/.directory',
      'quarantine/$RECYCLE.BIN/desktop.ini',
    ]) {
      write(dataFolder, name)
    }
    const appleDouble = Buffer.concat([Buffer.from('00051607', 'hex'), Buffer.alloc(96)])
    write(dataFolder, 'static/portraits/gm/._gm_1.png', appleDouble)
    write(dataFolder, 'preferences.json', '{}')
    write(dataFolder, 'backups.json', JSON.stringify({ last: null, firstSeenAt: null }))
    mkdirSync(join(dataFolder, 'inbox'))
    emptyDatabase(dataFolder)
    expect(openingOf(dataFolder)).toBe('opened')
  })

  test('nor is a file filled with zeros, as some disks leave it after a power cut', () => {
    const dataFolder = makeDataFolder()
    write(dataFolder, 'castkeeper.db', Buffer.alloc(40_960))
    expect(openingOf(dataFolder)).not.toBe('opened')
  })

  test('the log of a database cut to 0 bytes is still there afterwards', () => {
    const dataFolder = makeDataFolder()
    write(dataFolder, 'castkeeper.db', '')
    write(dataFolder, 'castkeeper.db-wal', 'the last changes')
    expect(openingOf(dataFolder)).toEqual(missing)
    setDatabaseAside({ dataFolder, clock })
    openDatabase({ dataFolder, clock, mayBeNew: true }).close()
    expect(openingOf(dataFolder)).toBe('opened')
  })
})

describe('the copy before a migration', () => {
  const backups = (dataFolder: string): string[] => readdirSync(join(dataFolder, 'backups'))

  test('has its name once it is whole, and takes the place of one that was killed', () => {
    const { dataFolder, database, campaigns } = openRecords()
    campaigns.create({ name: 'La Quête du Dragon Noir' })
    write(dataFolder, 'backups/before_migration_from_2_20261101_080000.db.partial', '')
    copyBeforeMigrating(database, { dataFolder, clock, fromVersion: 2 })
    database.close()
    const [name, ...others] = backups(dataFolder)
    expect(others).toEqual([])
    expect(name).toMatch(/^before_migration_from_2_\d{8}_\d{6}\.db$/)
    const copy = new SQLite(join(dataFolder, 'backups', String(name)), { readonly: true })
    expect(copy.prepare('SELECT count(*) FROM campaign').pluck().get()).toBe(1)
    copy.close()
  })

  test('is on the disk before it has its name, and its name before the schema is changed', () => {
    const { dataFolder, database } = openRecords()
    const calls = traceDiskCalls(() =>
      copyBeforeMigrating(database, { dataFolder, clock, fromVersion: 2 }),
    )
    database.close()
    const [name = ''] = backups(dataFolder)
    const folder = join(dataFolder, 'backups')
    const path = join(folder, name)
    expect(calls).toEqual([
      { kind: 'sync', path: `${path}.partial` },
      { kind: 'rename', from: `${path}.partial`, to: path },
      { kind: 'sync', path: folder },
    ])
  })

  test('of a database that is not whole gets no name', () => {
    const { dataFolder, database, campaigns } = openRecords()
    for (let n = 0; n < 200; n += 1) campaigns.create({ name: `${n}`, notes: 'x'.repeat(2_000) })
    database.close()
    const path = join(dataFolder, 'castkeeper.db')
    const bytes = readFileSync(path)
    bytes.fill(0xab, bytes.length / 2, bytes.length / 2 + 8_192)
    writeFileSync(path, bytes)
    const damaged = new SQLite(path)
    expect(() => copyBeforeMigrating(damaged, { dataFolder, clock, fromVersion: 2 })).toThrow()
    damaged.close()
    expect(backups(dataFolder).filter((name) => name.endsWith('.db'))).toEqual([])
  })
})

describe('copies that are offered', () => {
  test('carry the date of their names, newest first, whatever the time of the file', () => {
    const dataFolder = makeDataFolder()
    for (const name of [
      'daily_20261103_080000.db',
      'before_migration_from_2_20261104_070809.db',
      'daily_20261101_235959.db',
    ]) {
      write(dataFolder, `backups/${name}`)
    }
    write(dataFolder, 'backups/daily_20261105_080000.db', '')
    expect(listCopies(dataFolder).map(({ madeAt }) => madeAt)).toEqual([
      '2026-11-04T07:08:09.000Z',
      '2026-11-03T08:00:00.000Z',
      '2026-11-01T23:59:59.000Z',
    ])
  })

  test('are put back only when they are whole; else nothing changes', async () => {
    const dataFolder = makeDataFolder()
    write(dataFolder, 'castkeeper.db', 'damaged')
    write(dataFolder, 'backups/daily_20261101_080000.db', 'damaged as well')
    await expect(putCopyBack({ dataFolder, clock }, 'daily_20261101_080000.db')).rejects.toThrow(
      'copy-damaged',
    )
    expect(openingOf(dataFolder)).not.toBe('opened')
    const { dataFolder: other, database, campaigns } = openRecords()
    campaigns.create({ name: 'La Quête du Dragon Noir' })
    mkdirSync(join(dataFolder, 'backups'), { recursive: true })
    await database.backup(join(dataFolder, 'backups', 'daily_20261102_080000.db'))
    database.close()
    expect(other).not.toBe(dataFolder)
    await putCopyBack({ dataFolder, clock }, 'daily_20261102_080000.db')
    const again = openRecords(dataFolder)
    expect(again.campaigns.list()).toHaveLength(1)
    again.database.close()
  })
})
