import { describe, expect, test } from 'vitest'
import {
  canPlaceWindows,
  chooseOpening,
  findScreen,
  numberScreens,
  rememberScreen,
  type Screen,
  type Screens,
} from '../../../src/main/players/screens'

const screen = (id: number, changes: Partial<Screen> = {}, x = 0): Screen => ({
  id,
  label: `Screen ${id}`,
  bounds: { x, y: 0, width: 1920, height: 1080 },
  scaleFactor: 1,
  isInternal: false,
  ...changes,
})

const laptop = screen(1, { label: 'Built-in', isInternal: true, scaleFactor: 2 })
const tv = screen(2, { label: 'LG TV' }, 1920)
const here: Screens = [laptop, tv]
const known = rememberScreen(tv, here)

describe('a screen that was chosen before', () => {
  test('is found by itself', () => {
    expect(findScreen(known, here)).toBe(tv)
  })

  test.each([
    ['the system numbered the screens again', { ...tv, id: 77 }],
    ['it came back without a name', { ...tv, label: '' }],
    ['it is on the other side', { ...tv, bounds: { ...tv.bounds, x: -1920 } }],
    ['its resolution is another one', { ...tv, bounds: { ...tv.bounds, height: 720 } }],
    ['the system scales it', { ...tv, scaleFactor: 1.5 }],
  ])('is found although %s', (_why, changed) => {
    expect(findScreen(known, [laptop, changed])?.bounds).toEqual(changed.bounds)
  })

  test.each([
    ['another screen is plugged in its place', { ...tv, label: 'BENQ' }],
    ['only the size is the same', { ...tv, id: 9, label: '', bounds: { ...tv.bounds, x: 4_000 } }],
  ])('is not found where %s', (_why, changed) => {
    expect(findScreen(known, [laptop, changed])).toBeNull()
  })

  test('is never a screen of the computer itself, whatever its number', () => {
    expect(findScreen(known, [{ ...laptop, id: 2, label: '' }])).toBeNull()
  })

  test('is one of two of a kind by its place, and asked for where nothing tells them apart', () => {
    const left = { ...tv, id: 8, label: 'LG TV', bounds: { ...tv.bounds, x: -1920 } }
    expect(findScreen(known, [laptop, left, { ...tv, id: 9 }])?.id).toBe(9)
    const elsewhere = { ...tv, id: 9, bounds: { ...tv.bounds, x: 5_000 } }
    expect(findScreen(known, [laptop, left, elsewhere])).toBeNull()
  })

  test('is found once where the system lists it twice', () => {
    expect(findScreen(known, [laptop, tv, { ...tv }])?.id).toBe(2)
  })
})

describe('the players’ window opens', () => {
  const facts = { screens: here, ownId: 1, canPlace: true } as const

  test('on the screen that was chosen', () => {
    expect(chooseOpening({ ...facts, chosen: known })).toEqual({ kind: 'screen', screen: tv })
  })

  test('after a question where none was chosen, or the one is not there among four', () => {
    expect(chooseOpening({ ...facts, chosen: 'ask' })).toEqual({ kind: 'ask' })
    const four = [laptop, screen(5, {}, 1920), screen(6, {}, 3840), screen(7, {}, 5760)]
    expect(chooseOpening({ ...facts, chosen: known, screens: four })).toEqual({ kind: 'ask' })
  })

  test('after a question where it would cover the game master’s own window', () => {
    expect(chooseOpening({ ...facts, chosen: known, ownId: 2 })).toEqual({ kind: 'ask' })
  })

  test.each([
    ['there is one screen', { screens: [laptop], chosen: known }],
    ['the one screen is listed twice', { screens: [laptop, { ...laptop }], chosen: 'ask' }],
    ['no program may place a window', { canPlace: false, chosen: known }],
    ['that was chosen', { chosen: 'window' }],
  ] as const)('as an ordinary window where %s', (_why, changes) => {
    expect(chooseOpening({ ...facts, ...changes })).toEqual({ kind: 'window' })
  })
})

test('screens are numbered from left to right, each once, whatever their order', () => {
  const far = screen(3, {}, -1920)
  const numbered = numberScreens([laptop, tv, far, { ...tv }], 1)
  expect(numbered.map(({ number, id, isOwn }) => [number, id, isOwn])).toEqual([
    [1, 3, false],
    [2, 1, true],
    [3, 2, false],
  ])
  expect(numbered[1]).toMatchObject({ widthPx: 3840, heightPx: 2160, label: 'Built-in' })
})

test.each([
  [true, { platform: 'win32' }],
  [true, { sessionType: 'x11' }],
  [false, { sessionType: 'wayland' }],
  [false, { waylandDisplay: 'wayland-0' }],
  [true, { sessionType: 'wayland', ozone: 'x11' }],
  [true, { sessionType: 'wayland', electronMajor: 33 }],
  [false, { sessionType: 'wayland', electronMajor: 33, ozone: 'auto' }],
  [false, { ozone: 'wayland', electronMajor: 33 }],
])('a window can be placed: %s, with %o', (expected, changes) => {
  const linux = { platform: 'linux', ozone: '', sessionType: undefined, waylandDisplay: undefined }
  expect(canPlaceWindows({ ...linux, electronMajor: 45, ...changes })).toBe(expected)
})
