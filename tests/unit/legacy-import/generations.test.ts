import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { summarise } from '../../../src/main/legacy-import/scan/summarise'
import { appErrorOf } from '../../support/errors'
import {
  type OldSchema,
  oldProject,
  projectInLog,
  putFiles,
} from '../../support/legacy/old-database'
import { scanIn, treeHash } from '../../support/legacy/scanning'
import { scenePng } from '../../support/pictures'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const schemas: readonly (readonly [OldSchema, string])[] = [
  ['G0', 'G0'],
  ['G1', 'G1'],
  ['G2', 'G2'],
  ['G3', 'G3'],
  ['G4', 'G4'],
  ['G0-to-G1', 'G1'],
  ['G0-to-G2', 'G2'],
]

test.each(schemas)(
  'reads what a database laid as %s holds, and calls it %s',
  async (schema, name) => {
    const folder = oldProject(schema)
    putFiles(folder, { 'static/portraits/characters/character_1.png': scenePng() })
    const before = treeHash(folder)
    const findings = await scanIn(folder)
    const { library, portraits } = findings
    const hasHome = schema !== 'G0' && schema !== 'G1' && schema !== 'G0-to-G1'
    const isLate = schema === 'G3' || schema === 'G4'
    expect(library?.generation).toBe(name)
    expect(library?.users).toEqual([
      { id: 1, email: 'aline@example.org' },
      { id: 2, email: 'tom@example.com' },
    ])
    expect(library?.campaigns.map(({ name, themes }) => [name, themes])).toEqual([
      ['La Quête', ['Fantasy', 'Épique']],
      ['Hollow', ['Horror', 'Mystery']],
    ])
    expect(library?.characters.map(({ campaignId }) => campaignId)).toEqual(
      hasHome ? [1, 2, 99] : [null, null, null],
    )
    expect(library?.characters.map(({ level, gender }) => [level, gender])).toEqual(
      isLate
        ? [
            [3, null],
            [1, 'Femme'],
            [1, null],
          ]
        : [
            [null, null],
            [null, null],
            [null, null],
          ],
    )
    expect(portraits.map((portrait) => portrait.class)).toEqual([
      ...['none', 'none', 'local-ok', 'none', 'none'],
    ])
    const journal = [...(library?.messages() ?? [])]
    expect(journal).toHaveLength(3)
    expect(journal[1]).toMatchObject({
      role: 'assistant',
      content: 'Il pleut.',
      campaignId: schema === 'G0' ? null : 1,
      writtenAt: '2025-08-07T13:15:42.000Z',
    })
    const look = summarise(findings, { rows: 0, removed: 0, campaigns: new Set() })
    expect(look.campaignless).toEqual(
      hasHome
        ? [
            { userId: 1, characters: 1 },
            { userId: 7, characters: 1 },
          ]
        : [
            { userId: 1, characters: 2 },
            { userId: 7, characters: 1 },
          ],
    )
    expect(look.campaigns[0]).toMatchObject({ characters: hasHome ? 1 : 0 })
    await findings.close()
    expect(treeHash(folder)).toEqual(before)
  },
)

test('refuses a version that is not known, and reads it when it is told to try', async () => {
  const folder = oldProject('G4')
  const database = new SQLite(join(folder, 'database.db'))
  database.exec('UPDATE schema_info SET version = 5; ALTER TABLE campaigns ADD COLUMN mood TEXT')
  database.close()
  const error = await appErrorOf(scanIn(folder))
  expect(error.toReport()).toEqual({
    code: 'import-database-newer',
    details: { name: 'database.db', found: 5 },
  })
  const { library, close } = await scanIn(folder, { evenIfNewer: true })
  expect(library?.generation).toBe('newer')
  expect(library?.campaigns).toHaveLength(2)
  await close()
})

test('goes by the columns where the mark of the version says nothing', async () => {
  const folder = oldProject('G2')
  const database = new SQLite(join(folder, 'database.db'))
  database.exec('CREATE TABLE schema_info (version INTEGER); INSERT INTO schema_info VALUES (NULL)')
  database.close()
  const { library, close } = await scanIn(folder)
  expect(library?.generation).toBe('G2')
  await close()
})

test('reads a database that is wholly in its log, and leaves both as they were', async () => {
  const folder = projectInLog()
  const before = treeHash(folder)
  const { library, close } = await scanIn(folder)
  expect(library?.campaigns).toHaveLength(2)
  expect(library?.messageCount).toBe(3)
  expect(library?.unreadable).toEqual([])
  await close()
  expect(treeHash(folder)).toEqual(before)
})

test('reads an old database whose header asks for a log', async () => {
  const folder = oldProject('G1')
  const database = new SQLite(join(folder, 'database.db'))
  database.pragma('journal_mode = WAL')
  database.close()
  const { library, close } = await scanIn(folder)
  expect([library?.generation, library?.campaigns.length]).toEqual(['G1', 2])
  await close()
})

test('never asks for a password', async () => {
  const folder = oldProject('G4')
  const database = new SQLite(join(folder, 'database.db'))
  // A column that fails whoever asks for it: any statement that touches it throws.
  database.exec(`DROP TABLE users;
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
    INSERT INTO users (email) VALUES ('aline@example.org');
    ALTER TABLE users ADD COLUMN password TEXT AS (json('no ' || email))`)
  expect(() => database.prepare('SELECT * FROM users').all()).toThrow('malformed JSON')
  database.close()
  const { library, close } = await scanIn(folder)
  expect(library?.users).toEqual([{ id: 1, email: 'aline@example.org' }])
  await close()
})
