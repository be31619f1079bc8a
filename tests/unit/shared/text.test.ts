import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { factSchema, nameSchema, visibleName } from '../../../src/shared/text'

const listed = readFileSync(
  new URL('../../support/cases/invisible-names.txt', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) =>
    line.replace(/^U\+([0-9A-F]{4})/, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))),
  )

const errorOf = (name: string) => nameSchema.safeParse(name).error?.issues[0]?.message

describe('a name has something to see', () => {
  test.each([
    ...listed.filter((name) => !name.endsWith('evil')),
    '\u3164',
    '\u115f\u1160',
    '\uffa0',
    '\u00ad',
    '\ufe0f',
    '\u{e0100}',
    '\u200d\u200c\u2060\ufeff',
    '\u202e\u2069',
    '\u0085\u009b',
    '\u001b[31m\u001b[0m',
    '\u034f',
    '\u0301',
    '\uffff',
    ' \u2800\u3000\u00a0 ',
  ])('not %j', (name) => {
    expect(errorOf(name)).toMatch(/^name-(empty|invisible)$/)
    expect(visibleName(name, 'Unnamed')).toBe('Unnamed')
  })

  test.each(['.', '0', '🔥', '❄️', '龍', '👨‍👩‍👧‍👦', 'الملك', '\u202e evil', '𐎀', 'e\u0301'])(
    'but %j',
    (name) => {
      expect(nameSchema.parse(name)).toBe(name.trim())
      expect(visibleName(name, 'Unnamed')).toBe(name.trim())
    },
  )

  test.each([
    ['Red\u001b[31m Dragon\u001b[0m', 'Red Dragon'],
    ['\u001b]0;owned\u0007Bob', 'Bob'],
    ['\u009b2JBob', 'Bob'],
    ['\u001bP$q\u001b\\Bob', 'Bob'],
    ['Bo\u0000b\u0007\u0085y', 'Boby'],
    ['two\r\nlines', 'two lines'],
    ['\u001b]8;;no end', ']8;;no end'],
  ])('and no control character: %j', (typed, name) => {
    expect(nameSchema.parse(typed)).toBe(name)
    expect(factSchema.parse(typed)).toBe(name)
  })

  test('and what is far too long is refused before anything is done to it', () => {
    expect(errorOf(' '.repeat(1_000_000))).toBe('name-too-long')
    expect(errorOf('\u0090'.repeat(19_000))).toBe('name-empty')
  })
})
