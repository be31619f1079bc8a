import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { beginningOf, boundaryBefore, codePoints, shorten } from '../../../src/shared/cut'

const family = '👨‍👩‍👧‍👦'
const description = readFileSync(
  new URL('../../support/cases/description-599.txt', import.meta.url),
  'utf8',
)

describe('a text is cut between what a reader takes for characters', () => {
  test('where an emoji stands across the end', () => {
    const end = boundaryBefore(description, 600)
    expect(description.slice(0, end)).toBe(description.slice(0, 599))
    expect(description.slice(0, end).isWellFormed()).toBe(true)
  })

  test.each([
    ['a family', `ab${family}`, 5],
    ['a flag', 'ab🇫🇷', 3],
    ['a letter with its mark', 'abe\u0301', 3],
    ['a syllable in parts', 'ab각'.normalize('NFD'), 4],
    ['a skin tone', 'ab👋🏽', 3],
  ])('%s', (_what, text, maximum) => {
    expect(beginningOf(text, maximum, codePoints)).toBe('ab')
    expect(text.slice(0, boundaryBefore(text, maximum))).toBe('ab')
    expect(shorten(text, maximum, codePoints)).toBe('ab…')
  })

  test('and whole where there is room', () => {
    expect(beginningOf(`ab${family}`, 3)).toBe(`ab${family}`)
    expect(shorten(family, 1)).toBe(family)
    expect(boundaryBefore('abc', 9)).toBe(3)
  })
})
