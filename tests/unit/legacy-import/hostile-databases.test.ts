import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkOldCopy } from '../../../src/main/legacy-import/old-database/check-old-copy'
import { openCopy } from '../../../src/main/legacy-import/old-database/open-copy'
import { AppError } from '../../../src/shared/errors'
import { caseCopy } from '../../support/cases'
import { appErrorOf } from '../../support/errors'
import { writeHotJournal } from '../../support/hot-journal'
import { fillOldDatabase, newOldDatabase, oldProject } from '../../support/legacy/old-database'
import { makeOldFolder, scanIn, treeHash } from '../../support/legacy/scanning'

function folderWith(path: string): string {
  const folder = makeOldFolder()
  copyFileSync(path, join(folder, 'database.db'))
  return folder
}

test('reads the rows of a table with a rule that takes minutes to check', async () => {
  const { library, close } = await scanIn(folderWith(caseCopy('check-heavy.db')))
  expect(library?.characters.length).toBeGreaterThan(0)
  await close()
})

test('does not take a database for the old app’s whose names are worked out', async () => {
  const error = await appErrorOf(scanIn(folderWith(caseCopy('generated-heavy.db'))))
  expect(error.code).toBe('import-other-program')
})

test('reads rows whose hidden numbers are larger than JavaScript can count', async () => {
  const { library, close } = await scanIn(folderWith(caseCopy('rowids.db')))
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
  const { library, close } = await scanIn(folder)
  expect(library?.characters.map(({ name }) => name).sort()).toEqual(['First', 'Last', 'Middle'])
  await close()
})

test('gives the reading of an old database a gigabyte of memory and no more', () => {
  const database = openCopy(join(oldProject('G1'), 'database.db'))
  expect(database.pragma('hard_heap_limit', { simple: true })).toBe(2 ** 30)
  database.close()
})

test('knows rows by their numbers, in whatever order they were written', async () => {
  const folder = oldProject('G2')
  const database = new SQLite(join(folder, 'database.db'))
  database.exec(`CREATE TABLE other AS SELECT * FROM characters; DELETE FROM characters;
    INSERT INTO characters SELECT * FROM other ORDER BY id DESC; DROP TABLE other`)
  database.exec(`ALTER TABLE characters RENAME TO former;
    CREATE TABLE characters AS SELECT * FROM former ORDER BY id DESC`)
  database.close()
  const { library, close } = await scanIn(folder)
  const ids = library?.characters.map(({ id }) => id) ?? []
  expect(ids.length).toBeGreaterThan(1)
  expect(ids).toEqual(ids.toSorted((one, other) => one - other))
  await close()
})

test.each([
  ['four billion pages', 28, 0xffff_fffe, 'import-database-truncated'],
  ['a form of schemas that nobody knows', 44, 0xffff_ffff, 'import-other-program'],
  ['four billion free pages', 36, 0xffff_fffe, 'read'],
  ['a list of free pages behind its end', 32, 0xffff_fffe, 'read'],
  ['two billion versions of its schema', 60, 0x7fff_ffff, 'read'],
])('says something true of a database that claims %s', async (_what, at, value, expected) => {
  const folder = oldProject('G1')
  const path = join(folder, 'database.db')
  const bytes = readFileSync(path)
  bytes.writeUInt32BE(value, at)
  writeFileSync(path, bytes)
  const before = treeHash(folder)
  const answer = await scanIn(folder).then(
    async ({ library, close }) => {
      await close()
      return library?.campaigns.length === 2 ? 'read' : 'read in part'
    },
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
  expect(answer).toBe(expected)
  expect(treeHash(folder)).toEqual(before)
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
  const { library, close } = await scanIn(folder)
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
  expect((await appErrorOf(scanIn(folder))).code).toBe('import-other-program')
})

test('checks neither a foreign search index nor the terms of an index', () => {
  const path = join(oldProject('G2'), 'database.db')
  const database = new SQLite(path)
  database.exec(`CREATE VIRTUAL TABLE words USING fts5 (word); INSERT INTO words VALUES ('dragon');
    CREATE INDEX slow ON characters (abs(id))`)
  database.unsafeMode()
  // Neither can be read any more: the one is harmed, the other fails as soon as it is worked out.
  database.exec(`DELETE FROM words_data; PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'abs(id)', 'abs(id * 0 - 9223372036854775807 - 1)')`)
  database.close()
  expect(checkOldCopy(path)).toEqual({ isIntact: true, damaged: [] })
})

function viewWithoutEnd(name: string): string {
  return `CREATE VIEW ${name} AS WITH RECURSIVE n(id) AS
    (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT count(*) AS id FROM n`
}

/** Files of the user's in a folder of their own. */
function precious(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'castkeeper-precious-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const superName = 'old.db-mj0123459AB'

describe('a journal beside the database that names a file of the user’s as its master', () => {
  test.each([
    ['notes', 'notes.txt', (_path: string) => 'the notes of ten years'],
    ['a file named like one, which lists nothing', superName, () => ''],
    ['one that lists this journal', superName, (path: string) => `${path}-journal\0`],
    [
      'one that lists other files of the user’s',
      superName,
      (path: string) => `${path}-journal\0${join(path, '../../diary.txt')}\0/etc/hostname\0`,
    ],
    ['one that lists no end of files', superName, () => `${'/tmp/x\0'.repeat(50_000)}`],
  ])('leaves it alone: %s', async (_what, name, textFor) => {
    const folder = oldProject('G1')
    const path = join(folder, 'database.db')
    const text = textFor(path)
    const theirs = precious({ [name]: text, 'diary.txt': 'of ten years' })
    writeHotJournal(path, { before: readFileSync(path), superJournal: join(theirs, name) })
    const before = [treeHash(folder), treeHash(theirs)]
    const { library, close } = await scanIn(folder)
    expect(library?.campaigns).toHaveLength(2)
    await close()
    expect([treeHash(folder), treeHash(theirs)]).toEqual(before)
  })

  test('and that is gone, so that the change was finished', async () => {
    const folder = oldProject('G1')
    const path = join(folder, 'database.db')
    const before = readFileSync(path)
    new SQLite(path).exec("UPDATE campaigns SET name = 'Finished'").close()
    writeHotJournal(path, { before, superJournal: join(folder, superName) })
    const { library, close } = await scanIn(folder)
    expect(library?.campaigns.map(({ name }) => name)).toEqual(['Finished', 'Finished'])
    await close()
  })
})

test.each([
  ['more pages than a disk holds', { pages: 0x7fff_ffff }, 2],
  ['more records than there are', { records: 0x7fff_ffff }, 2],
  ['all the rest of the file as records', { records: 0xffff_ffff }, 2],
  ['a database without a page', { pages: 0 }, 'import-database-empty'],
  ['sectors of two gigabytes', { sectorBytes: 0x8000_0000 }, 2],
  ['pages of two gigabytes', { pageBytes: 0x8000_0000 }, 2],
])(
  'a journal that claims %s harms nothing but the private copy',
  async (_what, claims, expected) => {
    const folder = oldProject('G1')
    const path = join(folder, 'database.db')
    writeHotJournal(path, { before: readFileSync(path), claims })
    const before = treeHash(folder)
    const temporaryFolder = makeOldFolder()
    const looked = await scanIn(folder, { temporaryFolder }).then(
      async ({ library, close }) => {
        await close()
        return library?.campaigns.length
      },
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    )
    expect(looked).toBe(expected)
    expect(treeHash(folder)).toEqual(before)
    expect(readdirSync(temporaryFolder)).toEqual([])
  },
)
