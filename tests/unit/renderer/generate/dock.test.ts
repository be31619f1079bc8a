import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  closeDock,
  dockSubjects,
  followInDock,
  openDock,
  openDockForCharacters,
} from '../../../../src/renderer/generate/dock'
import { pairToCompare, type SheetPicture } from '../../../../src/renderer/generate/results'

const character = (id: number) => ({ kind: 'character', id }) as const

beforeEach(() => {
  vi.stubGlobal('document', { activeElement: null })
  closeDock()
})

describe('the dock', () => {
  it('is open for the characters it was opened for, and not at all for none', () => {
    openDockForCharacters([])
    expect(dockSubjects()).toEqual([])
    openDockForCharacters([3, 5])
    expect(dockSubjects()).toEqual([character(3), character(5)])
    closeDock()
    expect(dockSubjects()).toEqual([])
  })

  it('follows the open character while it is for one', () => {
    openDock([character(3)])
    followInDock(character(4))
    expect(dockSubjects()).toEqual([character(4)])
    openDockForCharacters([1, 2])
    followInDock(character(4))
    expect(dockSubjects()).toEqual([character(1), character(2)])
    closeDock()
    followInDock(character(4))
    expect(dockSubjects()).toEqual([])
  })
})

/** Pictures with these ids; negative for kept ones. */
function sheet(...ids: number[]): SheetPicture[] {
  return ids.map((id) => ({ portrait: { id: Math.abs(id) }, isKept: id < 0 }) as SheetPicture)
}

const history = (...ids: number[]) => ids.map((id) => ({ id }))

describe('what is compared', () => {
  it('is the kept ones before the others', () => {
    expect(pairToCompare(sheet(1, 2, -3, -4), history(4, 3, 2, 1))).toEqual([3, 4])
    expect(pairToCompare(sheet(1, 2, -3), history(3, 2, 1))).toEqual([3, 1])
  })

  it('is a single new one beside the portrait from before it', () => {
    expect(pairToCompare(sheet(9), history(9, 7, 4))).toEqual([9, 7])
    expect(pairToCompare(sheet(9), history(9))).toBeNull()
  })
})
