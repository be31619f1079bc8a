import { expect, test } from 'vitest'
import { makeCharacter } from '../../../bench/inside/names'
import { requests } from '../../../src/shared/contract'
import { openRecords } from '../../support/records'

const castSize = 100_000
const wordsEach = 10

// How fast it is, the bench measures: here it is about being right, and never reading more than a page.
test('fault 76: among 100,000 characters and a million words of notes every page and every search is right', {
  timeout: 180_000,
}, () => {
  const { database, campaigns, characters, cast } = openRecords()
  const { id: campaignId } = campaigns.create({ name: 'La Longue Route' })
  database.transaction(() => {
    for (let number = 0; number < castSize; number += 1) {
      const notes = Array.from({ length: wordsEach }, (_, word) => `word${number}x${word}`).join(
        ' ',
      )
      characters.create({ campaignId, ...makeCharacter(number), notes })
    }
  })()
  const find = (query: object) =>
    cast.list(requests['characters:list'].input.parse({ campaignId, ...query }))
  const limit = find({}).cards.length
  expect(limit).toBeLessThanOrEqual(200)

  const order = database
    .prepare<[], number>('SELECT id FROM character ORDER BY sort_name, id')
    .pluck()
    .all()
  for (const offset of [0, 199, 50_000, castSize - limit, castSize - 1]) {
    const page = find({ offset })
    expect(page.total).toBe(castSize)
    expect(page.cards.map(({ id }) => id)).toEqual(order.slice(offset, offset + limit))
  }
  for (const sort of ['newest', 'changed', 'level'] as const) {
    expect(new Set(find({ sort, offset: 70_000 }).cards.map(({ id }) => id)).size).toBe(limit)
  }
  const { id: newest } = characters.create({ campaignId, name: 'Zébulon Œuf-de-Coucou' })
  for (const search of ['zebulon', 'oeuf', 'zébulon coucou']) {
    expect(find({ search }).cards.map(({ id }) => id)).toEqual([newest])
  }
  database.close()
})
