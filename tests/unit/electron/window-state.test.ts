import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createReloadBudget } from '../../../src/main/electron/reload-budget'
import { placeWindow } from '../../../src/main/electron/window-state'
import { makeSettingsFolder, openJsonFile } from '../../support/settings'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const left = { x: -1920, y: 0, width: 1920, height: 1080 }
const stored = { x: 100, y: 80, width: 1100, height: 700, isMaximised: false }

describe('where the window opens', () => {
  it('is in the middle of the first screen at first', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1280, height: 860, isMaximised: false })
  })

  it('is where it was', () => {
    expect(placeWindow(stored, [laptop])).toEqual(stored)
    expect(placeWindow({ ...stored, x: -1800 }, [laptop, left])).toMatchObject({ x: -1800 })
  })

  it('stays maximised', () => {
    expect(placeWindow({ ...stored, isMaximised: true }, [laptop]).isMaximised).toBe(true)
  })

  it('is the middle again when its screen is gone, in the size it had', () => {
    const place = placeWindow({ ...stored, x: -1800 }, [laptop])
    expect(place).toEqual({ width: 1100, height: 700, isMaximised: false })
  })

  it('is never where no hand can take hold of its title bar', () => {
    for (const out of [
      { x: 1400, y: 80 },
      { x: 100, y: 890 },
      { x: 100, y: -300 },
      { x: -1050, y: 80 },
    ]) {
      expect(placeWindow({ ...stored, ...out }, [laptop]).x, JSON.stringify(out)).toBeUndefined()
    }
  })

  it('is no larger than the screen and no smaller than the window may be', () => {
    expect(placeWindow({ ...stored, width: 5000, height: 4000 }, [laptop])).toMatchObject({
      width: 1440,
      height: 875,
    })
    expect(placeWindow({ ...stored, width: 10, height: 10 }, [laptop])).toMatchObject({
      width: 900,
      height: 600,
    })
    expect(placeWindow(null, [{ x: 0, y: 0, width: 800, height: 480 }])).toMatchObject({
      width: 900,
      height: 600,
    })
  })

  it('does not trust what the file says', () => {
    const nonsense = [{}, [], 'x', { ...stored, x: '0' }, { ...stored, width: Number.NaN }]
    for (const state of [...nonsense, { ...stored, height: -5 }, { ...stored, x: 1e308 }]) {
      expect(placeWindow(state, [laptop])).toEqual({ width: 1280, height: 860, isMaximised: false })
    }
  })

  it('is somewhere even without a screen', () => {
    expect(placeWindow(stored, [])).toMatchObject({ width: 1100, height: 700 })
  })
})

describe('the file of the window’s place', () => {
  it('fault 110: starts with the defaults when it is damaged', () => {
    const folder = makeSettingsFolder()
    writeFileSync(join(folder, 'window-state.json'), '{"x": 1')
    const open = () => openJsonFile(folder, 'window-state', { isExpendable: true })
    expect({ ...open().store }).toEqual({})
    open().store = { ...stored }
    expect(placeWindow(open().store, [laptop])).toEqual(stored)
  })
})

describe('a window that fails', () => {
  it('fault 115: comes back three times in a minute, and then asks', () => {
    let now = Date.parse('2026-11-22T20:00:00Z')
    const budget = createReloadBudget(() => new Date(now))
    expect([budget.take(), budget.take(), budget.take(), budget.take()]).toEqual([
      true,
      true,
      true,
      false,
    ])
    now += 61_000
    expect(budget.take()).toBe(true)
  })

  it('fault 115: gets new tries when the game master asked for one', () => {
    const budget = createReloadBudget(() => new Date(0), 1)
    budget.take()
    budget.refill()
    expect(budget.take()).toBe(true)
  })

  it('fault 115: is not left alone because the clock was set back', () => {
    let now = Date.parse('2036-11-22T20:00:00Z')
    const budget = createReloadBudget(() => new Date(now), 1)
    budget.take()
    now = Date.parse('2026-11-22T20:00:00Z')
    expect(budget.take()).toBe(true)
  })
})
