import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { clearWallFocus, focusOnWall, isFocusFree } from '../../../../src/renderer/wall/wall-focus'

const body = {}
const page: { activeElement: unknown; body: unknown } = { activeElement: null, body }

beforeEach(() => {
  vi.stubGlobal('document', page)
  clearWallFocus()
})
afterEach(() => vi.unstubAllGlobals())

it('may move the focus that is still on what asked for it, or on nothing', () => {
  const menu = {}
  page.activeElement = menu
  focusOnWall({ kind: 'character', id: 7 })
  expect(isFocusFree()).toBe(true)
  page.activeElement = body
  expect(isFocusFree()).toBe(true)
  page.activeElement = null
  expect(isFocusFree()).toBe(true)
})

it('leaves a focus alone that has moved since', () => {
  page.activeElement = {}
  focusOnWall({ kind: 'anyone' })
  page.activeElement = {}
  expect(isFocusFree()).toBe(false)
})

it('forgets what asked for it', () => {
  const menu = {}
  page.activeElement = menu
  focusOnWall({ kind: 'anyone' })
  clearWallFocus()
  expect(isFocusFree()).toBe(false)
})
