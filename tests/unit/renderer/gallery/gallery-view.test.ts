import { beforeEach, describe, expect, it } from 'vitest'
import {
  closePortrait,
  forgetPortraits,
  galleryState,
  galleryView,
  narrow,
  openGalleryDialog,
  openPortrait,
  select,
  setFilter,
  showEverything,
  sortBy,
  stepBack,
  toggle,
} from '../../../../src/renderer/gallery/gallery-view'

const selected = () => [...galleryState().selected]

beforeEach(() => {
  forgetPortraits()
  showEverything()
  sortBy('newest')
})

describe('the selection', () => {
  it('toggles one portrait and makes it the anchor', () => {
    toggle(7, 3)
    toggle(9, 5)
    expect(selected()).toEqual([7, 9])
    expect(galleryState().anchor).toBe(5)
    toggle(7, 3)
    expect(selected()).toEqual([9])
  })

  it('keeps the anchor while it is extended', () => {
    toggle(7, 3)
    select([7, 8, 9])
    expect(galleryState().anchor).toBe(3)
  })

  it('is dropped by another search or filter, because it may be out of sight', () => {
    select([1, 2], 4)
    setFilter('star', 'starred')
    expect(selected()).toEqual([])
    expect(galleryState().anchor).toBe(0)
    select([1])
    narrow({ search: 'Elowen' })
    expect(selected()).toEqual([])
  })

  it('outlives another order, whose places are others', () => {
    select([1, 2], 4)
    sortBy('name')
    expect(selected()).toEqual([1, 2])
    expect(galleryState().anchor).toBe(0)
  })

  it('is dropped when a portrait is opened', () => {
    select([1, 2])
    openPortrait(2, 6)
    expect(galleryState()).toMatchObject({ openId: 2, anchor: 6 })
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
    toggle(3, 1)
    expect(stepBack()).toBe(true)
    expect(selected()).toEqual([])
    expect(galleryState().openId).toBe(2)
    expect(stepBack()).toBe(true)
    expect(galleryState().openId).toBeNull()
    expect(stepBack()).toBe(false)
  })
})

it('forgets everything about portraits that may be others by now', () => {
  openPortrait(2, 5)
  openGalleryDialog({ kind: 'assign', id: 2 })
  select([1])
  forgetPortraits()
  expect(galleryState()).toEqual({ selected: new Set(), anchor: 0, openId: null, dialog: null })
})

it('closes the details and keeps the selection', () => {
  openPortrait(2)
  select([4])
  closePortrait()
  expect(galleryState().openId).toBeNull()
  expect(selected()).toEqual([4])
})
