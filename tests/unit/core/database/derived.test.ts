import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createCampaignTree } from '../../../../src/main/campaigns/campaign-tree'
import { makeDailyCopy, putCopyBack } from '../../../../src/main/core/database/copies'
import { isSearchInStep, repairDerived } from '../../../../src/main/core/database/derived'
import { examineLibrary } from '../../../../src/main/core/database/examine-library'
import { openDatabase } from '../../../../src/main/core/database/open'
import { addCast, openLibrary, picture, storePortrait } from '../../../support/library'
import { makeClock, openRecords } from '../../../support/records'

const clock = makeClock()

async function makeLibrary(): Promise<string> {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  for (let n = 0; n < 60; n += 1) {
    library.characters.create({ campaignId: campaign.id, name: `Elowen Silverleaf ${n}` })
  }
  await storePortrait(library, character, { bytes: picture(1) })
  library.database.close()
  return library.dataFolder
}

const pathOf = (dataFolder: string): string => join(dataFolder, 'castkeeper.db')

function change(dataFolder: string, ...statements: string[]): void {
  const database = new SQLite(pathOf(dataFolder))
  database.unsafeMode()
  for (const statement of statements) database.exec(statement)
  database.close()
}

/** Writes rubbish over the first page of a tree. */
function spoilTree(dataFolder: string, name: string): void {
  const database = new SQLite(pathOf(dataFolder))
  const root = Number(
    database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name),
  )
  const size = Number(database.pragma('page_size', { simple: true }))
  database.close()
  const bytes = readFileSync(pathOf(dataFolder))
  bytes.fill(0xa5, (root - 1) * size, root * size)
  writeFileSync(pathOf(dataFolder), bytes)
}

function found(dataFolder: string): number {
  const { database, searchEverywhere, cast } = openRecords(dataFolder)
  const hits = searchEverywhere('silver', 100).length
  const listed = cast.list({
    campaignId: 1,
    search: 'elo silv',
    filter: 'all',
    sort: 'name',
    offset: 0,
    limit: 5,
  }).total
  expect(listed).toBe(hits)
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(isSearchInStep(database)).toBe(true)
  database.close()
  return hits
}

const lastBlock = (table: string): string =>
  `UPDATE ${table}_data SET block = zeroblob(50) WHERE id = (SELECT max(id) FROM ${table}_data)`

/** Harm that touches no row of any table that a person wrote. */
const harms: readonly (readonly [string, (dataFolder: string) => void])[] = [
  ['a block of the search', (folder) => change(folder, lastBlock('character_search'))],
  ['a block of the search of portraits', (folder) => change(folder, lastBlock('portrait_search'))],
  ['every block of the search', (folder) => change(folder, 'DELETE FROM character_search_data')],
  ['the tree of the search', (folder) => spoilTree(folder, 'character_search_data')],
  ['the words of the search', (folder) => spoilTree(folder, 'character_search_idx')],
  ['the sizes of the search', (folder) => spoilTree(folder, 'portrait_search_docsize')],
  ['an index of names', (folder) => spoilTree(folder, 'character_by_name')],
  ['the index of the wall', (folder) => spoilTree(folder, 'portrait_on_wall')],
  [
    'a search that is out of step',
    (folder) => change(folder, 'DELETE FROM character_search_docsize WHERE id > 3'),
  ],
]

describe('what is made from the rows', () => {
  test.each(harms)(
    'fault 72: is made anew without a word when this is harmed: %s',
    async (_what, harm) => {
      const dataFolder = await makeLibrary()
      harm(dataFolder)
      expect(found(dataFolder)).toBe(60)
    },
  )

  test.each(harms)(
    'fault 72: does not stand in the way of a backup that holds it: %s',
    async (_what, harm) => {
      const dataFolder = await makeLibrary()
      harm(dataFolder)
      const path = pathOf(dataFolder)
      expect(examineLibrary(path, { migrates: false }).integrity).toBe('ok')
      expect(examineLibrary(path, { migrates: true }).integrity).toBe('ok')
      expect(found(dataFolder)).toBe(60)
    },
  )

  test('knows the highest ids that were given out, also of what was removed since', async () => {
    const dataFolder = await makeLibrary()
    const sequences = (change = ''): unknown[] => {
      const database = new SQLite(pathOf(dataFolder))
      database.exec(change)
      const rows = database.prepare('SELECT name, seq FROM sqlite_sequence ORDER BY name').all()
      database.close()
      return rows
    }
    const before = sequences('UPDATE sqlite_sequence SET seq = seq + 100')
    spoilTree(dataFolder, 'character_by_name')
    openDatabase({ dataFolder, clock }).close()
    expect(sequences()).toEqual(before)
  })

  test('leaves the file as it was beside the new one', async () => {
    const dataFolder = await makeLibrary()
    spoilTree(dataFolder, 'character_by_name')
    const before = readFileSync(pathOf(dataFolder))
    openDatabase({ dataFolder, clock }).close()
    const aside = readdirSync(dataFolder).find((name) => name.startsWith('castkeeper_set_aside_'))
    expect(readFileSync(join(dataFolder, String(aside))).equals(before)).toBe(true)
    expect(readdirSync(dataFolder).some((name) => name.includes('partial'))).toBe(false)
  })

  test('is searched by reading meanwhile, and made anew while the library is open', async () => {
    const dataFolder = await makeLibrary()
    const { database, searchEverywhere, cast } = openRecords(dataFolder)
    database.unsafeMode()
    database.exec('DELETE FROM character_search_data')
    database.unsafeMode(false)
    expect(searchEverywhere('silver', 100)).toHaveLength(60)
    expect(createCampaignTree({ database })('leaf').characters).toHaveLength(0)
    expect(createCampaignTree({ database })('SILVERLEAF 5').characters).toHaveLength(11)
    const query = { campaignId: 1, filter: 'all', sort: 'name', offset: 0, limit: 5 } as const
    expect(cast.list({ ...query, search: 'silv elo' }).total).toBe(60)
    await new Promise((resolve) => setImmediate(resolve))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(searchEverywhere('silver', 100)).toHaveLength(60)
    database.close()
  })

  test('is mended in a copy that is put back, and in the copy of the day', async () => {
    const dataFolder = await makeLibrary()
    const { database } = openRecords(dataFolder)
    database.unsafeMode()
    database.exec(lastBlock('character_search'))
    database.unsafeMode(false)
    const name = await makeDailyCopy(database, { dataFolder, clock })
    database.close()
    const copy = join(dataFolder, 'backups', String(name))
    const made = new SQLite(copy)
    expect(made.pragma('integrity_check', { simple: true })).toBe('ok')
    made.unsafeMode()
    made.exec(lastBlock('character_search'))
    made.close()
    await putCopyBack({ dataFolder, clock }, String(name))
    expect(found(dataFolder)).toBe(60)
  })
})

describe('what a person wrote', () => {
  test.each(['character', 'campaign', 'portrait'])(
    'is never taken for derived: a harmed tree of the table %s',
    async (table) => {
      const dataFolder = await makeLibrary()
      spoilTree(dataFolder, table)
      const before = readFileSync(pathOf(dataFolder))
      expect(repairDerived(pathOf(dataFolder))).toBe(false)
      expect(() => openDatabase({ dataFolder, clock })).toThrow('database-damaged')
      expect(readFileSync(pathOf(dataFolder)).equals(before)).toBe(true)
      expect(existsSync(`${pathOf(dataFolder)}.anew.partial`)).toBe(false)
    },
  )
})
