import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { buildContextMenuTemplate } from '../../../src/main/electron/context-menu-template'
import { buildMenuTemplate, type MenuFacts } from '../../../src/main/electron/menu-template'
import {
  defaultPreferences,
  type Language,
  type Preferences,
} from '../../../src/shared/preferences'
import { createTranslator } from '../../../src/shared/translate'
import { nextZoom } from '../../../src/shared/zoom'

type Item = MenuItemConstructorOptions

function makeFacts(
  changes: Partial<Preferences> = {},
  platform: NodeJS.Platform = 'linux',
  language: Language = 'en',
  isDevelopment = false,
) {
  const actions = {
    choose: vi.fn<MenuFacts['actions']['choose']>(),
    change: vi.fn<MenuFacts['actions']['change']>(),
    openFolder: vi.fn<MenuFacts['actions']['openFolder']>(),
    openCampaign: vi.fn<MenuFacts['actions']['openCampaign']>(),
  }
  const { t } = createTranslator(language)
  const preferences = { ...defaultPreferences, ...changes }
  const recent = [
    { id: 7, name: 'Salt & Cinder' },
    { id: 2, name: 'x'.repeat(200) },
  ]
  return { t, preferences, platform, isDevelopment, recent, actions }
}

/** All items, those of submenus included. */
function flatten(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? flatten(item.submenu) : []),
  ])
}

function find(facts: MenuFacts, id: string): Item {
  const item = flatten(buildMenuTemplate(facts)).find((one) => one.id === id)
  if (!item) throw new Error(`no item ${id}`)
  return item
}

// What Electron hands to a click is of no interest to ours.
function click(item: Item): void {
  Reflect.apply(item.click ?? (() => undefined), item, [])
}

describe('the application menu', () => {
  it('asks the window for what only the window can do', () => {
    const facts = makeFacts()
    const asked = [
      'new-campaign',
      'new-character',
      'generate',
      'duplicate-character',
      'trash-character',
      'import',
      'export',
      'back-up',
      'restore',
      'undo',
      'redo',
      'find',
      'palette',
      'keys',
      'check',
      'about',
    ]
    for (const id of asked) click(find(facts, id))
    expect(facts.actions.choose.mock.calls.flat()).toEqual(asked)
  })

  it('opens the data folder and the log', () => {
    const facts = makeFacts()
    click(find(facts, 'open-data'))
    click(find(facts, 'open-log'))
    expect(facts.actions.openFolder.mock.calls.flat()).toEqual(['data', 'log'])
  })

  it('opens one of the campaigns opened last, under its own name', () => {
    const facts = makeFacts()
    expect(find(facts, 'open-campaign-7').label).toBe('Salt && Cinder')
    expect(String(find(facts, 'open-campaign-2').label).length).toBeLessThan(70)
    click(find(facts, 'open-campaign-7'))
    expect(facts.actions.openCampaign.mock.calls).toEqual([[7]])
    expect(find({ ...facts, recent: [] }, 'open-recent').enabled).toBe(false)
  })

  it('marks the preferences that hold, and changes them', () => {
    const facts = makeFacts({ theme: 'parchment', density: 'dense', language: 'fr' })
    expect(find(facts, 'theme-parchment').checked).toBe(true)
    expect(find(facts, 'theme-system').checked).toBe(false)
    expect(find(facts, 'density-dense').checked).toBe(true)
    expect(find(facts, 'language-fr').checked).toBe(true)
    click(find(facts, 'theme-lamplight'))
    click(find(facts, 'language-en'))
    expect(facts.actions.change.mock.calls.flat()).toEqual([
      { theme: 'lamplight' },
      { language: 'en' },
    ])
  })

  it('zooms by steps', () => {
    const facts = makeFacts({ zoom: 1.1 })
    const byLabel = (label: string) =>
      flatten(buildMenuTemplate(facts)).filter((item) => item.label === label)
    for (const label of ['Zoom In', 'Zoom Out', 'Actual Size']) {
      for (const item of byLabel(label)) click(item)
    }
    expect(facts.actions.change.mock.calls.flat()).toEqual([
      { zoom: 1.25 },
      { zoom: 1.25 },
      { zoom: 1 },
      { zoom: 1 },
    ])
  })

  it('takes no key that is needed for typing', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const taken = flatten(buildMenuTemplate(makeFacts({}, platform)))
        .filter((item) => item.accelerator && item.registerAccelerator !== false)
        .map((item) => String(item.accelerator))
      for (const keys of taken) expect(keys).toMatch(/^CmdOrCtrl\+/)
      expect(taken).not.toContain('CmdOrCtrl+Z')
    }
  })

  it('shows no bare letter on a Mac, which would take it', () => {
    const shown = flatten(buildMenuTemplate(makeFacts({}, 'darwin'))).map(
      (item) => item.accelerator,
    )
    expect(shown).not.toContain('N')
    expect(find(makeFacts(), 'new-character').accelerator).toBe('N')
  })

  it('has reload and developer tools only in development', () => {
    const roles = (isDevelopment: boolean) =>
      flatten(buildMenuTemplate(makeFacts({}, 'linux', 'en', isDevelopment))).map(
        ({ role }) => role,
      )
    expect(roles(false)).not.toContain('toggleDevTools')
    expect(roles(false)).not.toContain('reload')
    expect(roles(true)).toEqual(expect.arrayContaining(['toggleDevTools', 'reload']))
  })

  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    it(`says every label itself, in both languages, on ${platform}`, () => {
      const labels = (language: Language) =>
        flatten(buildMenuTemplate(makeFacts({}, platform, language, true)))
          .filter(({ type }) => type !== 'separator')
          .map(({ label }) => label)
      const [english, french] = [labels('en'), labels('fr')]
      expect(english).not.toContain(undefined)
      expect(french).not.toContain(undefined)
      expect(french).toHaveLength(english.length)
      expect(french).toContain('Rechercher')
      expect([...english, ...french].filter((label) => label?.startsWith('menu.'))).toEqual([])
    })
  }

  it('has one place to quit, and on a Mac the usual first menu', () => {
    for (const platform of ['linux', 'darwin'] as const) {
      const items = flatten(buildMenuTemplate(makeFacts({}, platform)))
      expect(items.filter(({ role }) => role === 'quit')).toHaveLength(1)
      expect(items.filter(({ id }) => id === 'about')).toHaveLength(1)
    }
    expect(buildMenuTemplate(makeFacts({}, 'darwin'))[0]?.label).toBe('Castkeeper')
  })
})

describe('zoom', () => {
  it('stops at its ends', () => {
    expect(nextZoom(3, 1)).toBe(3)
    expect(nextZoom(0.5, -1)).toBe(0.5)
  })

  it('finds its way back from a zoom that is no step', () => {
    expect(nextZoom(1.05, 1)).toBe(1.1)
    expect(nextZoom(1.05, -1)).toBe(1)
    expect(nextZoom(1.1000001, -1)).toBe(1)
  })
})

describe('the menu of a right click', () => {
  const editFlags = {
    canUndo: true,
    canRedo: false,
    canCut: false,
    canCopy: false,
    canPaste: true,
    canDelete: false,
    canSelectAll: true,
    canEditRichly: false,
  }
  const { t } = createTranslator('fr')

  it('offers in a text field what can be done there', () => {
    const items = buildContextMenuTemplate(t, { isEditable: true, editFlags, selectionText: '' })
    expect(items.find(({ role }) => role === 'paste')).toMatchObject({
      label: 'Coller',
      enabled: true,
    })
    expect(items.find(({ role }) => role === 'cut')?.enabled).toBe(false)
  })

  it('offers to copy selected words, and nothing where there is nothing', () => {
    const onText = { isEditable: false, editFlags, selectionText: 'Elowen' }
    expect(buildContextMenuTemplate(t, onText).map(({ role }) => role)).toEqual(['copy'])
    expect(buildContextMenuTemplate(t, { ...onText, selectionText: ' ' })).toEqual([])
  })
})
