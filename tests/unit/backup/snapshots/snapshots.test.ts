import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { restoreBackup } from '../../../../src/main/backup/restore'
import { readStore } from '../../../../src/main/backup/snapshots/read-store'
import { createSnapshot } from '../../../../src/main/backup/snapshots/snapshots'
import {
  listStored,
  noteVerdict,
  tidyStore,
} from '../../../../src/main/backup/snapshots/stored-snapshot'
import { verifyBackup } from '../../../../src/main/backup/verify'
import { createPortraitsInNeed } from '../../../../src/main/portraits/last-copy'
import { makeLibrary, makeTarget, partsOf } from '../../../support/backup/making'
import { everything, restoreParts } from '../../../support/backup/restoring'
import { folderContents } from '../../../support/check-library'
import { appErrorOf } from '../../../support/errors'
import { fileOf, type Library, picture, storePortrait } from '../../../support/library'

const at = (library: Library, time: string, folder: string) =>
  createSnapshot({ ...partsOf(library), clock: () => new Date(time) }, { folder, why: 'day' })

const now = new Date('2026-11-22T21:00:00Z')
const tidy = (library: Library, folder: string, id: string | null) =>
  tidyStore(folder, { library: id, now, portraitsInNeed: createPortraitsInNeed(library) })

describe('automatic backups', () => {
  test('hold each portrait once, and each of them brings everything back', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    const one = await at(library, '2026-11-21T20:00:00Z', folder)
    const pictures = readdirSync(join(folder, 'pictures'))
    expect(pictures).toHaveLength(6)
    const times = pictures.map((name) => statSync(join(folder, 'pictures', name)).mtimeMs)
    const rows = everything(library.database)
    const faces = folderContents(join(library.dataFolder, 'static', 'portraits'))
    await storePortrait(library, library.character, { bytes: picture(50) })
    const two = await at(library, '2026-11-22T20:00:00Z', folder)
    expect(readdirSync(join(folder, 'pictures'))).toHaveLength(7)
    expect(pictures.map((name) => statSync(join(folder, 'pictures', name)).mtimeMs)).toEqual(times)
    const { dataFolder, clock } = library
    for (const [backup, portraits] of [
      [one, 6],
      [two, 7],
    ] as const) {
      const path = join(folder, 'backups', backup.name)
      expect((await verifyBackup(path, { dataFolder, clock })).proof).toMatchObject({ portraits })
    }
    library.database.close()
    const parts = restoreParts(dataFolder)
    await restoreBackup(join(folder, 'backups', one.name), parts)
    expect(everything(parts.libraryHandle.database())).toEqual(rows)
    expect(folderContents(join(dataFolder, 'static', 'portraits'))).toEqual(faces)
    parts.libraryHandle.close()
  })

  test('hold a picture that several show once, though several are stored at the same time', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    for (let number = 0; number < 12; number += 1) {
      await storePortrait(library, library.character, { bytes: picture(70 + (number % 2)) })
    }
    const made = await at(library, '2026-11-21T20:00:00Z', folder)
    expect(readdirSync(join(folder, 'pictures'))).toHaveLength(6 + 2)
    const { dataFolder, clock } = library
    const verdict = await verifyBackup(join(folder, 'backups', made.name), { dataFolder, clock })
    expect(verdict.proof.portraits).toBe(18)
  })

  test('a picture of the store that was cut short is written again', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    await at(library, '2026-11-21T20:00:00Z', folder)
    const [name = ''] = readdirSync(join(folder, 'pictures'))
    writeFileSync(join(folder, 'pictures', name), 'cut')
    const [damaged] = await listStored(folder)
    const path = join(folder, 'backups', damaged?.name ?? '')
    const { dataFolder, clock } = library
    const error = await appErrorOf(verifyBackup(path, { dataFolder, clock }))
    expect(error.code).toBe('backup-wrong-size')
    await at(library, '2026-11-22T20:00:00Z', folder)
    expect((await verifyBackup(path, { dataFolder, clock })).proof.portraits).toBe(6)
  })

  test('fault 94: names what was lost before', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    const lost = library.portraits.current(library.character)
    if (lost === null) throw new Error('there is a portrait')
    rmSync(fileOf(library, lost))
    const made = await at(library, '2026-11-21T20:00:00Z', folder)
    const path = join(folder, 'backups', made.name)
    const { dataFolder, clock } = library
    const verdict = await verifyBackup(path, { dataFolder, clock })
    expect(verdict.warnings).toMatchObject([{ name: 'Éowyn 🔥 田中', state: 'missing' }])
  })

  test('those whose time is over go, with pictures that no backup needs any more', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    const extra = await storePortrait(library, library.character, { bytes: picture(99) })
    await at(library, '2026-11-22T08:00:00Z', folder)
    library.database.pragma('foreign_keys = OFF')
    library.portraits.trash(extra.id)
    library.database.prepare('DELETE FROM portrait WHERE id = ?').run(extra.id)
    const stays = await at(library, '2026-11-22T20:00:00Z', folder)
    const old = new Date('2026-11-01T00:00:00Z')
    for (const name of readdirSync(join(folder, 'pictures'))) {
      utimesSync(join(folder, 'pictures', name), old, old)
    }
    await readStore(library, { folder, rows: [] })
    await tidy(library, folder, stays.library)
    expect((await listStored(folder)).map(({ name }) => name)).toEqual([stays.name])
    expect(readdirSync(join(folder, 'pictures'))).toHaveLength(6)
  })

  test('fault 102: one that was found damaged is not called verified, and the sound one stays', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    const sound = await at(library, '2026-11-22T08:00:00Z', folder)
    const later = await at(library, '2026-11-22T20:00:00Z', folder)
    await noteVerdict(folder, later.name, { isIntact: false, now })
    await tidy(library, folder, sound.library)
    expect((await listStored(folder)).map(({ name }) => name)).toEqual([sound.name])
  })

  test('a folder that is away is said, and nothing is made in its place', async () => {
    const library = await makeLibrary()
    writeFileSync(join(library.dataFolder, 'a-file'), '')
    const inFile = join(library.dataFolder, 'a-file', 'folder')
    const error = await appErrorOf(at(library, '2026-11-22T08:00:00Z', inFile))
    expect(error.code).toBe('backup-target-gone')
  })
})
