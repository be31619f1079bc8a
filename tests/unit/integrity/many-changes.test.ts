import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSnapshot } from '../../../src/main/backup/snapshots/snapshots'
import { repair } from '../../../src/main/integrity/repair/repair'
import type { Repair } from '../../../src/shared/integrity'
import { makeTarget, partsOf } from '../../support/backup/making'
import { appErrorOf } from '../../support/errors'
import { fillLibrary, findingsOf, plant, repairParts } from '../../support/integrity'
import type { Library } from '../../support/library'

const characters = 'static/portraits/characters'

describe('when a repair has to be confirmed', () => {
  const strays = (library: Library, count: number): Repair[] =>
    Array.from({ length: count }, (_, number) => {
      const path = `${characters}/stray ${number}.png`
      plant(library, path, path)
      return { action: 'quarantine', path }
    })

  test('fault 105: more than a tenth go only when their number was typed', async () => {
    const library = fillLibrary(60)
    const repairs = strays(library, 8)
    const refusal = await appErrorOf(repair(repairParts(library), { repairs, confirmed: null }))
    expect(refusal.toReport()).toEqual({
      code: 'check-not-confirmed',
      details: { files: 8, because: ['many-strays'] },
    })
    await appErrorOf(repair(repairParts(library), { repairs, confirmed: 7 }))
    expect(existsSync(join(library.dataFolder, 'quarantine'))).toBe(false)
    const done = await repair(repairParts(library), { repairs, confirmed: 8 })
    expect(done.files).toBe(8)
  })

  test('fault 105: more than 50 go only when their number was typed, however large the library', async () => {
    const library = fillLibrary(800)
    const repairs = strays(library, 51)
    const order = { repairs, confirmed: null }
    expect((await appErrorOf(repair(repairParts(library), order))).code).toBe('check-not-confirmed')
    const fifty = { repairs: repairs.slice(0, 50), confirmed: null }
    expect((await repair(repairParts(library), fifty)).files).toBe(50)
  })

  test.each([
    ['the database was restored today', { lastRestoredAt: '2026-11-23T01:00:00.000Z' }, 60],
    ['the database is empty', {}, 0],
  ])('fault 105: where %s, not one file goes without it', async (_, changes, count) => {
    const library = fillLibrary(count)
    const repairs = strays(library, 1)
    const parts = repairParts(library, changes)
    expect((await appErrorOf(repair(parts, { repairs, confirmed: null }))).code).toBe(
      'check-not-confirmed',
    )
  })

  test('fault 106: where the folder looks empty nothing is put into it unasked, and no row goes', async () => {
    const library = fillLibrary(20)
    const folder = makeTarget()
    await createSnapshot(partsOf(library), { folder, why: 'day' })
    rmSync(join(library.dataFolder, 'static'), { recursive: true })
    await findingsOf(library)
    const repairs = [{ action: 'take-from-backup', portraitId: 1 }] as const
    const parts = repairParts(library, { backupFolder: folder })
    const refusal = await appErrorOf(repair(parts, { repairs: [...repairs], confirmed: null }))
    expect(refusal.details).toEqual({ files: 1, because: ['folder-empty'] })
    expect(existsSync(join(library.dataFolder, 'static'))).toBe(false)
    expect(library.portraits.ids()).toHaveLength(20)
    await repair(parts, { repairs: [...repairs], confirmed: 1 })
    const back = readdirSync(join(library.dataFolder, characters))
    expect(back).toEqual([basename(library.filled[0]?.path ?? '')])
  })
})
