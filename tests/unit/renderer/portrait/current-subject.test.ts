import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  closeCharacter,
  openCampaign,
  openCharacter,
} from '../../../../src/renderer/app/navigation'
import {
  currentSubject,
  subjectMark,
  subjectOfMark,
} from '../../../../src/renderer/portrait/current-subject'

/** A page whose focus is inside an element with this mark, or on nothing that is anybody's. */
function focusInside(mark: string | null): void {
  const element = mark === null ? null : { getAttribute: () => mark }
  vi.stubGlobal('document', { activeElement: { closest: () => element } })
}

beforeEach(() => {
  focusInside(null)
  openCampaign(3)
  closeCharacter()
})

afterEach(() => vi.unstubAllGlobals())

describe('whom a key means', () => {
  it('is the focused one, even if another is open', () => {
    openCharacter(7)
    focusInside('character:8')
    expect(currentSubject()).toEqual({ kind: 'character', id: 8 })
    focusInside('campaign:3')
    expect(currentSubject()).toEqual({ kind: 'campaign', id: 3 })
  })

  it('is the open character when the focus is on no card', () => {
    openCharacter(7)
    expect(currentSubject()).toEqual({ kind: 'character', id: 7 })
  })

  it('is null when no one is open, and never the campaign by accident', () => {
    expect(currentSubject()).toBeNull()
  })

  it('is read from marks alone', () => {
    const { 'data-subject': mark } = subjectMark({ kind: 'character', id: 12 })
    expect(subjectOfMark(mark)).toEqual({ kind: 'character', id: 12 })
    for (const other of [null, undefined, '', 'character:', 'character:0', 'planet:4', 'x']) {
      expect(subjectOfMark(other)).toBeNull()
    }
  })
})
