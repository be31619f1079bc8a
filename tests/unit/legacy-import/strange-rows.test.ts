import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import { addOldRow, newOldDatabase, type OldCells } from '../../support/legacy/old-database'
import { makeOldFolder, scanIn } from '../../support/legacy/scanning'
import { scenePng } from '../../support/pictures'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

/** Looks at a database of the second generation with these characters. */
async function lookAtCharacters(...rows: readonly OldCells[]) {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G2')
  for (const row of rows) addOldRow(database, 'characters', { user_id: 1, ...row })
  database.close()
  const findings = await scanIn(folder)
  return { ...findings, characters: findings.library?.characters ?? [] }
}

const asText = (database: Database, column: string, hex: string): void =>
  void database.exec(`UPDATE characters SET ${column} = CAST(x'${hex}' AS TEXT)`)

test.each([
  ['Windows-1252, as it was pasted', 'c9776f796e', 'Éwoyn'],
  ['UTF-8 with a broken byte', 'c3896f77ff796e', 'Éow\ufffdyn'],
  ['half of a surrogate', '61eda08062', 'a\ufffd\ufffd\ufffdb'],
  ['NUL in between', '610062', 'ab'],
  ['nothing', '', ''],
])('fault 71: reads a name that is %s', async (_, hex, name) => {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G2')
  addOldRow(database, 'characters', { user_id: 1, name: 'x', description: 'y' })
  asText(database, 'name', hex)
  database.close()
  const { library, close } = await scanIn(folder)
  expect(library?.characters[0]).toMatchObject({ name, description: 'y' })
  expect(library?.unreadable).toEqual([])
  await close()
})

test('fault 71: reads cells of unexpected types', async () => {
  const { characters, close } = await lookAtCharacters({
    name: 42.5,
    class: Buffer.from('Clerc'),
    campaign_id: '3',
    description: null,
    user_id: 'one',
    portrait_url: '7',
  })
  expect(characters[0]).toMatchObject({
    ...{ name: '42.5', class: 'Clerc', campaignId: 3, description: null },
    ...{ userId: null, portraitValue: '7' },
  })
  await close()
})

test('fault 71: keeps a character without a name, and one of two with the same id each', async () => {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G2')
  database.exec(`DROP TABLE characters;
    CREATE TABLE characters (id, user_id, name, portrait_url);
    INSERT INTO characters VALUES (5, 1, NULL, NULL), (5, 1, 'Twin', NULL), (NULL, 1, 'No id', NULL)`)
  database.close()
  const { library, close } = await scanIn(folder)
  expect(library?.characters.map(({ id, name }) => [id, name])).toEqual([
    [-3, 'No id'],
    [-2, 'Twin'],
    [5, ''],
  ])
  await close()
})

test('fault 71: reads a note of 10 MB whole, and again when it is asked for again', async () => {
  const description = `${'é'.repeat(5_000_000)} end`
  const { characters, close } = await lookAtCharacters({ name: 'Long', description })
  expect(characters[0]?.description === description).toBe(true)
  expect(characters[0]?.description === description).toBe(true)
  await close()
})

test('fault 71: reads of a name of millions of letters only what a person may have written', async () => {
  const { characters, close } = await lookAtCharacters({
    name: '龍'.repeat(3_000_000),
    class: '7'.repeat(200_000),
  })
  expect(characters[0]?.name === '龍'.repeat(100_000)).toBe(true)
  expect(characters[0]?.class === '7'.repeat(100_000)).toBe(true)
  await close()
})

test('fault 71: reads texts on either side of what is read with its row', async () => {
  const lengths = [8_191, 8_192, 8_193, 40_000]
  const { characters, close } = await lookAtCharacters(
    ...lengths.map((length) => ({
      name: 'n'.repeat(length),
      description: 'd'.repeat(length),
      race: 'Elf',
    })),
  )
  expect(
    characters.map(({ name, description, race }) => [name.length, description?.length, race]),
  ).toEqual(lengths.map((length) => [length, length, 'Elf']))
  await close()
})

test('fault 71: reads a database in UTF-16', async () => {
  const folder = makeOldFolder()
  const database = new SQLite(join(folder, 'database.db'))
  database.pragma("encoding = 'UTF-16le'")
  database.exec(`CREATE TABLE users (id INTEGER PRIMARY KEY, email, password);
    CREATE TABLE campaigns (id INTEGER PRIMARY KEY, user_id, name, themes, language);
    CREATE TABLE characters (id INTEGER PRIMARY KEY, user_id, name, portrait_url);
    CREATE TABLE messages (id INTEGER PRIMARY KEY)`)
  addOldRow(database, 'characters', { user_id: 1, name: 'Zoé 🔥 \ufffd' })
  database.close()
  const { library, close } = await scanIn(folder)
  expect(library?.characters[0]?.name).toBe('Zoé 🔥 \ufffd')
  await close()
})

test.each([
  ['2025-08-07 13:15:42', '2025-08-07T13:15:42.000Z'],
  ['2025-08-07T13:15:42.123456', '2025-08-07T13:15:42.123Z'],
  ['2025-08-07 15:15:42+02:00', '2025-08-07T13:15:42.000Z'],
  ['2025-08-07', '2025-08-07T00:00:00.000Z'],
  ['2025-02-30 10:00:00', null],
  ['yesterday', null],
  ['', null],
])('reads the time %j', async (timestamp, writtenAt) => {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G4')
  addOldRow(database, 'messages', { user_id: 1, role: 'user', content: 'x', timestamp })
  database.close()
  const { library, close } = await scanIn(folder)
  expect([...(library?.messages() ?? [])][0]?.writtenAt).toBe(writtenAt)
  await close()
})

test.each([
  ['["Fantasy", "\\u00c9pique"]', ['Fantasy', 'Épique']],
  ['[]', []],
  [null, []],
  ['Fantasy, Mystère;  Romance ', ['Fantasy', 'Mystère', 'Romance']],
  ["['Fantasy', 'Horreur']", ['Fantasy', 'Horreur']],
  ['["Fantasy", "Fantasy", "", 3, null, {"a": 1}]', ['Fantasy', '3']],
  ['["cut', ['"cut']],
  ['[['.repeat(100_000), expect.any(Array)],
  ['{"__proto__": {"x": 1}}', ['{"__proto__": {"x": 1}}']],
])('fault 86: reads the themes %j', async (themes, expected) => {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G1')
  addOldRow(database, 'campaigns', { user_id: 1, name: 'x', themes, language: 'fr' })
  database.close()
  const { library, close } = await scanIn(folder)
  expect(library?.campaigns[0]?.themes).toEqual(expected)
  await close()
})

test('takes what an operator switched off for archived', async () => {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G4')
  for (const is_active of [1, 0, '0', 'False', null, '']) {
    addOldRow(database, 'campaigns', { user_id: 1, name: 'x', language: 'fr', is_active })
  }
  database.close()
  const { library, close } = await scanIn(folder)
  expect(library?.campaigns.map(({ isArchived }) => isArchived)).toEqual([
    ...[false, true, true, true, false, false],
  ])
  await close()
})

test('takes bytes of a picture in place of its address for the picture', async () => {
  const { portraits, close } = await lookAtCharacters({ name: 'x', portrait_url: scenePng() })
  expect(portraits[0]).toMatchObject({ class: 'other-url', form: 'bare-base64', reason: null })
  expect(portraits[0]?.embedded).toEqual(new Uint8Array(scenePng()))
  await close()
})
