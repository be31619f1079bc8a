import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import { openForRestore } from '../../../src/main/backup/open-for-restore'
import { restoreBackup } from '../../../src/main/backup/restore'
import { verifyBackup } from '../../../src/main/backup/verify'
import { examineDatabase } from '../../../src/main/core/database/examine'
import { backUp, makeLibrary } from '../../support/backup/making'
import { refusal } from '../../support/backup/refusing'
import { restoreParts } from '../../support/backup/restoring'
import { type Entry, forge, readEntries, writeEntries } from '../../support/backup/tampering'
import { caseCopy } from '../../support/cases'
import { appErrorOf } from '../../support/errors'
import { readInPlace } from '../../support/read-in-place'
import { makeClock, makeDataFolder } from '../../support/records'

readInPlace()

let entries: Entry[] = []

beforeAll(async () => {
  entries = await readEntries((await backUp(await makeLibrary())).path)
})

/** A backup whose database was changed by these statements, its manifest made to fit. */
async function withChanged(sql: string): Promise<string> {
  const changed = forge(entries, /\.db$/, (content) => {
    const database = new SQLite(content)
    database.unsafeMode()
    database.exec(sql)
    const bytes = database.serialize()
    database.close()
    return bytes
  })
  return writeEntries(changed)
}

/** What each way into a backup says of it: they must agree, and nothing may be left of it. */
async function refusedEverywhere(path: string): Promise<string> {
  const { code } = await refusal(path)
  const dataFolder = makeDataFolder()
  const parts = restoreParts(dataFolder)
  expect((await appErrorOf(restoreBackup(path, parts))).code).toBe(code)
  const visit = openForRestore(path, { dataFolder, clock: makeClock() })
  expect((await appErrorOf(visit)).code).toBe(code)
  expect(existsSync(join(dataFolder, 'castkeeper.db'))).toBe(false)
  return code
}

describe('verify, restore and a part of it say the same of a database with', () => {
  test.each([
    ['a trigger of somebody else', 'db-trigger.tar'],
    ['no triggers', 'db-no-triggers.tar'],
    ['an index that lets no two be alike', 'db-unique-index.tar'],
    ['ids that are used up', 'db-seq-max.tar'],
    ['a view in the place of a table, that never ends', 'db-view-endless-count.tar'],
  ])('fault 95: %s', async (_what, name) => {
    expect(await refusedEverywhere(caseCopy(name))).toBe('backup-database-damaged')
  })

  test.each([
    ['a view beside the tables', 'CREATE VIEW more AS SELECT name FROM campaign'],
    ['a table more', 'CREATE TABLE more (a)'],
    ['an index over a term', 'CREATE INDEX slow ON campaign (length(name))'],
    ['a column more', 'ALTER TABLE campaign ADD COLUMN more TEXT'],
    ['a generated column', 'ALTER TABLE campaign ADD COLUMN g TEXT AS (hex(zeroblob(9)))'],
    ['an index less', 'DROP INDEX portrait_by_hash'],
    [
      'a sequence twice',
      "INSERT INTO sqlite_sequence SELECT name, 1 FROM sqlite_sequence WHERE name = 'character'",
    ],
    ['a sequence that is a text', "UPDATE sqlite_sequence SET seq = 'many'"],
    ['a sequence below nought', 'UPDATE sqlite_sequence SET seq = -1'],
    [
      'a row with one of the last ids, and a sequence that does not know it',
      `INSERT INTO campaign SELECT * FROM campaign WHERE id = -1;
       PRAGMA foreign_keys = OFF; UPDATE campaign SET id = 9007199254740992 WHERE id = 1;
       UPDATE character SET campaign_id = 9007199254740992 WHERE campaign_id = 1;
       UPDATE portrait SET campaign_id = 9007199254740992 WHERE campaign_id = 1`,
    ],
    ['rows that point at nothing', 'PRAGMA foreign_keys = OFF; DELETE FROM campaign'],
    [
      'an index on another table than its own',
      `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET tbl_name = 'portrait'
       WHERE name = 'character_by_name'`,
    ],
    ['a sequence of a table that counts none', "INSERT INTO sqlite_sequence VALUES ('setting', 1)"],
  ])('fault 95: %s', async (_what, sql) => {
    expect(await refusedEverywhere(await withChanged(sql))).toBe('backup-database-damaged')
  })
})

test('a sound backup with the statistics of PRAGMA optimize is sound', async () => {
  const path = await withChanged('ANALYZE')
  const verdict = await verifyBackup(path, {
    dataFolder: makeDataFolder(),
    clock: makeClock('2026-11-23T08:00:00.000Z'),
  })
  expect(verdict.warnings).toEqual([])
})

test('a foreign schema is reported before any of its tables is read', async () => {
  const path = await withChanged(
    'CREATE TRIGGER theirs AFTER INSERT ON campaign BEGIN SELECT 1; END',
  )
  const [database] = (await readEntries(path)).filter(({ header }) => header.name.endsWith('.db'))
  const file = join(makeDataFolder(), 'harmed.db')
  // Its sequences are used up and a table is harmed as well, which reading them would tell.
  const opened = new SQLite(database?.content)
  opened.exec('UPDATE sqlite_sequence SET seq = 9223372036854775807')
  const root = opened
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'portrait'")
    .pluck()
    .get()
  const bytes = opened.serialize()
  opened.close()
  const pageBytes = bytes.readUInt16BE(16)
  writeFileSync(file, bytes.fill(0xa5, (Number(root) - 1) * pageBytes, Number(root) * pageBytes))
  expect((await examineDatabase(file)).integrity).toBe('schema: trigger theirs')
})

test('the check of the library says so too', async () => {
  const library = await makeLibrary()
  const path = join(library.dataFolder, 'castkeeper.db')
  expect((await examineDatabase(path)).integrity).toBe('ok')
  library.database.exec(
    'CREATE TRIGGER theirs AFTER INSERT ON campaign BEGIN DELETE FROM character; END',
  )
  expect((await examineDatabase(path)).integrity).toBe('schema: trigger theirs')
})
