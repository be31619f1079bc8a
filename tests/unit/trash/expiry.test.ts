import { describe, expect, test } from 'vitest'
import { addCast, openLibrary, picture, storePortrait } from '../../support/library'
import { openTrash } from '../../support/trash'

const dayMs = 24 * 60 * 60 * 1_000
const yearMs = 365 * dayMs

/** A library with one portrait in the trash, and a clock that the test sets. */
async function makeScene(start = '2026-11-27T20:00:00.000Z') {
  let now = Date.parse(start)
  const library = openLibrary({ clock: () => new Date(now) })
  const { character } = addCast(library)
  const portrait = await storePortrait(library, character)
  library.portraits.trash(portrait.id)
  const trash = openTrash(library)
  const item = { kind: 'portrait', id: portrait.id } as const
  return {
    library,
    trash,
    item,
    character,
    start: now,
    at: (time: number) => {
      now = time
    },
    pass: (ms: number) => {
      now += ms
    },
    now: () => now,
    /** Looks once a day until something is due; answers how many days that took. */
    daysUntilDue(days: number, most = 500): number {
      for (let day = 0; day <= most; day += 1) {
        if (trash.checkExpiry(days).due.length > 0) return day
        now += dayMs
      }
      return Number.POSITIVE_INFINITY
    },
  }
}

describe('what leaves the trash by itself', () => {
  test('leaves after thirty days, having been announced the day before', async () => {
    const scene = await makeScene()
    for (let day = 0; day < 29; day += 1) {
      expect(scene.trash.checkExpiry(30), `day ${day}`).toEqual({ announced: [], due: [] })
      scene.pass(dayMs)
    }
    scene.pass(5 * 60 * 60 * 1_000)
    expect(scene.trash.checkExpiry(30)).toEqual({ announced: [scene.item], due: [] })
    scene.pass(60_000)
    expect(scene.trash.checkExpiry(30), 'it is said once').toEqual({ announced: [], due: [] })
    scene.pass(20 * 60 * 60 * 1_000)
    expect(scene.trash.checkExpiry(30)).toEqual({ announced: [], due: [scene.item] })
    await scene.trash.removeDue([scene.item])
    expect(scene.library.portraits.find(scene.item.id)).toBeNull()
  })

  test.each([7, 30, 90, 365])('stays %i days at the least', async (days) => {
    expect((await makeScene()).daysUntilDue(days)).toBeGreaterThanOrEqual(days)
  })

  test('never leaves when that is what was chosen', async () => {
    const { trash, pass } = await makeScene()
    for (let year = 0; year < 20; year += 1) {
      expect(trash.checkExpiry(null)).toEqual({ announced: [], due: [] })
      pass(yearMs)
    }
    expect(trash.list({ kind: 'all', offset: 0, limit: 5 }, null).entries[0]?.leavesAt).toBeNull()
  })

  test('fault 61: a clock set forward by ten years takes nothing at once, nor within the week', async () => {
    const scene = await makeScene()
    scene.trash.checkExpiry(30)
    scene.pass(10 * yearMs)
    const wrongSince = scene.now()
    const days = scene.daysUntilDue(30)
    expect(days).toBeGreaterThanOrEqual(23)
    expect(scene.now() - wrongSince).toBeGreaterThanOrEqual(23 * dayMs)
  })

  test('fault 61: ten years forward and back again leaves the thirty days what they are', async () => {
    const scene = await makeScene()
    scene.trash.checkExpiry(30)
    scene.pass(10 * yearMs)
    scene.trash.checkExpiry(30)
    scene.at(scene.start + dayMs)
    expect(scene.trash.checkExpiry(30)).toEqual({ announced: [], due: [] })
    expect(scene.daysUntilDue(30)).toBeGreaterThanOrEqual(29)
  })

  test('fault 61: a clock set back by a year takes nothing earlier', async () => {
    const scene = await makeScene()
    scene.trash.checkExpiry(30)
    scene.pass(-yearMs)
    expect(scene.daysUntilDue(30)).toBeGreaterThanOrEqual(365 + 30)
  })

  test('fault 61: what went to the trash under a clock that was a year slow has its thirty days', async () => {
    const scene = await makeScene('2025-11-27T20:00:00.000Z')
    scene.pass(yearMs)
    expect(scene.trash.checkExpiry(30)).toEqual({ announced: [], due: [] })
    expect(scene.daysUntilDue(30)).toBeGreaterThanOrEqual(30)
  })

  test('fault 61: a clock that leaps a year at each start needs many starts, and says so before', async () => {
    const scene = await makeScene()
    let looks = 0
    let announcedAt = Number.NaN
    for (;;) {
      const { announced, due } = scene.trash.checkExpiry(30)
      if (announced.length > 0) announcedAt = looks
      if (due.length > 0) break
      looks += 1
      scene.pass(yearMs)
    }
    expect(looks).toBeGreaterThanOrEqual(5)
    expect(announcedAt).toBeLessThan(looks)
  })

  test('after half a year away everything is there, and deletion is announced first', async () => {
    const scene = await makeScene()
    scene.trash.checkExpiry(30)
    scene.pass(yearMs / 2)
    expect(scene.trash.checkExpiry(30)).toEqual({ announced: [], due: [] })
  })

  test('what came out and went in again starts its days again', async () => {
    const scene = await makeScene()
    scene.trash.checkExpiry(30)
    for (let day = 0; day < 28; day += 1) {
      scene.pass(dayMs)
      scene.trash.checkExpiry(30)
    }
    scene.trash.restore([scene.item])
    scene.library.portraits.trash(scene.item.id)
    expect(scene.daysUntilDue(30)).toBeGreaterThanOrEqual(30)
  })

  test('fewer days take nothing that was not announced', async () => {
    const scene = await makeScene()
    scene.trash.checkExpiry(null)
    for (let day = 0; day < 60; day += 1) {
      scene.pass(dayMs)
      scene.trash.checkExpiry(null)
    }
    expect(scene.trash.checkExpiry(7)).toEqual({ announced: [scene.item], due: [] })
  })

  test('more days call off what was announced, and it is announced again', async () => {
    const scene = await makeScene()
    scene.daysUntilDue(7)
    expect(scene.trash.checkExpiry(30).due).toEqual([])
    let announced = 0
    for (let day = 0; day < 40; day += 1) {
      const found = scene.trash.checkExpiry(30)
      announced += found.announced.length
      if (found.due.length > 0) break
      scene.pass(dayMs)
    }
    expect(announced).toBe(1)
  })

  test('the screen says the day, and how many leave on it', async () => {
    const scene = await makeScene()
    scene.trash.checkExpiry(30)
    const later = await storePortrait(scene.library, scene.character, { bytes: picture(2) })
    scene.pass(3 * dayMs)
    scene.library.portraits.trash(later.id)
    const { next, entries } = scene.trash.summary(30)
    expect(entries).toEqual({ campaign: 0, character: 0, portrait: 2, session: 0 })
    expect(next?.entries).toEqual({ campaign: 0, character: 0, portrait: 1, session: 0 })
    expect(next?.at).toBe(new Date(scene.start + 30 * dayMs).toISOString())
  })
})
