import { expect, test } from 'vitest'
import {
  drawAgain,
  goBack,
  shownDraws,
  startDrawing,
} from '../../../../src/renderer/quick-character/draws'

const start = startDrawing('a seed', null)

test('a part is drawn again, and the others stay', () => {
  const again = drawAgain(drawAgain(start, 'manner'), 'manner')
  expect(shownDraws(again)).toEqual({ face: 0, name: 0, occupation: 0, manner: 2, wish: 0 })
})

test('going back shows everybody who was drawn, and stays with the first', () => {
  const drawn = drawAgain(drawAgain(start, 'all'), 'name')
  expect(shownDraws(goBack(drawn))).toMatchObject({ face: 1, name: 1 })
  expect(shownDraws(goBack(goBack(goBack(drawn))))).toEqual(shownDraws(start))
})

test('drawing after going back brings another person, and leads back to where it was drawn', () => {
  const drawn = drawAgain(goBack(drawAgain(drawAgain(start, 'name'), 'name')), 'name')
  expect(shownDraws(drawn).name).toBe(3)
  expect(shownDraws(goBack(drawn)).name).toBe(1)
})
