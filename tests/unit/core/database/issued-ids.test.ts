import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { setDatabaseAside } from '../../../../src/main/core/database/copies'
import { issuedIdsName, keepIssuedIds } from '../../../../src/main/core/database/issued-ids'
import { openDatabase } from '../../../../src/main/core/database/open'
import { addCast, openLibrary, picture, storePortrait } from '../../../support/library'
import { makeClock, makeDataFolder } from '../../../support/records'
import { traceDiskCalls } from '../../../support/sync-calls'

const clock = makeClock()

function open(dataFolder = makeDataFolder()) {
  const library = openLibrary({ dataFolder })
  const { database } = library
  const troubles: unknown[] = []
  const ids = keepIssuedIds({ database, dataFolder, onTrouble: (error) => troubles.push(error) })
  const close = (): void => {
    ids.close()
    database.close()
  }
  const note = (): string => readFileSync(join(dataFolder, issuedIdsName), 'utf8')
  return { ...library, ids, close, note, troubles }
}

/** A library of which everything since it was first closed is in its log alone. */
async function killed() {
  const first = open()
  const { dataFolder } = first
  const cast = addCast(first)
  await storePortrait(first, cast.character, { bytes: picture(1) })
  first.close()
  copyFileSync(join(dataFolder, 'castkeeper.db'), join(dataFolder, 'older'))
  const second = open(dataFolder)
  second.campaigns.create({ name: 'Éowyn' })
  await storePortrait(second, cast.character, { bytes: picture(2) })
  await storePortrait(second, cast.character, { bytes: picture(3) })
  await vi.waitFor(() => expect(second.note()).toContain('"portrait":3'), { timeout: 10_000 })
  second.database.close()
  for (const ending of ['-wal', '-shm'])
    rmSync(join(dataFolder, `castkeeper.db${ending}`), { force: true })
  copyFileSync(join(dataFolder, 'older'), join(dataFolder, 'castkeeper.db'))
  return { dataFolder, ...cast }
}

test('fault 64: a library whose log was removed is noticed at the next opening, once, and no id is given out twice', async () => {
  const { dataFolder, character } = await killed()
  const library = open(dataFolder)
  expect(library.ids.lost).toEqual({ campaign: 1, character: 0, portrait: 2 })
  expect(library.campaigns.create({ name: 'Next' }).id).toBe(3)
  expect((await storePortrait(library, character, { bytes: picture(4) })).id).toBe(4)
  library.close()
  const again = open(dataFolder)
  expect(again.ids.lost).toBeNull()
  again.close()
})

test('goes on after the noted ids also in a table that the older file never counted in', async () => {
  const empty = open()
  const { dataFolder } = empty
  empty.close()
  copyFileSync(join(dataFolder, 'castkeeper.db'), join(dataFolder, 'older'))
  const first = open(dataFolder)
  const { character } = addCast(first)
  await storePortrait(first, character, { bytes: picture(1) })
  first.close()
  copyFileSync(join(dataFolder, 'older'), join(dataFolder, 'castkeeper.db'))
  const library = open(dataFolder)
  expect(library.database.prepare('SELECT count(*) FROM campaign').pluck().get()).toBe(0)
  expect(library.ids.lost).toEqual({ campaign: 1, character: 1, portrait: 1 })
  const again = addCast(library)
  expect([again.campaign.id, again.character.id]).toEqual([2, 2])
  expect((await storePortrait(library, again.character, { bytes: picture(2) })).id).toBe(2)
  library.close()
})

test('what was stored and removed for good is not missed', async () => {
  const library = open()
  const { character } = addCast(library)
  await storePortrait(library, character)
  library.database.exec('UPDATE character SET current_portrait_id = NULL; DELETE FROM portrait')
  library.close()
  const again = open(library.dataFolder)
  expect(again.ids.lost).toBeNull()
  again.close()
})

test('another library in its place, one started empty and a note that is not whole are not warned of', async () => {
  const { dataFolder } = await killed()
  const other = open()
  other.close()
  copyFileSync(join(other.dataFolder, 'castkeeper.db'), join(dataFolder, 'castkeeper.db'))
  const replaced = open(dataFolder)
  expect(replaced.ids.lost).toBeNull()
  replaced.close()
  const { dataFolder: second } = await killed()
  setDatabaseAside({ dataFolder: second, clock })
  expect(existsSync(join(second, issuedIdsName))).toBe(false)
  openDatabase({ dataFolder: second, clock, mayBeNew: true }).close()
  const empty = open(second)
  expect(empty.ids.lost).toBeNull()
  empty.close()
  for (const text of [
    '',
    '{',
    '{"library":null,"ids":{"campaign":-1,"character":0,"portrait":1e99}}',
  ]) {
    const { dataFolder: third } = await killed()
    writeFileSync(join(third, issuedIdsName), text)
    const opened = open(third)
    expect(opened.ids.lost).toBeNull()
    opened.close()
  }
})

test('the note is on the disk as a whole before it takes its name', () => {
  const library = open()
  addCast(library)
  const path = join(library.dataFolder, issuedIdsName)
  const calls = traceDiskCalls(library.ids.close)
  library.database.close()
  const kinds = calls.map((call) => [call.kind, call.kind === 'rename' ? call.to : call.path])
  expect(kinds).toEqual([
    ['write', `${path}.partial`],
    ['sync', `${path}.partial`],
    ['rename', path],
    ['sync', library.dataFolder],
  ])
})

test('a note that cannot be written costs nothing but itself', async () => {
  const library = open()
  // The first one is being written since the library was opened, into the folder that is to go.
  await vi.waitFor(library.note, { timeout: 10_000 })
  addCast(library)
  rmSync(library.dataFolder, { recursive: true, force: true })
  library.close()
  expect(library.troubles).toHaveLength(1)
})

test('a database that is gone was one that had something, as the note says', async () => {
  const library = open()
  addCast(library)
  library.close()
  rmSync(join(library.dataFolder, 'castkeeper.db'))
  expect(() => openDatabase({ dataFolder: library.dataFolder, clock })).toThrow('database-damaged')
})
