import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { copyPage, damagePage, pagesOf, rowidsOf } from '../../support/legacy/damage'
import { addOldRow, fillOldDatabase, newOldDatabase } from '../../support/legacy/old-database'
import { makeOldFolder, scanIn, treeHash } from '../../support/legacy/scanning'

/** A project with 300 characters on about 30 pages, of which number 150 has a note of 20 pages. */
function largeProject(): { folder: string; path: string } {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G2')
  fillOldDatabase(database)
  database.exec('BEGIN; DELETE FROM characters')
  for (let id = 1; id <= 300; id += 1) {
    const description = 'a note '.repeat(id === 150 ? 12_000 : 50)
    addOldRow(database, 'characters', { id, user_id: 1, name: `Character ${id}`, description })
  }
  database.exec('COMMIT').close()
  return { folder, path: join(folder, 'database.db') }
}

/** Every whole number from one to another. */
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at)

const lostIds = (what: string): number[] => {
  const [from = '', to = from] = what.split('–')
  return range(from === '' ? 1 : Number(from), to === '' ? 300 : Number(to))
}

test.each([
  ['nonsense', 0xa5],
  ['zeros', 0],
] as const)('loses of a page that holds %s the rows in it, and names them', async (_, fill) => {
  const { folder, path } = largeProject()
  const { leaves } = pagesOf(path, 'characters')
  for (const page of [leaves[0], leaves[10], leaves[11], leaves.at(-1)]) {
    damagePage(path, page ?? 0, fill)
  }
  const before = treeHash(folder)
  const { library, close } = await scanIn(folder)
  const read = library?.characters.map(({ id }) => id) ?? []
  const lost = library?.unreadable ?? []
  expect(library?.campaigns).toHaveLength(2)
  expect(library?.messageCount).toBe(3)
  expect(read.length).toBeGreaterThan(240)
  expect(lost.map(({ table }) => table)).toEqual(['characters', 'characters', 'characters'])
  expect([...read, ...lost.flatMap(({ what }) => lostIds(what))].sort((a, b) => a - b)).toEqual(
    range(1, 300),
  )
  await close()
  expect(treeHash(folder)).toEqual(before)
})

test('loses one row alone when a page of its long text is damaged', async () => {
  const { folder, path } = largeProject()
  const { overflow } = pagesOf(path, 'characters')
  damagePage(path, overflow[3] ?? 0)
  const { library, close } = await scanIn(folder)
  expect(library?.unreadable).toEqual([{ table: 'characters', what: '150' }])
  expect(library?.characters).toHaveLength(299)
  await close()
})

test('reads the other tables when the top of one is damaged', async () => {
  const { folder, path } = largeProject()
  damagePage(path, pagesOf(path, 'messages').leaves[0] ?? 0)
  const { library, close } = await scanIn(folder)
  expect(library?.unreadable).toEqual([{ table: 'messages', what: '*' }])
  expect(library?.characters).toHaveLength(300)
  await close()
})

test('names a damaged table that it does not read itself', async () => {
  const { folder, path } = largeProject()
  damagePage(path, pagesOf(path, 'performance_logs').leaves[0] ?? 0)
  const { library, close } = await scanIn(folder)
  expect(library?.unreadable).toEqual([{ table: 'performance_logs', what: '*' }])
  await close()
})

test('does not mind an index that is out of step, as it reads the table itself', async () => {
  const { folder, path } = largeProject()
  const database = new SQLite(path)
  database.exec('CREATE INDEX by_name ON characters (name)')
  database.close()
  damagePage(path, pagesOf(path, 'by_name').leaves[1] ?? 0)
  const { library, close } = await scanIn(folder)
  expect(library?.unreadable).toEqual([])
  expect(library?.characters).toHaveLength(300)
  await close()
})

test.each([
  ['a page before', 10, 3],
  ['the page before it', 10, 9],
  ['a page behind', 10, 12],
  ['the page behind it', 10, 11],
  ['a page before, as the last of all,', -1, 3],
] as const)(
  'where a page holds the rows of %s it names those it held, and reads all others',
  async (_, at, other) => {
    const { folder, path } = largeProject()
    const { leaves } = pagesOf(path, 'characters')
    const page = leaves.at(at) ?? 0
    const { first, last } = rowidsOf(path, page)
    copyPage(path, leaves[other] ?? 0, page)
    expect(await readAll(folder)).toEqual({
      read: range(1, 300).filter((id) => id < first || id > last),
      lost: range(first, last),
    })
  },
)

test('goes on behind a page of old rows that answers for a row that was deleted', async () => {
  const { folder, path } = largeProject()
  const { leaves } = pagesOf(path, 'characters')
  const page = leaves[10] ?? 0
  const { first, last } = rowidsOf(path, page)
  const database = new SQLite(path)
  database.prepare('DELETE FROM characters WHERE id = ?').run(first - 1)
  database.close()
  copyPage(path, leaves[3] ?? 0, page)
  expect(await readAll(folder)).toEqual({
    read: range(1, 300).filter((id) => id < first - 1 || id > last),
    lost: range(first - 1, last),
  })
})

async function readAll(folder: string): Promise<{ read: number[]; lost: number[] }> {
  const { library, close } = await scanIn(folder)
  await close()
  return {
    read: library?.characters.map(({ id }) => id) ?? [],
    lost: library?.unreadable.flatMap(({ what }) => lostIds(what)) ?? [],
  }
}
