import { beforeEach, describe, expect, it } from 'vitest'
import {
  closePortrait,
  followPortrait,
  forgetPortraits,
  gallerySelection,
  galleryState,
  galleryView,
  narrow,
  openGalleryDialog,
  openPortrait,
  setFilter,
  showEverything,
  sortBy,
  stepBack,
} from '../../../../src/renderer/gallery/gallery-view'

const selected = () => [...gallerySelection.read().ids]

beforeEach(() => {
  forgetPortraits()
  showEverything()
  sortBy('newest')
})

describe('the selection', () => {
  it('is dropped by another search or filter, because it may be out of sight', () => {
    gallerySelection.select([1, 2], 4)
    setFilter('star', 'starred')
    expect(selected()).toEqual([])
    expect(gallerySelection.read().anchor).toBe(0)
    gallerySelection.select([1])
    narrow({ search: 'Elowen' })
    expect(selected()).toEqual([])
  })

  it('outlives another order, whose places are others', () => {
    gallerySelection.select([1, 2], 4)
    sortBy('name')
    expect(selected()).toEqual([1, 2])
    expect(gallerySelection.read().anchor).toBe(0)
  })

  it('stays when the details follow the arrow keys', () => {
    gallerySelection.select([1, 2])
    followPortrait(2)
    expect(galleryState().openId).toBe(2)
    expect(selected()).toEqual([1, 2])
  })

  it('is dropped when a portrait is opened', () => {
    gallerySelection.select([1, 2])
    openPortrait(2)
    expect(galleryState().openId).toBe(2)
    expect(selected()).toEqual([])
  })
})

describe('the filters', () => {
  it('change one by one, and undefined lets everything through', () => {
    setFilter('star', 'starred')
    setFilter('owner', 'character')
    expect(galleryView().filters).toEqual({ star: 'starred', owner: 'character' })
    setFilter('star', undefined)
    expect(galleryView().filters).toEqual({ owner: 'character' })
  })

  it('go with the search, but not the order', () => {
    sortBy('largest')
    setFilter('owner', 'character')
    narrow({ search: 'elf' })
    showEverything()
    expect(galleryView()).toEqual({ search: '', sort: 'largest', filters: {} })
  })
})

describe('Escape', () => {
  it('clears the selection first, then closes the details, then leaves', () => {
    openPortrait(2)
    gallerySelection.toggle(3, 1)
    expect(stepBack()).toBe(true)
    expect(selected()).toEqual([])
    expect(galleryState().openId).toBe(2)
    expect(stepBack()).toBe(true)
    expect(galleryState().openId).toBeNull()
    expect(stepBack()).toBe(false)
  })
})

it('forgets everything about portraits that may be others by now', () => {
  openPortrait(2)
  openGalleryDialog({ kind: 'assign', id: 2 })
  gallerySelection.select([1])
  forgetPortraits()
  expect(galleryState()).toEqual({ openId: null, dialog: null })
  expect(gallerySelection.read()).toEqual({ ids: new Set(), anchor: 0 })
})

it('closes the details and keeps the selection', () => {
  openPortrait(2)
  gallerySelection.select([4])
  closePortrait()
  expect(galleryState().openId).toBeNull()
  expect(selected()).toEqual([4])
})
