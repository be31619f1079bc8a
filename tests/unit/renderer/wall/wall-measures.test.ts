import { describe, expect, test } from 'vitest'
import { panelLimits } from '../../../../src/renderer/app/side-panel'
import { defaultCardWidthPx, measureWall } from '../../../../src/renderer/wall/wall-measures'

describe('the wall beside a panel', () => {
  for (const windowPx of [1_280, 1_440, 1_920, 2_560]) {
    test(`keeps every card in its row and column when the panel opens, in a window of ${windowPx}`, () => {
      const { usualPx } = panelLimits(windowPx)
      const widthPx = windowPx - 248 - 72
      const alone = measureWall({ widthPx, besidePx: 0, cardPx: 168 })
      const beside = measureWall({ widthPx: widthPx - usualPx, besidePx: usualPx, cardPx: 168 })
      expect(beside.columns).toBe(alone.columns)
      expect(beside.cardWidthPx).toBeGreaterThan(96)
    })
  }

  test('has fewer cards in a row where faces could no longer be told', () => {
    const beside = measureWall({ widthPx: 400, besidePx: 900, cardPx: 168 })
    expect(beside.columns).toBeLessThan(5)
    expect(beside.cardWidthPx).toBeGreaterThan(90)
  })

  test('gives a name one line more where the panel makes the cards narrower', () => {
    const wide = { widthPx: 2_240, cardPx: 252 }
    const alone = measureWall({ ...wide, besidePx: 0 })
    const beside = measureWall({ ...wide, widthPx: 1_149, besidePx: 1_091 })
    expect([alone.nameLines, beside.nameLines]).toEqual([2, 3])
    const below = (wall: typeof alone) => wall.rowHeightPx - wall.pictureHeightPx - wall.gapPx / 2
    expect(below(beside)).toBeGreaterThan(below(alone) + 19)
    const small = measureWall({ widthPx: 520, besidePx: 580, cardPx: 168 })
    expect([small.isSmall, small.nameLines]).toEqual([true, 2])
  })

  test('fits its cards into the width, whatever their size', () => {
    for (let cardPx = 88; cardPx <= 360; cardPx += 4) {
      const { columns, cardWidthPx, gapPx } = measureWall({ widthPx: 1_120, besidePx: 0, cardPx })
      expect(columns * cardWidthPx + (columns - 1) * gapPx).toBeCloseTo(1_120)
      expect(cardWidthPx).toBeGreaterThanOrEqual(cardPx * 0.8)
    }
  })
})

test('the panel grows with the window and leaves room for the wall', () => {
  expect(panelLimits(1_100).usualPx).toBe(372)
  expect(panelLimits(2_560).usualPx).toBe(691)
  for (const windowPx of [1_001, 1_440, 2_560, 3_840]) {
    expect(windowPx - panelLimits(windowPx).greatestPx).toBeGreaterThanOrEqual(520)
  }
})

test('cards grow with a wide window while no size was chosen', () => {
  const widths = (density: 'comfortable' | 'dense') =>
    [900, 1_440, 1_600, 1_920, 2_560, 3_840].map((px) => defaultCardWidthPx(density, px))
  expect(widths('comfortable')).toEqual([168, 168, 168, 202, 252, 252])
  expect(widths('dense')).toEqual([104, 104, 104, 125, 156, 156])
})
