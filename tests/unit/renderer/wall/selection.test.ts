import { describe, expect, it } from 'vitest'
import { castSelection } from '../../../../src/renderer/wall/cast-selection'
import { createSelection } from '../../../../src/renderer/wall/selection'

describe('the selection of a wall', () => {
  it('toggles one card and makes its place the anchor', () => {
    const selection = createSelection()
    selection.toggle(7, 3)
    selection.toggle(9, 5)
    expect(selection.read()).toEqual({ ids: new Set([7, 9]), anchor: 5 })
    selection.toggle(7, 3)
    expect(selection.read()).toEqual({ ids: new Set([9]), anchor: 3 })
  })

  it('keeps the anchor while it is extended', () => {
    const selection = createSelection()
    selection.toggle(7, 3)
    selection.select([7, 8, 9])
    expect(selection.read()).toEqual({ ids: new Set([7, 8, 9]), anchor: 3 })
  })

  it('loses those that have gone, and nothing else', () => {
    const selection = createSelection()
    selection.select([1, 2, 3], 4)
    selection.drop([2, 99])
    expect(selection.read()).toEqual({ ids: new Set([1, 3]), anchor: 4 })
  })

  it('says whether there was anything to deselect', () => {
    const selection = createSelection()
    selection.select([1])
    expect([selection.clear(), selection.clear()]).toEqual([true, false])
    expect(selection.read().ids.size).toBe(0)
  })

  it('is one for each campaign, and the same each time', () => {
    castSelection(1).select([5])
    expect([...castSelection(1).read().ids]).toEqual([5])
    expect(castSelection(2).read().ids.size).toBe(0)
  })
})
