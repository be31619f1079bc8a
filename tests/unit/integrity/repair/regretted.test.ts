import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { repair } from '../../../../src/main/integrity/repair/repair'
import type { Repair } from '../../../../src/shared/integrity'
import { checkLibrary } from '../../../support/check-library'
import { plant, repairParts } from '../../../support/integrity'
import { addCast, fileOf, openLibrary, picture, storePortrait } from '../../../support/library'
import { openTrash, removeForGood } from '../../../support/trash'

const spare = 'static/portraits/characters/spare.png'

/** A library with two portraits of the same bytes, and a third file of them that has no row. */
async function makeDoubles() {
  const library = openLibrary()
  const { character } = addCast(library)
  const one = await storePortrait(library, character, { bytes: picture(5) })
  const two = await storePortrait(library, character, { bytes: picture(5) })
  plant(library, spare, picture(5))
  const does = async (...repairs: Repair[]) =>
    (await repair(repairParts(library), { repairs, confirmed: repairs.length })).outcomes
  const sound = () => checkLibrary(library.database, library.dataFolder)
  return { library, one, two, does, sound }
}

describe('a file that was set aside', () => {
  test('fault 107: and that two lost portraits need is not removed before both are whole', async () => {
    const { library, one, two, does, sound } = await makeDoubles()
    expect(await does({ action: 'quarantine', path: spare })).toEqual([null])
    for (const portrait of [one, two]) rmSync(fileOf(library, portrait))
    const [entry] = (await library.quarantine.list()).entries
    const ids = [entry?.id ?? '']
    const removed = await library.quarantine.remove(ids)
    expect(removed.stayed[0]?.inNeed.map(({ portraitId }) => portraitId)).toEqual([one.id, two.id])
    const path = entry?.path ?? ''
    expect(await does({ action: 'relink', portraitId: one.id, path })).toEqual([null])
    expect(await library.quarantine.remove(ids), 'one is lost still').toMatchObject({ count: 0 })
    expect(await does({ action: 'relink', portraitId: two.id, path })).toEqual([null])
    expect(await library.quarantine.remove(ids)).toMatchObject({ count: 1, stayed: [] })
    expect(sound()).toEqual([])
  })

  test('fault 107: is none that a portrait in the trash has, and that portrait comes back whole', async () => {
    const { library, one, does, sound } = await makeDoubles()
    library.portraits.trash(one.id)
    expect(await does({ action: 'quarantine', path: one.path })).toEqual(['not-found'])
    library.portraits.restore(one.id, { makeCurrent: true })
    expect(sound()).toEqual([])
    expect(await library.portraits.inspect(one)).toBe('sound')
  })

  test('fault 107: is needed again when its portrait is taken out of the trash, and removable after it left', async () => {
    const { library, one, two, does } = await makeDoubles()
    await does({ action: 'quarantine', path: spare })
    for (const portrait of [one, two]) rmSync(fileOf(library, portrait))
    library.portraits.trash(one.id)
    library.portraits.restore(one.id, { makeCurrent: true })
    const ids = (await library.quarantine.list()).entries.map(({ id }) => id)
    expect(await library.quarantine.remove(ids)).toMatchObject({ count: 0 })
    for (const { id } of [one, two]) library.portraits.trash(id)
    await removeForGood(openTrash(library), 'all')
    expect(await library.quarantine.remove(ids)).toMatchObject({ count: 1, stayed: [] })
  })
})
