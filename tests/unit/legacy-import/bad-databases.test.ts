import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src/main/core/database/open'
import { appErrorOf } from '../../support/errors'
import { oldProject, projectInLog, putFiles } from '../../support/legacy/old-database'
import { makeOldFolder, scanIn, sourceIn, treeHash } from '../../support/legacy/scanning'
import { scenePng } from '../../support/pictures'
import { makeDataFolder } from '../../support/records'

/** Looks at a folder that cannot be used: what is said of it, and that it was left as it was. */
async function refusalOf(folder: string) {
  const before = treeHash(folder)
  const temporaryFolder = makeOldFolder()
  const error = await appErrorOf(scanIn(folder, { temporaryFolder }))
  expect(readdirSync(temporaryFolder)).toEqual([])
  expect(treeHash(folder)).toEqual(before)
  expect(error.details.name).toBe('database.db')
  return error.code
}

const folderWith = (bytes: Uint8Array | string): string => {
  const folder = makeOldFolder()
  putFiles(folder, { 'database.db': bytes })
  return folder
}

test('fault 63: says of a file that is no SQLite that it is none', async () => {
  expect(await refusalOf(folderWith('<html>Not found</html>'.repeat(300)))).toBe(
    'import-not-sqlite',
  )
  expect(await refusalOf(folderWith(scenePng()))).toBe('import-not-sqlite')
})

test('fault 63: says of a database of 0 bytes that it is empty', async () => {
  expect(await refusalOf(folderWith(''))).toBe('import-database-empty')
})

test.each([50, 4_096, 12_000, 'all but a byte'] as const)(
  'fault 63: says of a database cut after %s that its end is missing',
  async (end) => {
    const folder = oldProject('G2')
    const path = join(folder, 'database.db')
    truncateSync(path, end === 'all but a byte' ? readFileSync(path).length - 1 : end)
    expect(await refusalOf(folder)).toBe('import-database-truncated')
  },
)

test('fault 63: says of a database whose first page is damaged that it is damaged', async () => {
  const folder = oldProject('G2')
  const path = join(folder, 'database.db')
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xa5, 100, 4_096))
  expect(await refusalOf(folder)).toBe('import-database-damaged')
})

test('says of a database of another program whose it is not', async () => {
  const folder = makeOldFolder()
  new SQLite(join(folder, 'database.db'))
    .exec('CREATE TABLE users (id, email); CREATE TABLE campaigns (id, user_id, name)')
    .close()
  expect(await refusalOf(folder)).toBe('import-other-program')
  const ours = makeDataFolder()
  openDatabase({ dataFolder: ours, clock: () => new Date() }).close()
  const copied = makeOldFolder()
  copyFileSync(join(ours, 'castkeeper.db'), join(copied, 'database.db'))
  expect(await refusalOf(copied)).toBe('import-other-program')
})

test('fault 64: says of a main file without its log that only a part was copied', async () => {
  const folder = projectInLog({ withLog: false })
  expect(readFileSync(join(folder, 'database.db'))).toHaveLength(4_096)
  expect(await refusalOf(folder)).toBe('import-part-of-database')
})

test('fault 64: says so too when some of its tables were in the log', async () => {
  const folder = makeOldFolder()
  const database = new SQLite(join(folder, 'database.db'))
  database.pragma('journal_mode = WAL')
  database.exec('CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, password TEXT)')
  database.close()
  expect(await refusalOf(folder)).toBe('import-part-of-database')
})

test('fault 64: leaves out a log of another database, and says so', async () => {
  const folder = oldProject('G2')
  const running = new SQLite(join(oldProject('G4'), 'database.db'))
  running.exec("UPDATE messages SET content = printf('%.30000c', 'x')")
  running.pragma('wal_checkpoint(TRUNCATE)')
  running.exec("UPDATE messages SET content = printf('%.20000c', 'y') WHERE id = 3")
  copyFileSync(`${running.name}-wal`, join(folder, 'database.db-wal'))
  running.close()
  const { library, close } = await scanIn(folder)
  expect(library?.generation).toBe('G2')
  expect(library?.campaigns).toHaveLength(2)
  expect(library?.unreadable).toEqual([{ table: 'database.db-wal', what: '*' }])
  await close()
})

test('fault 64: opens a database beside a stale index of a log', async () => {
  const folder = oldProject('G4')
  const other = projectInLog()
  copyFileSync(join(other, 'database.db-shm'), join(folder, 'database.db-shm'))
  const { library, close } = await scanIn(folder)
  expect([library?.campaigns.length, library?.unreadable]).toEqual([2, []])
  await close()
})

test('takes back an unfinished change that its journal still holds', async () => {
  const folder = makeOldFolder()
  const project = oldProject('G1')
  const running = new SQLite(join(project, 'database.db'))
  running.pragma('cache_size = 1')
  running.exec("BEGIN; UPDATE campaigns SET name = printf('%.60000c', 'x')")
  running.exec('CREATE TABLE filler AS SELECT randomblob(100000) AS a')
  for (const name of readdirSync(project)) copyFileSync(join(project, name), join(folder, name))
  running.close()
  expect(readdirSync(folder)).toContain('database.db-journal')
  const { library, close } = await scanIn(folder)
  expect(library?.campaigns.map(({ name }) => name)).toEqual(['La Quête', 'Hollow'])
  await close()
})

test('offers the pictures of a folder without a database as loose ones', async () => {
  const folder = makeOldFolder()
  putFiles(folder, {
    'static/portraits/gm/gm_1.png': scenePng(),
    'static/portraits/characters/notes.txt': 'not a face',
  })
  const findings = await scanIn(folder)
  expect(findings.library).toBeNull()
  expect(findings.portraits).toEqual([])
  expect(findings.looseFiles.map(({ path }) => path)).toEqual(['gm/gm_1.png'])
  await findings.close()
})

test('says of a source that has gone that it can no longer be read', async () => {
  const folder = oldProject('G2')
  const database = join(folder, 'away', 'database.db')
  const error = await appErrorOf(scanIn(folder, { source: { ...sourceIn(folder), database } }))
  expect(error.toReport()).toEqual({
    code: 'import-source-gone',
    details: { name: basename(database) },
  })
  const portraits = join(folder, 'away')
  const other = await appErrorOf(scanIn(folder, { source: { ...sourceIn(folder), portraits } }))
  expect(other.code).toBe('import-source-gone')
})
