import { describe, expect, test } from 'vitest'
import {
  addFaces,
  addToQueue,
  emptyStage,
  facesNext,
  facesToShow,
  removeFace,
  replaceFaces,
  type Stage,
  showQueued,
  stepInQueue,
  toggleBlack,
  toggleFace,
  toggleNames,
  unqueue,
  updateFaces,
} from '../../../src/main/players/stage'
import { mostQueued, type PlayersFace } from '../../../src/shared/players'

const face = (id: number): PlayersFace => ({
  subject: { kind: 'character', id },
  portraitId: id * 10,
  name: `Face ${id}`,
})
const [one, two, three, four, five] = [face(1), face(2), face(3), face(4), face(5)] as const
const ids = (faces: readonly PlayersFace[]) => faces.map(({ subject }) => subject?.id)
const queued = (...faces: PlayersFace[]): Stage => ({ ...emptyStage, queue: faces })

describe('the stage', () => {
  test('shows a face, and the same key takes it away', () => {
    const shown = toggleFace(emptyStage, one)
    expect(facesToShow(shown)).toEqual([one])
    expect(facesToShow(toggleFace(shown, one))).toEqual([])
    expect(facesToShow(toggleFace(shown, two))).toEqual([two])
  })

  test('takes one of several away and leaves the others', () => {
    const shown = replaceFaces(emptyStage, [one, two, three])
    expect(ids(facesToShow(toggleFace(shown, two)))).toEqual([1, 3])
    expect(ids(facesToShow(removeFace(shown, 0)))).toEqual([2, 3])
  })

  test('shows another picture of the same person when it is asked for, not nothing', () => {
    const other = { ...one, portraitId: 11 }
    expect(facesToShow(toggleFace(toggleFace(emptyStage, one), other))).toEqual([other])
  })

  test('shows nothing while it is black, and what is shown next ends that', () => {
    const black = toggleBlack(replaceFaces(emptyStage, [one]))
    expect(facesToShow(black)).toEqual([])
    expect(facesToShow(toggleBlack(black))).toEqual([one])
    // The key of a face that black hides shows it: the players do not see it now.
    expect(facesToShow(toggleFace(black, one))).toEqual([one])
  })

  test('never brings back what black hides because another face is added', () => {
    const black = toggleBlack(replaceFaces(emptyStage, [one]))
    expect(facesToShow(addFaces(black, [two]) ?? emptyStage)).toEqual([two])
  })

  test('has room for four, and refuses the fifth', () => {
    const full = addFaces(replaceFaces(emptyStage, [one, two, three]), [four])
    expect(ids(full?.faces ?? [])).toEqual([1, 2, 3, 4])
    expect(addFaces(full ?? emptyStage, [five])).toBeNull()
    expect(addFaces(full ?? emptyStage, [four])?.faces).toHaveLength(4)
  })

  test('hides names again with whatever is shown next', () => {
    const named = toggleNames(replaceFaces(emptyStage, [one]))
    expect(named.areNamesShown).toBe(true)
    expect(replaceFaces(named, [two]).areNamesShown).toBe(false)
    expect(addFaces(named, [two])?.areNamesShown).toBe(false)
    expect(toggleFace(named, one).areNamesShown).toBe(false)
    expect(removeFace(named, 0).areNamesShown).toBe(false)
    expect(stepInQueue({ ...named, queue: [two] }, 1).areNamesShown).toBe(false)
  })

  test('reveals no name while there is no one to see', () => {
    expect(toggleNames(emptyStage).areNamesShown).toBe(false)
    const black = toggleBlack(replaceFaces(emptyStage, [one]))
    expect(toggleNames(black).areNamesShown).toBe(false)
  })
})

describe('the queue', () => {
  test('is gone through in both directions and ends at its ends', () => {
    let stage = stepInQueue(queued(one, two), 1)
    expect([facesToShow(stage), stage.at]).toEqual([[one], 0])
    stage = stepInQueue(stage, 1)
    expect([facesToShow(stage), stage.at]).toEqual([[two], 1])
    expect(stepInQueue(stage, 1)).toBe(stage)
    stage = stepInQueue(stage, -1)
    expect(stepInQueue(stage, -1)).toBe(stage)
    expect(facesToShow(stepInQueue(queued(one, two), -1))).toEqual([two])
    expect(stepInQueue(emptyStage, 1)).toBe(emptyStage)
  })

  test('goes on from a face of it that was shown by itself', () => {
    const stage = toggleFace(queued(one, two, three), two)
    expect(facesToShow(stepInQueue(stage, 1))).toEqual([three])
  })

  test('keeps its place when something else was shown in between', () => {
    const stage = replaceFaces(showQueued(queued(one, two, three), 1), [five])
    expect(facesToShow(stepInQueue(stage, 1))).toEqual([three])
  })

  test('has each picture once, and a length that ends', () => {
    const stage = addToQueue(queued(one), [one, two, two])
    expect(stage?.queue).toEqual([one, two])
    const many = Array.from({ length: mostQueued }, (_, at) => face(at + 1))
    expect(addToQueue(emptyStage, many)?.queue).toHaveLength(mostQueued)
    expect(addToQueue(queued(...many), [face(9_999)])).toBeNull()
  })

  test.each([
    ['before the present one', 0, [2, 3], 3],
    ['the present one', 1, [1, 3], 3],
    ['after the present one', 2, [1, 2], undefined],
  ])('goes on with what came next when %s is removed', (_what, index, left, next) => {
    const at = showQueued(queued(one, two, three), 1)
    const stage = unqueue(at, index)
    expect(ids(stage.queue)).toEqual(left)
    expect(facesToShow(stage)).toEqual([two])
    const after = stepInQueue(stage, 1)
    expect(after === stage ? undefined : ids(facesToShow(after))[0]).toBe(next)
  })

  test('knows what may be shown next, so that it can be read ahead', () => {
    const stage = showQueued(queued(one, two, three), 1)
    expect(ids(facesNext(stage))).toEqual([3, 1])
    expect(ids(facesNext(queued(one, two)))).toEqual([1])
    expect(facesNext(emptyStage)).toEqual([])
  })
})

test('faces that are gone leave the stage and the queue, and new names are known', () => {
  const stage = toggleNames({ ...replaceFaces(queued(one, two, three), [one, two]), at: 2 })
  const revised = updateFaces(stage, (known) =>
    known.subject?.id === 1 ? null : { ...known, name: 'Renamed' },
  )
  expect(ids(revised.faces)).toEqual([2])
  expect(revised.faces[0]?.name).toBe('Renamed')
  expect([ids(revised.queue), revised.at]).toEqual([[2, 3], 1])
  expect(revised.areNamesShown).toBe(true)
  expect(updateFaces(stage, () => null).areNamesShown).toBe(false)
})
