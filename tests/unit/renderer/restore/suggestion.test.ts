import { describe, expect, it } from 'vitest'
import { campaignsOf } from '../../../../src/renderer/restore/pick-tree'
import { suggestedPick, usualWay } from '../../../../src/renderer/restore/suggestion'
import type { ComparedRecord } from '../../../../src/shared/backup'

type State = ComparedRecord['state']

function record(kind: ComparedRecord['kind'], id: number, campaignId: number, state: State) {
  const facts = { name: `${kind} ${id}`, differences: [], portraitId: null }
  return { kind, id, campaignId, state, ...facts } satisfies ComparedRecord
}

function suggested(records: readonly ComparedRecord[]) {
  const { campaigns, characters } = suggestedPick(campaignsOf(records))
  return { campaigns: [...campaigns], characters: [...characters] }
}

describe('what a backup is opened for', () => {
  it('is to take some while there is anything here, and everything only where there is nothing', () => {
    const nothing = { campaigns: 0, characters: 0, portraits: 0 }
    expect(usualWay({ now: null })).toBe('replace')
    expect(usualWay({ now: nothing })).toBe('replace')
    expect(usualWay({ now: { ...nothing, characters: 1 } })).toBe('take')
    expect(usualWay({ now: { ...nothing, portraits: 1 } })).toBe('take')
  })

  it('is the one person who is different', () => {
    expect(
      suggested([
        record('campaign', 1, 1, 'different'),
        record('character', 10, 1, 'same'),
        record('character', 11, 1, 'different'),
      ]),
    ).toEqual({ campaigns: [], characters: [11] })
  })

  it('is the missing characters, and not also those changed since', () => {
    expect(
      suggested([
        record('campaign', 1, 1, 'same'),
        record('character', 10, 1, 'different'),
        record('character', 11, 1, 'only-there'),
        record('campaign', 2, 2, 'only-there'),
        record('character', 20, 2, 'only-there'),
        record('character', 12, 1, 'only-here'),
      ]),
    ).toEqual({ campaigns: [2], characters: [11] })
  })

  it('is empty when nothing differs', () => {
    expect(suggested([record('campaign', 1, 1, 'same')])).toEqual({ campaigns: [], characters: [] })
  })
})
