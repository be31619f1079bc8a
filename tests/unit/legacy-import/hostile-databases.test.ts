import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { checkOldCopy } from '../../../src/main/legacy-import/old-database/check-old-copy'
import { caseCopy } from '../../support/cases'
import { appErrorOf } from '../../support/errors'
import { lookIn, makeOldFolder, treeHash } from '../../support/legacy/looking'
import { fillOldDatabase, newOldDatabase, oldProject } from '../../support/legacy/old-database'

function folderWith(path: string): string {
  const folder = makeOldFolder()
  copyFileSync(path, join(folder, 'database.db'))
  return folder
}

test('reads the rows of a table with a rule that takes minutes to check', async () => {
  const { library, close } = await lookIn(folderWith(caseCopy('check-heavy.db')))
  expect(library?.characters.length).toBeGreaterThan(0)
  await close()
})

test('does not take a database for the old app’s whose names are worked out', async () => {
  const error = await appErrorOf(lookIn(folderWith(caseCopy('generated-heavy.db'))))
  expect(error.code).toBe('import-other-program')
})

test('reads rows whose hidden numbers are larger than JavaScript can count', async () => {
  const { library, close } = await lookIn(folderWith(caseCopy('rowids.db')))
  expect(library?.unreadable).toEqual([])
  const ids = library?.characters.map(({ id }) => id) ?? []
  expect(ids.length).toBeGreaterThan(0)
  expect(new Set(ids).size).toBe(ids.length)
  await close()
})

test('takes the rows at both ends of what a rowid can be', async () => {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G1')
  fillOldDatabase(database)
  database.exec(`ALTER TABLE characters RENAME TO former;
    CREATE TABLE characters AS SELECT * FROM former; DELETE FROM characters;
    INSERT INTO characters (rowid, user_id, name) VALUES
      (-9223372036854775808, 1, 'First'), (0, 1, 'Middle'), (9223372036854775807, 1, 'Last')`)
  database.close()
  const { library, close } = await lookIn(folder)
  expect(library?.characters.map(({ name }) => name).sort()).toEqual(['First', 'Last', 'Middle'])
  await close()
})

test.each([
  ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM users; END'],
  ['a view that never ends', viewWithoutEnd('more')],
  ['an index over a slow term', 'CREATE INDEX slow ON characters (length(hex(zeroblob(1 + id))))'],
  ['a slow generated column of its own', 'ALTER TABLE characters ADD COLUMN g AS (hex(id))'],
  ['a search index', 'CREATE VIRTUAL TABLE words USING fts5 (word)'],
])('reads past %s', async (_what, sql) => {
  const folder = oldProject('G2')
  new SQLite(join(folder, 'database.db')).exec(sql).close()
  const before = treeHash(folder)
  const { library, close } = await lookIn(folder)
  expect(library?.characters.length).toBeGreaterThan(0)
  expect(library?.unreadable).toEqual([])
  await close()
  expect(treeHash(folder)).toEqual(before)
})

test.each([
  ['a view that never ends', viewWithoutEnd('messages')],
  [
    'a view with numbers of its own',
    'CREATE VIEW messages AS SELECT 1 AS _rowid_, id, user_id, content FROM former',
  ],
  ['a search index', 'CREATE VIRTUAL TABLE messages USING fts5 (id, user_id, content)'],
])('takes %s for no table of the old app', async (_what, sql) => {
  const folder = oldProject('G2')
  const database = new SQLite(join(folder, 'database.db'))
  database.exec(`ALTER TABLE messages RENAME TO former; ${sql}`)
  database.close()
  expect((await appErrorOf(lookIn(folder))).code).toBe('import-other-program')
})

test('checks neither a search index of somebody else nor the terms of an index', () => {
  const path = join(oldProject('G2'), 'database.db')
  const database = new SQLite(path)
  database.exec(`CREATE VIRTUAL TABLE words USING fts5 (word); INSERT INTO words VALUES ('dragon');
    CREATE INDEX slow ON characters (abs(id))`)
  database.unsafeMode()
  // Neither can be read any more: the one is harmed, the other fails as soon as it is worked out.
  database.exec(`DELETE FROM words_data; PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'abs(id)', 'abs(id * 0 - 9223372036854775807 - 1)')`)
  database.close()
  expect(checkOldCopy(path)).toEqual({ isSound: true, damaged: [] })
})

function viewWithoutEnd(name: string): string {
  return `CREATE VIEW ${name} AS WITH RECURSIVE n(id) AS
    (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT count(*) AS id FROM n`
}

test('a journal that names a file of the user’s as its master leaves that file alone', async () => {
  const folder = oldProject('G1')
  const path = join(folder, 'database.db')
  const precious = join(mkdtempSync(join(tmpdir(), 'castkeeper-precious-')), 'notes.txt')
  writeFileSync(precious, 'the notes of ten years')
  writeHotJournal(path, precious)
  const { library, close } = await lookIn(folder)
  expect(library?.campaigns).toHaveLength(2)
  await close()
  expect(readFileSync(precious, 'utf8')).toBe('the notes of ten years')
  expect(existsSync(`${path}-journal`)).toBe(true)
})

/** SQLite file format §3: a journal of one page, which ends with the name of its super-journal. */
function writeHotJournal(path: string, superJournal: string): void {
  const database = readFileSync(path)
  const pageBytes = database.readUInt16BE(16)
  const sector = 512
  const header = Buffer.alloc(sector)
  Buffer.from('d9d505f920a163d7', 'hex').copy(header)
  header.writeUInt32BE(1, 8)
  header.writeUInt32BE(7, 12)
  header.writeUInt32BE(database.length / pageBytes, 16)
  header.writeUInt32BE(sector, 20)
  header.writeUInt32BE(pageBytes, 24)
  const page = database.subarray(0, pageBytes)
  const record = Buffer.alloc(4 + pageBytes + 4)
  record.writeUInt32BE(1, 0)
  page.copy(record, 4)
  let sum = 7
  for (let at = pageBytes - 200; at > 0; at -= 200) sum = (sum + (page[at] ?? 0)) >>> 0
  record.writeUInt32BE(sum, 4 + pageBytes)
  const name = Buffer.from(superJournal)
  const trailer = Buffer.alloc(4 + name.length + 4 + 4 + 8)
  const lockPage = Math.floor(0x40000000 / pageBytes) + 1
  trailer.writeUInt32BE(lockPage, 0)
  name.copy(trailer, 4)
  trailer.writeUInt32BE(name.length, 4 + name.length)
  trailer.writeUInt32BE(
    name.reduce((total, byte) => total + byte, 0),
    8 + name.length,
  )
  Buffer.from('d9d505f920a163d7', 'hex').copy(trailer, 12 + name.length)
  writeFileSync(`${path}-journal`, Buffer.concat([header, record, trailer]))
}
