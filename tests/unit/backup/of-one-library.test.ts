import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { restoreBackup } from '../../../src/main/backup/restore'
import { createSnapshot } from '../../../src/main/backup/snapshots/snapshots'
import { listStored, tidyStore } from '../../../src/main/backup/snapshots/stored-snapshot'
import { readIdentity } from '../../../src/main/core/database/identity'
import { createPortraitsInNeed } from '../../../src/main/portraits/last-copy'
import { backUp, makeLibrary, makeTarget, partsOf } from '../../support/backup/making'
import { restoreParts } from '../../support/backup/restoring'
import { type Library, openLibrary } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const dayMs = 86_400_000
const begin = Date.UTC(2026, 0, 1, 20)

async function storeAndTidy(library: Library, folder: string, day: number) {
  const now = new Date(begin + day * dayMs)
  const made = await createSnapshot(
    { ...partsOf(library), clock: () => now },
    { folder, why: 'day' },
  )
  const portraitsInNeed = createPortraitsInNeed(library)
  await tidyStore(folder, { library: made.library, now, portraitsInNeed })
  return made
}

const namesIn = (folder: string) => readdirSync(join(folder, 'backups')).sort()

describe('automatic backups of one library', () => {
  test('never take the place of those of another one in the same folder', async () => {
    const [real, empty] = [await makeLibrary(), openLibrary()]
    const folder = makeTarget()
    for (let day = 0; day < 3; day += 1) await storeAndTidy(real, folder, day)
    const before = namesIn(folder)
    for (let day = 3; day < 25; day += 1) await storeAndTidy(empty, folder, day)
    expect(namesIn(folder)).toEqual(expect.arrayContaining(before))
    expect(readdirSync(join(folder, 'pictures')), 'nor do their pictures go').toHaveLength(6)
    expect(namesIn(folder).length, 'while its own are cleared away').toBeLessThan(3 + 15)
  })

  test('never take the place of those from before libraries had an identity', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    for (let day = 0; day < 20; day += 1) {
      const { name } = await storeAndTidy(library, folder, day / 24)
      const path = join(folder, 'backups', name, 'manifest.json')
      writeFileSync(path, readFileSync(path, 'utf8').replace(/ *"library": .*\n/, ''))
    }
    const before = namesIn(folder)
    expect((await listStored(folder)).map((one) => one.library)).toEqual(before.map(() => null))
    for (let day = 3; day < 20; day += 1) await storeAndTidy(library, folder, day)
    expect(namesIn(folder)).toEqual(expect.arrayContaining(before))
  })

  test('tell which one they are of', async () => {
    const library = await makeLibrary()
    const made = await storeAndTidy(library, makeTarget(), 0)
    expect(made.library).toBe(readIdentity(library.database))
  })
})

test('what is restored keeps the identity of its data, so that its own copies are cleared away again', async () => {
  const library = await makeLibrary()
  const { path } = await backUp(library)
  const id = readIdentity(library.database)
  const other = openLibrary()
  other.database.close()
  const parts = restoreParts(other.dataFolder)
  await restoreBackup(path, parts)
  expect(readIdentity(parts.libraryHandle.database())).toBe(id)
  parts.libraryHandle.close()
})
