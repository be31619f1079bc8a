import { expect, test } from 'vitest'
import { bestColumns, gridTemplate } from '../../../../src/renderer/players-page/arrange'

const square = 1
const tall = 2 / 3
const wide = 3 / 2
const screen = 16 / 9

test.each([
  ['one has all of the screen', [tall], screen, 1],
  ['two stand side by side', [square, square], screen, 2],
  ['three stand side by side', [tall, tall, tall], screen, 3],
  ['four tall ones stand in one row', [tall, tall, tall, tall], screen, 4],
  ['four wide ones stand two by two', [wide, wide, wide, wide], screen, 2],
  ['two on an upright screen stand one above the other', [square, square], 9 / 16, 1],
  ['four on an upright screen stand two by two', [tall, tall, tall, tall], 9 / 16, 2],
  ['none is no fault', [], screen, 1],
])('%s', (_what, shapes, shape, columns) => {
  expect(bestColumns(shapes, shape)).toBe(columns)
})

test.each([
  [
    'one picture has all of the screen',
    [tall],
    'contain',
    'repeat(1, minmax(0, 1fr)) / repeat(1, minmax(0, 1fr))',
  ],
  [
    'whole pictures stand close',
    [square, square],
    'contain',
    'repeat(1, minmax(0, 1fr)) / repeat(2, minmax(0, 56.25%))',
  ],
  [
    'pictures that are cut share all of the screen',
    [square, square],
    'cover',
    'repeat(1, minmax(0, 1fr)) / repeat(2, minmax(0, 1fr))',
  ],
  [
    'four wide ones have two rows',
    [wide, wide, wide, wide],
    'contain',
    'repeat(2, minmax(0, 1fr)) / repeat(2, minmax(0, 42.19%))',
  ],
] as const)('%s', (_what, shapes, fit, grid) => {
  expect(gridTemplate(shapes, { screenShape: screen, fit })).toBe(grid)
})
