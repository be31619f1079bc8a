import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  backToCampaign,
  closeDialog,
  currentPlace,
  openCampaign,
  openCharacter,
  openDialog,
  openGallery,
  openSettings,
  setCampaign,
} from '../../../../src/renderer/app/navigation'

class FakeElement {
  isConnected = true
  id = ''
  menu: FakeElement | null = null
  focus = vi.fn()

  closest(selector: string): FakeElement | null {
    return selector === '[role="menu"]' ? this.menu : null
  }
}

const page = {
  activeElement: null as unknown,
  /** What the page has, by the selector that finds it. */
  elements: new Map<string, FakeElement>(),
  querySelector(selector: string): FakeElement | null {
    return this.elements.get(selector) ?? null
  },
}

beforeEach(() => {
  vi.stubGlobal('HTMLElement', FakeElement)
  vi.stubGlobal('document', page)
  vi.stubGlobal('CSS', { escape: (text: string) => text })
  page.activeElement = null
  page.elements.clear()
  closeDialog()
  setCampaign(null)
  openGallery('portraits')
  backToCampaign()
})

afterEach(() => vi.unstubAllGlobals())

describe('campaigns and characters', () => {
  it('keeps the open character when its own campaign is opened again', () => {
    openCharacter(7, 1)
    openSettings()
    openCampaign(1)
    expect(currentPlace()).toMatchObject({ screen: 'campaign', campaignId: 1, characterId: 7 })
  })

  it('closes the character when another campaign is opened', () => {
    openCharacter(7, 1)
    openCampaign(2)
    expect(currentPlace()).toMatchObject({ campaignId: 2, characterId: null })
  })

  it('opens a character of the open campaign when none is named', () => {
    openCampaign(3)
    openCharacter(9)
    expect(currentPlace()).toMatchObject({ campaignId: 3, characterId: 9 })
  })

  it('sets another campaign without leaving the screen that is shown', () => {
    openCharacter(7, 1)
    openSettings()
    setCampaign(2)
    expect(currentPlace()).toMatchObject({
      screen: 'settings',
      campaignId: 2,
      characterId: null,
    })
  })
})

describe('the gallery', () => {
  it('opens on the tab it was left on', () => {
    openGallery('trash')
    backToCampaign()
    openGallery()
    expect(currentPlace()).toMatchObject({ screen: 'gallery', galleryTab: 'trash' })
  })

  it('closes the dialog that led to it', () => {
    openDialog({ kind: 'keys' })
    openGallery('storage')
    expect(currentPlace().dialog).toBeNull()
  })
})

describe('dialogs', () => {
  it('give the focus back to what opened the first of them', () => {
    const opener = new FakeElement()
    const insideFirst = new FakeElement()
    page.activeElement = opener
    openDialog({ kind: 'keys' })
    page.activeElement = insideFirst
    openDialog({ kind: 'about' })
    expect(currentPlace().dialog).toEqual({ kind: 'about' })
    closeDialog()
    expect(currentPlace().dialog).toBeNull()
    expect(opener.focus).toHaveBeenCalledOnce()
    expect(insideFirst.focus).not.toHaveBeenCalled()
  })

  it('focus a card of the wall when what opened them has left the page', () => {
    const opener = new FakeElement()
    const card = new FakeElement()
    page.elements.set('[data-wall] [tabindex="0"], main button', card)
    page.activeElement = opener
    openDialog({ kind: 'keys' })
    opener.isConnected = false
    closeDialog()
    expect(opener.focus).not.toHaveBeenCalled()
    expect(card.focus).toHaveBeenCalledOnce()
  })

  it('give the focus to the button of the menu whose entry opened them', () => {
    const entry = new FakeElement()
    const menu = new FakeElement()
    const button = new FakeElement()
    menu.id = 'menu-1'
    entry.menu = menu
    page.elements.set('[aria-controls="menu-1"]', button)
    page.activeElement = entry
    openDialog({ kind: 'keys' })
    entry.isConnected = false
    closeDialog()
    expect(button.focus).toHaveBeenCalledOnce()
  })

  it('do not give the focus to the opener of an earlier one', () => {
    const earlier = new FakeElement()
    page.activeElement = earlier
    openDialog({ kind: 'keys' })
    closeDialog()
    page.activeElement = null
    openDialog({ kind: 'about' })
    closeDialog()
    expect(earlier.focus).toHaveBeenCalledOnce()
  })
})
