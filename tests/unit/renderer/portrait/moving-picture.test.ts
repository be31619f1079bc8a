import { expect, test } from 'vitest'
import { moveAndScale } from '../../../../src/renderer/portrait/moving-picture'

const place = (left: number, top: number, width: number, height: number) =>
  ({ left, top, width, height }) as DOMRectReadOnly

test('a face grows from its card to exactly where the large picture is', () => {
  const card = place(300, 200, 150, 200)
  expect(moveAndScale(card, place(1_000, 60, 300, 400))).toBe(
    'translate(700px, -140px) scale(2, 2)',
  )
  expect(moveAndScale(card, card)).toBe('translate(0px, 0px) scale(1, 1)')
})
