import { describe, expect, test } from 'vitest'
import { checkLibrary } from '../../support/check-library'
import { addCast, openLibrary, picture, storePortrait } from '../../support/library'
import { openTrash, removeForGood } from '../../support/trash'

async function makeScene() {
  const library = openLibrary()
  const { character: subject } = addCast(library)
  const one = await storePortrait(library, subject, { bytes: picture(1) })
  const two = await storePortrait(library, subject, { bytes: picture(2) })
  const three = await storePortrait(library, subject, { bytes: picture(3) })
  const { portraits } = library
  const shown = () => portraits.current(subject)?.id ?? null
  const change = { subject, wentToTrash: [], added: [] }
  return { library, portraits, subject, one, two, three, shown, change }
}

describe('a change of a face', () => {
  test('is taken back step by step, and every portrait stays in the history or the trash', async () => {
    const { library, portraits, one, two, three, shown, change, subject } = await makeScene()
    portraits.makeCurrent(subject, null)
    const steps = [
      { ...change, shownId: null, formerId: three.id },
      { ...change, shownId: three.id, formerId: two.id, added: [three.id] },
      { ...change, shownId: two.id, formerId: one.id, added: [two.id] },
      { ...change, shownId: one.id, formerId: null, added: [one.id] },
    ]
    const faces = [three.id, two.id, one.id, null]
    for (const [at, step] of steps.entries()) {
      expect(portraits.revertFace(step)).toBe('done')
      expect(shown()).toBe(faces[at])
    }
    expect(portraits.ids()).toHaveLength(3)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('leaves the face that was chosen since, and still takes away what it brought', async () => {
    const { portraits, subject, one, two, three, shown, change } = await makeScene()
    portraits.makeCurrent(subject, one.id)
    const end = portraits.revertFace({
      ...change,
      shownId: three.id,
      formerId: two.id,
      added: [three.id],
    })
    expect(end).toBe('another-chosen')
    expect(shown()).toBe(one.id)
    expect(portraits.find(three.id)?.trashedAt).not.toBeNull()
  })

  test('keeps the one of its pictures that was chosen since', async () => {
    const { portraits, subject, one, two, three, shown, change } = await makeScene()
    portraits.makeCurrent(subject, two.id)
    portraits.revertFace({
      ...change,
      shownId: three.id,
      formerId: one.id,
      added: [two.id, three.id],
    })
    expect(shown()).toBe(two.id)
    expect(portraits.find(two.id)?.trashedAt).toBeNull()
    expect(portraits.find(three.id)?.trashedAt).not.toBeNull()
  })

  test('brings the previous face out of the trash', async () => {
    const { portraits, two, three, shown, change } = await makeScene()
    portraits.trash(two.id)
    const step = { ...change, shownId: three.id, formerId: two.id, added: [three.id] }
    expect(portraits.revertFace(step)).toBe('done')
    expect(shown()).toBe(two.id)
    expect(portraits.find(two.id)?.trashedAt).toBeNull()
  })

  test('brings back what went to the trash to make room', async () => {
    const { portraits, one, two, three, change } = await makeScene()
    portraits.trash(one.id)
    portraits.revertFace({
      ...change,
      shownId: three.id,
      formerId: two.id,
      added: [three.id],
      wentToTrash: [one.id],
    })
    expect(portraits.find(one.id)?.trashedAt).toBeNull()
  })

  test('says when the previous face was removed for good, and shows the newest one left', async () => {
    const { library, portraits, one, two, three, shown, change } = await makeScene()
    portraits.trash(two.id)
    await removeForGood(openTrash(library), 'all')
    const step = { ...change, shownId: three.id, formerId: two.id, added: [three.id] }
    expect(portraits.revertFace(step)).toBe('former-gone')
    expect(shown()).toBe(one.id)
  })

  test('says when no character has that face any more', async () => {
    const { library, portraits, subject, three, change } = await makeScene()
    library.characters.trash(subject.id)
    await removeForGood(openTrash(library), 'all')
    expect(() => portraits.revertFace({ ...change, shownId: three.id, formerId: null })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
  })
})
