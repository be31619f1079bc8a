import { expect, test } from 'vitest'
import { findWithTypos, isTypoOf, matchWord, typosIn } from '../../../src/shared/typos'

test('short words and numbers have no typos, long ones two', () => {
  expect(['bob', 'anna', 'sevenly', 'eightlet', '12345678'].map(typosIn)).toEqual([0, 1, 1, 2, 0])
})

test.each([
  ['elowen', 'elowen', 0],
  ['elowens', 'elowen', 1],
  ['melowen', 'elowen', 2],
  ['eloven', 'elowen', 3],
  ['elvoen', 'elowen', null],
] as const)('%s answers to the typed %s with %j', (word, typed, quality) => {
  expect(matchWord(word, typed)).toBe(quality)
})

/** The distance as a textbook has it. */
function distance(one: string, other: string): number {
  const cost = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const same = one[i - 1] === other[j - 1] ? 0 : 1
    const least = Math.min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + same)
    const isExchange = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
    return isExchange ? Math.min(least, cost(i - 2, j - 2) + 1) : least
  }
  return cost(one.length, other.length)
}

test('a word of four letters has the typos that the textbook counts', () => {
  const words = (length: number): string[] =>
    length === 0 ? [''] : words(length - 1).flatMap((word) => [`${word}a`, `${word}b`])
  const all = [3, 4, 5, 6].flatMap(words)
  for (const typed of words(4)) {
    for (const word of all) {
      expect(isTypoOf(word, typed), `${word} ${typed}`).toBe(distance(word, typed) <= 1)
    }
  }
})

test('names are found with typos after those that hold what was typed, up to a limit', () => {
  const names = ['The Ember Court', 'Ember', 'Embers of Rhûn', 'Émbre noir', 'The Long Road']
  const find = (typed: string, most?: number) =>
    findWithTypos(names, typed, {
      wordsOf: (name) => name,
      ...(most === undefined ? {} : { most }),
    })
  expect(find('')).toEqual(names)
  expect(find('embre')).toEqual(['Émbre noir', 'The Ember Court', 'Ember', 'Embers of Rhûn'])
  expect(find('embre', 2)).toEqual(['Émbre noir', 'The Ember Court'])
  expect(find('cuort ember')).toEqual(['The Ember Court'])
  expect(find('lnog raod')).toEqual(['The Long Road'])
  expect(find('xyz')).toEqual([])
})
