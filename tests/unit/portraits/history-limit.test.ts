import { describe, expect, test } from 'vitest'
import { createHistoryLimit } from '../../../src/main/portraits/history-limit'
import type { Subject } from '../../../src/shared/subject'
import { checkLibrary } from '../../support/check-library'
import { addCast, openLibrary, picture, storePortrait } from '../../support/library'

async function makeScene(count: number) {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  const limit = createHistoryLimit(library)
  const ids: number[] = []
  for (let number = 1; number <= count; number += 1) {
    ids.push((await storePortrait(library, character, { bytes: picture(number) })).id)
  }
  const left = (subject: Subject = character) =>
    library.portraits.history(subject).map(({ id }) => id)
  const star = (id: number) =>
    library.database.prepare('UPDATE portrait SET starred = 1 WHERE id = ?').run(id)
  /** Adds one more as take-in does. */
  async function add(kept: number, makeCurrent = true) {
    let gone: readonly number[] = []
    const bytes = picture(1_000 + library.portraits.ids().length)
    const { createHash } = await import('node:crypto')
    const added = await library.portraits.add(
      {
        subject: character,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        format: 'png',
        widthPx: 8,
        heightPx: 8,
        provenance: { source: 'own-file' },
        makeCurrent,
      },
      (subject, formerId) => {
        gone = limit.makeRoom(subject, kept, formerId)
      },
    )
    return { id: added.id, gone }
  }
  return { library, campaign, character, limit, ids, left, star, add }
}

describe('a limit of the history', () => {
  test('says beforehand how many it concerns, and moves exactly those to the trash', async () => {
    const { library, limit, ids, left, campaign } = await makeScene(6)
    await storePortrait(library, campaign, { bytes: picture(50) })
    const before = limit.surplus(4)
    expect(before).toMatchObject({ portraits: 2, subjects: 1 })
    expect(left(), 'nothing has moved yet').toHaveLength(6)
    expect(limit.moveSurplus(4).sort()).toEqual(ids.slice(0, 2))
    expect(left()).toEqual(ids.slice(2).reverse())
    expect(library.portraits.ids(), 'nothing is deleted').toHaveLength(7)
    expect(limit.surplus(4).portraits).toBe(0)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('never takes what is starred or shown', async () => {
    const { library, limit, ids, left, star, character } = await makeScene(6)
    const [oldest = 0, second = 0] = ids
    star(oldest)
    library.portraits.makeCurrent(character, second)
    limit.moveSurplus(1)
    expect(left()).toEqual([ids.at(-1), second, oldest])
    expect(library.portraits.current(character)?.id).toBe(second)
  })

  test('leaves alone what lies in the trash with its owner', async () => {
    const { library, limit, character } = await makeScene(5)
    library.characters.trash(character.id)
    expect(limit.surplus(1).portraits).toBe(0)
    library.characters.restore(character.id)
    library.campaigns.trash(1)
    expect(limit.surplus(1).portraits).toBe(0)
    expect(limit.moveSurplus(1)).toEqual([])
  })

  test('with a new portrait, only the one that it pushed out moves', async () => {
    const { ids, add, left } = await makeScene(3)
    const { id, gone } = await add(3)
    expect(gone).toEqual([ids[0]])
    expect(left()).toEqual([id, ids[2], ids[1]])
  })

  test('what was beyond it before waits for a click', async () => {
    const { ids, add, left } = await makeScene(6)
    const { gone } = await add(3)
    expect(gone).toEqual([ids[3]])
    expect(left()).toContain(ids[0])
  })

  test('the face that a new one replaces goes when it was only kept for being shown', async () => {
    const { library, ids, add, character, left } = await makeScene(3)
    const [oldest = 0] = ids
    library.portraits.makeCurrent(character, oldest)
    await add(3, false)
    expect(left(), 'it is shown, so it stays').toContain(oldest)
    const { gone } = await add(3)
    expect(gone).toContain(oldest)
    expect(left()).toHaveLength(3)
  })
})
