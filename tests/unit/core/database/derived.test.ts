import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { makeDailyCopy, putCopyBack } from '../../../../src/main/core/database/copies'
import { repairDerived } from '../../../../src/main/core/database/derived'
import { examineLibrary } from '../../../../src/main/core/database/examine-library'
import { migrate } from '../../../../src/main/core/database/migrations'
import { openDatabase } from '../../../../src/main/core/database/open'
import { addCast, openLibrary, picture, storePortrait } from '../../../support/library'
import { makeClock, makeDataFolder, openRecords } from '../../../support/records'

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

/** Writes rubbish over the first page of a tree. */
function spoilTree(dataFolder: string, name: string, file = 'castkeeper.db'): void {
  const path = join(dataFolder, file)
  const database = new SQLite(path)
  const root = Number(
    database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name),
  )
  const size = Number(database.pragma('page_size', { simple: true }))
  database.close()
  const bytes = readFileSync(path)
  bytes.fill(0xa5, (root - 1) * size, root * size)
  writeFileSync(path, bytes)
}

function found(dataFolder: string): number {
  const { database, searchEverywhere, cast } = openRecords(dataFolder)
  const hits = searchEverywhere('silver', 50).total
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
  database.close()
  return hits
}

/** Harm that touches no row of any table that a person wrote. */
const harms: readonly (readonly [string, (dataFolder: string) => void])[] = [
  ['an index of names', (folder) => spoilTree(folder, 'character_by_name')],
  ['the index of the wall', (folder) => spoilTree(folder, 'portrait_on_wall')],
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

  test('fault 72: is left behind by an older library, however harmed its search is', async () => {
    const dataFolder = makeDataFolder()
    mkdirSync(dataFolder, { recursive: true })
    const database = new SQLite(pathOf(dataFolder))
    migrate(database, 7)
    const at = "'a', 'b', '2026-01-01', '2026-01-01'"
    const columns =
      'name, sort_name, search_name, avatar_style, avatar_seed, created_at, updated_at'
    database.exec(`INSERT INTO campaign (${columns}) VALUES ('Innsmouth', 'i', 'innsmouth', ${at});
      INSERT INTO character (campaign_id, description, ${columns})
      VALUES (1, 'Keeps a lantern', 'Elowen', 'elowen', 'elowen', ${at})`)
    database.close()
    for (const table of ['character_search_data', 'portrait_search_docsize']) {
      spoilTree(dataFolder, table)
    }
    const opened = openRecords(dataFolder)
    expect(opened.searchEverywhere('elwoen', 5).hits.map(({ name }) => name)).toEqual(['Elowen'])
    expect(opened.searchEverywhere('antern', 5).total).toBe(1)
    const tables = opened.database.prepare(
      "SELECT name FROM sqlite_schema WHERE name LIKE '%search%'",
    )
    expect(tables.all()).toEqual([])
    expect(opened.database.pragma('integrity_check', { simple: true })).toBe('ok')
    opened.database.close()
  })

  test('is mended in the copy of the day, and in a copy that is put back', async () => {
    const dataFolder = await makeLibrary()
    const { database } = openRecords(dataFolder)
    const name = await makeDailyCopy(database, { dataFolder, clock })
    database.close()
    spoilTree(join(dataFolder, 'backups'), 'character_by_name', String(name))
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
