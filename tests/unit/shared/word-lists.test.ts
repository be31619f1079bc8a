import { expect, test } from 'vitest'
import { mostEntries, readWordList, wordListTextSchema } from '../../../src/shared/word-lists'

const codeOf = (text: string) => wordListTextSchema.safeParse(text).error?.issues[0]?.message

test('every usable line of a pasted list is an entry, and every other is reported with the reason', () => {
  const long = 'x'.repeat(300)
  const lines = [
    '\ufeffMira',
    '  Tomas   Vale\t',
    '',
    'MÍRA',
    long,
    'Bell\u0007',
    '\u202eevil',
    '\u200b',
    'אלישבע',
    'caf\ufffd',
    '🔥 Ash',
  ]
  const { entries, ignored } = readWordList(`${lines.join('\r\n')}\r\n\r\n`)
  expect(entries).toEqual(['Mira', 'Tomas Vale', 'אלישבע', '🔥 Ash'])
  expect(ignored).toEqual([
    { line: 3, reason: 'empty' },
    { line: 4, reason: 'duplicate' },
    { line: 5, reason: 'too-long' },
    { line: 6, reason: 'control' },
    { line: 7, reason: 'control' },
    { line: 8, reason: 'empty' },
    { line: 10, reason: 'control' },
  ])
})

test('what is read from a list is read the same again', () => {
  const { entries } = readWordList('B\nA\u2028C\rD\u0085E\n# not a remark')
  expect(entries).toEqual(['B', 'A', 'C', 'D', 'E', '# not a remark'])
  expect(readWordList(entries.join('\n'))).toEqual({ entries, ignored: [] })
})

test('an empty list is one, and one without a usable line or of too many lines is refused', () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `Name ${at}`).join('\n')
  expect(readWordList(' \n\n')).toEqual({ entries: [], ignored: [] })
  expect(codeOf('')).toBeUndefined()
  expect(codeOf(names(mostEntries))).toBeUndefined()
  expect(codeOf(names(mostEntries + 1))).toBe('word-list-too-long')
  expect(codeOf(names(100_000))).toBe('word-list-too-long')
  expect(codeOf('x'.repeat(5_000_000))).toBe('word-list-too-long')
  expect(codeOf('y'.repeat(300))).toBe('word-list-unusable')
  expect(codeOf(String.fromCharCode(...new Uint8Array(4_000).map((_, at) => at % 32)))).toBe(
    'word-list-unusable',
  )
})
