import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '../../src/shared/preferences'
import { asOrdinaryUser, makeReadOnly } from '../support/ordinary-user'
import { badFiles, makeSettingsFolder, openPreferences, readJson } from '../support/settings'

let folder: string
const path = (name = 'preferences.json') => join(folder, name)
const put = (text: string, name?: string) => writeFileSync(path(name), text)

beforeEach(() => {
  folder = makeSettingsFolder()
  chmodSync(folder, 0o777)
})

describe('preferences', () => {
  it('start as the defaults, without writing anything', () => {
    const preferences = openPreferences(folder)
    expect(preferences.read()).toEqual(defaultPreferences)
    expect(preferences.notices).toEqual([])
    expect(readJson(folder, 'preferences.json')).toBeNull()
  })

  it('are there again after a restart', () => {
    openPreferences(folder).change({ theme: 'parchment', zoom: 1.5 })
    const again = openPreferences(folder)
    expect(again.read()).toMatchObject({ theme: 'parchment', zoom: 1.5 })
    expect(again.notices).toEqual([])
  })

  it('tell those who listen what changed, and only when something did', () => {
    const preferences = openPreferences(folder)
    const listener = vi.fn()
    const stop = preferences.onChange(listener)
    preferences.change({ language: 'fr' })
    preferences.change({ language: 'fr' })
    stop()
    preferences.change({ language: 'en' })
    expect(listener).toHaveBeenCalledOnce()
    expect(listener.mock.calls[0]?.map(({ language }) => language)).toEqual(['fr', 'system'])
  })

  it('leave alone what is not mentioned in a change', () => {
    const preferences = openPreferences(folder)
    preferences.change({ theme: 'parchment' })
    expect(preferences.change({ theme: undefined, density: 'dense' })).toEqual({
      ...defaultPreferences,
      theme: 'parchment',
      density: 'dense',
    })
  })

  it('refuse a change that does not fit, and stay as they are', () => {
    const preferences = openPreferences(folder)
    expect(() => preferences.change({ zoom: 40 })).toThrow('invalid-input')
    expect(preferences.read()).toEqual(defaultPreferences)
  })

  it('are read from a file that an editor saved with a byte order mark', () => {
    put('\ufeff{"density": "dense"}')
    expect(openPreferences(folder).read().density).toBe('dense')
    expect(badFiles(folder)).toEqual([])
  })
})

describe('a damaged preferences file', () => {
  const damages: readonly [string, string][] = [
    ['truncated', '{"theme": "parchm'],
    ['empty', ''],
    ['full of zeros', '\0'.repeat(400)],
    ['not JSON', 'theme = parchment'],
    ['an array', '[1, 2]'],
    ['a bare word', '"parchment"'],
    ['null', 'null'],
  ]

  for (const [damage, text] of damages) {
    it(`fault 110: ${damage}: it is set aside and the last good copy is used`, () => {
      openPreferences(folder).change({ theme: 'parchment' })
      put(text)
      const preferences = openPreferences(folder)
      expect(preferences.read().theme).toBe('parchment')
      const name = 'preferences.bad-2026-11-22T20-00-00Z.json'
      expect(badFiles(folder)).toEqual([{ name, text }])
      expect(preferences.notices).toEqual([
        { code: 'preferences-set-aside', details: { file: name } },
      ])
    })
  }

  it('fault 110: without a good copy the defaults are used', () => {
    put('{"theme":')
    expect(openPreferences(folder).read()).toEqual(defaultPreferences)
  })

  it('fault 110: a damaged copy of a damaged file leaves the defaults', () => {
    put('{"theme":')
    put('{"theme":', 'preferences.last-good.json')
    expect(openPreferences(folder).read()).toEqual(defaultPreferences)
  })

  it('fault 110: a folder in its place is set aside too', () => {
    mkdirSync(path())
    const preferences = openPreferences(folder)
    preferences.change({ density: 'dense' })
    expect(openPreferences(folder).read().density).toBe('dense')
  })

  it('fault 110: two damaged files in one second are both kept', () => {
    put('{"first":')
    openPreferences(folder)
    put('{"second":')
    openPreferences(folder)
    expect(badFiles(folder).map(({ text }) => text)).toEqual(['{"second":', '{"first":'])
  })

  it('fault 110: the app is well again at the next start, without a notice', () => {
    put('{"theme":')
    openPreferences(folder)
    expect(openPreferences(folder).notices).toEqual([])
  })

  it('fault 110: damaged while the app runs, it is set aside when something changes', () => {
    const preferences = openPreferences(folder)
    preferences.change({ theme: 'parchment' })
    put('{"theme":')
    preferences.change({ density: 'dense' })
    expect(badFiles(folder).map(({ text }) => text)).toEqual(['{"theme":'])
    expect(openPreferences(folder).read()).toMatchObject({ theme: 'parchment', density: 'dense' })
  })
})

describe('wrong values in the preferences file', () => {
  it('fault 110: cost only themselves, and the file is kept', () => {
    const text = JSON.stringify({
      theme: 7,
      density: 'dense',
      zoom: '2',
      lastCampaignId: -3,
      services: { openai: { baseUrl: 'https://images.test/v1', model: ['x'] }, local: 'no' },
    })
    put(text)
    const preferences = openPreferences(folder)
    expect(preferences.read()).toEqual({
      ...defaultPreferences,
      density: 'dense',
      services: {
        ...defaultPreferences.services,
        openai: { ...defaultPreferences.services.openai, baseUrl: 'https://images.test/v1' },
      },
    })
    expect(preferences.notices.map(({ code }) => code)).toEqual(['preferences-set-aside'])
    expect(badFiles(folder).map((file) => file.text)).toEqual([text])
  })

  it('fault 110: come from the last good copy when that is right', () => {
    openPreferences(folder).change({ theme: 'parchment', density: 'dense' })
    put('{"theme": [], "density": "comfortable"}')
    expect(openPreferences(folder).read()).toMatchObject({
      theme: 'parchment',
      density: 'comfortable',
    })
  })
})

describe('unknown keys in the preferences file', () => {
  it('fault 110: are preserved, at every depth, and are no reason for a notice', () => {
    const fromNewer = {
      theme: 'parchment',
      diceSound: { volume: 3 },
      services: { openai: { seed: 5 }, midsummer: { baseUrl: 'x' } },
    }
    put(JSON.stringify(fromNewer))
    const preferences = openPreferences(folder)
    expect(preferences.notices).toEqual([])
    preferences.change({ density: 'dense' })
    expect(readJson(folder, 'preferences.json')).toMatchObject({ ...fromNewer, density: 'dense' })
  })

  it('fault 110: never reach what every object inherits', () => {
    put('{"__proto__": {"zoom": 3, "polluted": true}, "constructor": {"prototype": {}}}')
    const preferences = openPreferences(folder)
    preferences.change({ density: 'dense' })
    expect(preferences.read().zoom).toBe(1)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(readFileSync(path(), 'utf8')).toContain('"__proto__"')
  })
})

describe('a preferences file that cannot be written', () => {
  it('fault 110: read-only: changes hold until the app is quit, with a notice', () => {
    put('{"theme": "parchment"}')
    makeReadOnly(path(), 'file')
    asOrdinaryUser(() => {
      const preferences = openPreferences(folder)
      expect(preferences.change({ density: 'dense' })).toMatchObject({
        theme: 'parchment',
        density: 'dense',
      })
      expect(preferences.read().density).toBe('dense')
      expect(preferences.notices.map(({ code }) => code)).toEqual(['preferences-not-saved'])
    })
    expect(readJson(folder, 'preferences.json')).toEqual({ theme: 'parchment' })
  })

  it('fault 110: damaged in a folder that is read-only: it is left as it is', () => {
    put('{"theme":')
    makeReadOnly(folder, 'folder')
    asOrdinaryUser(() => {
      const preferences = openPreferences(folder)
      expect(preferences.change({ density: 'dense' }).density).toBe('dense')
      expect(preferences.notices.map(({ code }) => code)).toEqual(['preferences-not-saved'])
    })
    expect(readFileSync(path(), 'utf8')).toBe('{"theme":')
  })

  it('fault 110: unreadable: it is left as it is and the copy is used', () => {
    openPreferences(folder).change({ theme: 'parchment' })
    chmodSync(path(), 0o000)
    chmodSync(path('preferences.last-good.json'), 0o644)
    asOrdinaryUser(() => {
      const preferences = openPreferences(folder)
      expect(preferences.read().theme).toBe('parchment')
      preferences.change({ density: 'dense' })
    })
    expect(statSync(path()).mode & 0o777).toBe(0)
    expect(badFiles(folder)).toEqual([])
  })

  it('fault 110: once it can be written again, the next change is saved', () => {
    const preferences = openPreferences(folder)
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'in the way')
    preferences.change({ theme: 'parchment' })
    expect(preferences.notices.map(({ code }) => code)).toEqual(['preferences-not-saved'])
    rmSync(folder)
    mkdirSync(folder)
    preferences.change({ density: 'dense' })
    expect(readJson(folder, 'preferences.json')).toMatchObject({
      theme: 'parchment',
      density: 'dense',
    })
  })
})
