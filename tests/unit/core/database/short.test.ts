import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { databaseError } from '../../../../src/main/core/database/database-error'
import { copyIntoMemory } from '../../../../src/main/core/database/in-memory'
import { openDatabase } from '../../../../src/main/core/database/open'
import { findShortage, isReadOnly } from '../../../../src/main/core/database/shortage'
import { AppError } from '../../../../src/shared/errors'
import { mayBeReplaced } from '../../../../src/shared/start'
import { makeLibrary, makeTarget } from '../../../support/backup/making'
import { ownMounts } from '../../../support/child/own-mounts'
import { runChild } from '../../../support/child/run'
import { asOrdinaryUser, giveToOrdinaryUser } from '../../../support/ordinary-user'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

const clock = makeClock()

/** A library with a committed change that is in its log alone, as a killed process leaves it. */
function killedLibrary(): { readonly dataFolder: string; readonly names: readonly string[] } {
  const { dataFolder: source, campaigns, database } = openRecords()
  campaigns.create({ name: 'La Quête du Dragon Noir' })
  database.pragma('wal_checkpoint(TRUNCATE)')
  for (let n = 0; n < 50; n += 1) campaigns.create({ name: `Éowyn ${n}`, notes: 'x'.repeat(3_000) })
  const dataFolder = makeDataFolder()
  for (const name of ['castkeeper.db', 'castkeeper.db-wal']) {
    copyFileSync(join(source, name), join(dataFolder, name))
  }
  const names = campaigns.list().map(({ name }) => name)
  database.close()
  return { dataFolder, names }
}

function cleanLibrary(): string {
  const { dataFolder, campaigns, database } = openRecords()
  campaigns.create({ name: 'La Quête du Dragon Noir' })
  database.close()
  return dataFolder
}

function namesIn(database: SQLite.Database): unknown[] {
  return database.prepare('SELECT name FROM campaign ORDER BY id').pluck().all()
}

function codeOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    const known = databaseError(error)
    return known instanceof Error && 'code' in known ? known.code : known
  }
  return 'done'
}

/** Takes the right to write from a data folder and everything in it. */
function closeToWriting(dataFolder: string): void {
  giveToOrdinaryUser(dataFolder)
  for (const name of readdirSync(dataFolder)) chmodSync(join(dataFolder, name), 0o444)
  chmodSync(dataFolder, 0o555)
}

describe('a copy in memory', () => {
  test('holds what the log says was committed, and touches nothing', () => {
    const { dataFolder, names } = killedLibrary()
    const path = join(dataFolder, 'castkeeper.db')
    const before = [path, `${path}-wal`].map((one) => readFileSync(one))
    const copy = copyIntoMemory(path)
    expect(namesIn(copy)).toHaveLength(names.length)
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
    expect([path, `${path}-wal`].map((one) => readFileSync(one))).toEqual(before)
    expect(readdirSync(dataFolder).sort()).toEqual(['castkeeper.db', 'castkeeper.db-wal'])
  })

  test('stops at the first frame of the log that is not whole, as SQLite does', () => {
    const { dataFolder } = killedLibrary()
    const path = join(dataFolder, 'castkeeper.db')
    const log = readFileSync(`${path}-wal`)
    const half = Math.floor(log.length / 2)
    const flipped = Buffer.from(log)
    flipped[half] = (flipped[half] ?? 0) ^ 0xff
    const cuts = [log.length - 100, half, 32, 10].map((cut) => log.subarray(0, cut))
    for (const damaged of [...cuts, flipped]) {
      writeFileSync(`${path}-wal`, damaged)
      const twin = mkdtempSync(join(tmpdir(), 'castkeeper-test-'))
      for (const name of ['castkeeper.db', 'castkeeper.db-wal']) {
        copyFileSync(join(dataFolder, name), join(twin, name))
      }
      const real = new SQLite(join(twin, 'castkeeper.db'))
      const copy = copyIntoMemory(path)
      expect(namesIn(copy)).toEqual(namesIn(real))
      real.close()
      copy.close()
    }
  })

  test('leaves out the log of another database', () => {
    const { dataFolder } = killedLibrary()
    const path = join(dataFolder, 'castkeeper.db')
    writeFileSync(`${path}-wal`, Buffer.alloc(50_000, 0x37))
    const copy = copyIntoMemory(path)
    expect(namesIn(copy)).toEqual(['La Quête du Dragon Noir'])
    copy.close()
  })
})

describe('a data folder that may not be written', () => {
  test.each([
    ['closed as it should be', () => ({ dataFolder: cleanLibrary(), count: 1 })],
    ['killed', () => ({ dataFolder: killedLibrary().dataFolder, count: 51 })],
  ])(
    'fault 51: opens to read a library that was %s, says so, and refuses each change',
    (_how, make) => {
      const { dataFolder, count } = make()
      closeToWriting(dataFolder)
      const before = readdirSync(dataFolder).sort()
      asOrdinaryUser(() => {
        const told: string[] = []
        const database = openDatabase({ dataFolder, clock, onShort: (what) => told.push(what) })
        expect(told).toEqual(['read-only'])
        expect(isReadOnly(database)).toBe(true)
        expect(namesIn(database)).toHaveLength(count)
        expect(codeOf(() => database.prepare("UPDATE campaign SET name = 'x'").run())).toBe(
          'folder-not-writable',
        )
        expect(codeOf(() => database.exec('DELETE FROM campaign'))).toBe('folder-not-writable')
        database.close()
      })
      expect(readdirSync(dataFolder).sort()).toEqual(before)
    },
  )

  test('a file that may not be written in a folder that may is the same', () => {
    const dataFolder = cleanLibrary()
    giveToOrdinaryUser(dataFolder)
    chmodSync(join(dataFolder, 'castkeeper.db'), 0o444)
    asOrdinaryUser(() => {
      const database = openDatabase({ dataFolder, clock })
      expect(isReadOnly(database)).toBe(true)
      database.close()
    })
  })

  test('a library in it that is damaged is still called damaged, and a new one is not begun', () => {
    const dataFolder = cleanLibrary()
    writeFileSync(join(dataFolder, 'castkeeper.db'), 'damaged '.repeat(1_000))
    closeToWriting(dataFolder)
    const empty = makeDataFolder()
    closeToWriting(empty)
    asOrdinaryUser(() => {
      expect(codeOf(() => openDatabase({ dataFolder, clock }))).toBe('database-damaged')
      expect(codeOf(() => openDatabase({ dataFolder: empty, clock }))).not.toBe('done')
    })
  })

  test('one that may not even be read is never to be replaced by another', () => {
    const dataFolder = cleanLibrary()
    giveToOrdinaryUser(dataFolder)
    chmodSync(join(dataFolder, 'castkeeper.db'), 0o000)
    asOrdinaryUser(() => {
      try {
        openDatabase({ dataFolder, clock }).close()
        expect.fail('opened')
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        expect(error.code).toBe('database-unreadable')
        expect(mayBeReplaced(error.toReport())).toBe(false)
      }
    })
    expect(mayBeReplaced({ code: 'database-unreadable', details: { reason: 'EIO' } })).toBe(true)
    expect(mayBeReplaced({ code: 'folder-not-writable', details: {} })).toBe(false)
  })

  test('an older library is brought up to date in memory alone', () => {
    const dataFolder = cleanLibrary()
    const path = join(dataFolder, 'castkeeper.db')
    const older = new SQLite(path)
    const version = Number(older.pragma('user_version', { simple: true }))
    expect(version).toBeGreaterThan(1)
    older.close()
    closeToWriting(dataFolder)
    const before = readFileSync(path)
    asOrdinaryUser(() => openDatabase({ dataFolder, clock }).close())
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

describe('what is short is found out', () => {
  test.each([
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['ENOSPC', 'full'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_SHMSIZE', 'full'],
    ['EMFILE', 'handles'],
    ['ENFILE', 'handles'],
    ['SQLITE_IOERR_SHMMAP', 'no-sharing'],
    ['SQLITE_CORRUPT', null],
    ['SQLITE_BUSY', null],
    ['EIO', null],
  ])('from %s: %s', (code, shortage) => {
    const path = join(cleanLibrary(), 'castkeeper.db')
    expect(findShortage(Object.assign(new Error(code), { code }), path)).toBe(shortage)
  })
})

/** Opens a library in a process of its own, under this shell line, where `$data` is its folder. */
async function openUnder(
  prepare: string,
  [dataFolder = '', ...others]: readonly string[],
  mounts: readonly string[] = [],
) {
  const shell = ['sh', '-c', `data="$1"; shift; ${prepare} && exec "$@"`, 'sh', dataFolder]
  const end = await runChild({
    script: 'open-short.ts',
    args: [dataFolder, ...others],
    under: [...mounts, ...shell],
  })
  expect(end.code, end.stderr).toBe(0)
  return JSON.parse(end.lines.join(''))
}

const everything = { characters: 2, faces: 6, verdict: 'sound', backedUp: 6 }

async function closedLibrary(): Promise<string> {
  const { dataFolder, database } = await makeLibrary()
  database.close()
  return dataFolder
}

describe('a library where something is short', { timeout: 60_000 }, () => {
  test.each([1, 2])('with %i handles left opens and says so', async (left) => {
    const found = await openUnder('ulimit -n 200', [await closedLibrary(), '', String(left)])
    expect(found).toMatchObject({ short: ['handles'], characters: 2 })
  })

  test('without room for the index of its log opens all the same', async () => {
    // A file of more than 8 kB cannot be made, as on a disk with no room; larger ones can still be read.
    const found = await openUnder("trap '' XFSZ; ulimit -f 8", [await closedLibrary(), ''])
    expect(found).toMatchObject({ short: ['full'], characters: 2, faces: 6 })
  })
})

// Where the system lets nobody mount, the tests above and those with another user stand in for these disks.
describe.runIf(ownMounts !== null)('on a real disk', { timeout: 60_000 }, () => {
  test.each([
    ['closed as it should be', false],
    ['killed', true],
  ])(
    'fault 51: that turned read-only, a library that was %s is listed, shown, exported, checked and backed up',
    async (_how, isKilled) => {
      const { dataFolder, database } = await makeLibrary()
      if (!isKilled) database.close()
      const found = await openUnder(
        'mount --bind "$data" "$data" && mount -o remount,ro,bind "$data"',
        [dataFolder, makeTarget()],
        ownMounts ?? [],
      )
      expect(found).toMatchObject({
        ...everything,
        short: ['read-only'],
        change: 'folder-not-writable',
        picture: 'folder-not-writable',
      })
      if (isKilled) database.close()
    },
  )

  test('fault 49: without a free byte, a library opens, is backed up elsewhere, and says that the disk is full', async () => {
    const found = await openUnder(
      'cp -R "$data" "$data.whole" && mount -t tmpfs -o size=4m none "$data" && ' +
        'cp -R "$data.whole/." "$data" && rm -R "$data.whole" && ' +
        '{ dd if=/dev/zero of="$data/filler" bs=1k 2>/dev/null || true; }',
      [await closedLibrary(), makeTarget()],
      ownMounts ?? [],
    )
    expect(found).toMatchObject({
      ...everything,
      short: ['full'],
      change: 'disk-full',
      picture: 'disk-full',
    })
  })
})
