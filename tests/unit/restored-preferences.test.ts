import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { restoredPreferences } from '../../src/main/preferences/restored'
import { defaultPreferences, type Preferences } from '../../src/shared/preferences'

const evil: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../support/cases/settings-evil.json'), 'utf8'),
)
const restored = (settings: unknown, now: Partial<Preferences> = {}) => {
  const before = { ...defaultPreferences, ...now }
  return { ...before, ...restoredPreferences(settings, before) }
}

describe('the settings of a backup', () => {
  it('never aim a service, choose who draws, or shorten what is kept', () => {
    const after = restored(evil)
    expect(after.services).toEqual(defaultPreferences.services)
    expect(after.provider).toBe('avatar')
    expect([after.portraitsKept, after.trashDays]).toEqual([null, 30])
  })

  it('never make new portraits lose bytes, nor stop orders for want of room', () => {
    const after = restored({ newPortraits: 'webp', webpQuality: 60, spaceRefusalMb: 10_000_000 })
    expect(after).toMatchObject({
      newPortraits: 'as-received',
      webpQuality: defaultPreferences.webpQuality,
      spaceRefusalMb: defaultPreferences.spaceRefusalMb,
    })
  })

  it('bring back how things look, and longer times to keep', () => {
    const after = restored(
      { language: 'fr', theme: 'parchment', zoom: 1.5, portraitsKept: 50, trashDays: null },
      { portraitsKept: 10, trashDays: 30 },
    )
    expect(after).toMatchObject({
      language: 'fr',
      theme: 'parchment',
      zoom: 1.5,
      portraitsKept: 50,
      trashDays: null,
    })
  })

  it('are taken one by one: a wrong or unknown one costs no other', () => {
    const after = restored({ language: 'xx', theme: 'parchment', newerThing: 1, zoom: 900 })
    expect(after).toEqual({ ...defaultPreferences, theme: 'parchment' })
  })

  it('leave alone what they do not name', () => {
    const now = { language: 'fr', theme: 'parchment', newPortraits: 'webp', trashDays: 60 } as const
    expect(restored({ density: 'dense' }, now)).toEqual({
      ...defaultPreferences,
      ...now,
      density: 'dense',
    })
  })

  it.each([
    '{"__proto__":{"trashDays":1,"portraitsKept":1},"constructor":{"trashDays":1}}',
    '{"trashDays":-5,"portraitsKept":1e308,"provider":{},"services":[]}',
    '{"trashDays":0,"portraitsKept":0,"services":{"openai":{"reach":"private"}}}',
    `{"services":${'['.repeat(5_000)}${']'.repeat(5_000)},"trashDays":"1"}`,
  ])('never aim or shorten, however they are written: %s', (text) => {
    const now = { trashDays: 60, portraitsKept: 10 } as const
    const { trashDays, portraitsKept, services, provider } = restored(JSON.parse(text), now)
    expect(trashDays).toBe(60)
    expect(portraitsKept === null || portraitsKept >= 10).toBe(true)
    expect([services, provider]).toEqual([defaultPreferences.services, defaultPreferences.provider])
  })

  it.each([null, 'x', 5, [], undefined])('are unreadable when they are %j', (settings) => {
    expect(restoredPreferences(settings, defaultPreferences)).toBeNull()
  })
})
