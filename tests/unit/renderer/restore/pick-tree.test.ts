import { describe, expect, it } from 'vitest'
import {
  campaignsOf,
  narrow,
  tickCampaign,
  tickCharacter,
} from '../../../../src/renderer/restore/pick-tree'
import type { ComparedRecord } from '../../../../src/shared/backup'

function record(kind: ComparedRecord['kind'], id: number, name: string, campaignId: number) {
  const facts = { state: 'only-there', differences: [], portraitId: null } as const
  return { kind, id, name, campaignId, ...facts } satisfies ComparedRecord
}

const court = record('campaign', 1, 'The Ember Court', 1)
const elowen = record('character', 10, 'Élowen', 1)
const tam = record('character', 11, 'Tam', 1)
const other = record('campaign', 2, 'Harrowmere', 2)
const nobody = { campaigns: new Set<number>(), characters: new Set<number>() }
const whole = { campaign: court, cast: [elowen, tam] }

describe('what can be taken out of a backup', () => {
  it('is each campaign with its cast, without those that are only here', () => {
    const onlyHere = { ...record('character', 12, 'New', 1), state: 'only-here' } as const
    expect(campaignsOf([court, other, elowen, onlyHere, tam])).toEqual([
      whole,
      { campaign: other, cast: [] },
    ])
  })

  it('is found by a part of a name, whatever its accents', () => {
    const all = campaignsOf([court, other, elowen, tam])
    expect(narrow(all, ' elow ')).toEqual([{ campaign: court, cast: [elowen] }])
    expect(narrow(all, 'ember')).toEqual([whole])
    expect(narrow(all, 'nobody')).toEqual([])
    expect(narrow(all, '')).toEqual(all)
  })
})

describe('ticking', () => {
  it('takes a campaign whole, and no character of it twice', () => {
    const one = tickCharacter(nobody, whole, elowen.id, true)
    const all = tickCampaign(one, whole, true)
    expect([...all.campaigns]).toEqual([1])
    expect([...all.characters]).toEqual([])
    expect([...tickCampaign(all, whole, false).campaigns]).toEqual([])
  })

  it('leaves the others ticked when one is unticked in a whole campaign', () => {
    const all = tickCampaign(nobody, whole, true)
    const rest = tickCharacter(all, whole, tam.id, false)
    expect([...rest.campaigns]).toEqual([])
    expect([...rest.characters]).toEqual([elowen.id])
  })
})
