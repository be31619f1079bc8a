import { expect, test } from 'vitest'
import { indexesWithin } from '../../../../src/renderer/wall/wall-measures'

// Three columns of cards that are 100 wide with 20 between them, in rows of 200 of which the last 10 are free.
const measures = {
  columns: 3,
  gapPx: 20,
  cardWidthPx: 100,
  rowHeightPx: 200,
  pictureHeightPx: 133,
  isSmall: false,
  nameLines: 2,
}
const within = (left: number, top: number, right: number, bottom: number, total = 8) =>
  indexesWithin(measures, total, { left, top, right, bottom })

test.each([
  ['inside one card', [10, 10, 20, 20], [0]],
  ['from a gap to the card beside it', [105, 10, 130, 20], [1]],
  ['in a gap alone', [105, 10, 115, 20], []],
  ['over two rows and two columns', [50, 100, 150, 250], [0, 1, 3, 4]],
  ['between two rows', [0, 193, 100, 198], []],
  ['beyond every edge', [-50, -50, 5_000, 5_000], [0, 1, 2, 3, 4, 5, 6, 7]],
  ['beside the last card', [260, 420, 300, 500], []],
] as const)('a rectangle %s touches these cards', (_where, [left, top, right, bottom], places) => {
  expect(within(left, top, right, bottom)).toEqual(places)
})

test('an empty wall has no cards in a rectangle', () => {
  expect(within(0, 0, 500, 500, 0)).toEqual([])
})
