import { describe, expect, test } from 'vitest'
import { createUniqueNames, safeFileName } from '../../../src/main/export/file-names'

describe('names of files', () => {
  test.each([
    ['Elowen', 'Elowen'],
    ['AUX', '_AUX'],
    ['nul.txt', '_nul.txt'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['  ..hidden.. ', 'hidden'],
    ['\u202Eevil', 'evil'],
    ['...', 'x'],
    ['Zoë', 'Zoë'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name, 'x')).toBe(safe)
  })

  test('are short enough everywhere, and never twice but for their capitals or accents', () => {
    expect(Buffer.byteLength(safeFileName('田'.repeat(300), 'x'))).toBeLessThanOrEqual(180)
    const unique = createUniqueNames()
    const many = Array.from({ length: 20_000 }, () => unique('Goblin', '.svg'))
    expect(new Set(many).size).toBe(20_000)
    expect([unique('Zoë', '.png'), unique('zoe', '.png'), unique('ZOE', '.png')]).toEqual([
      'Zoë.png',
      'zoe (2).png',
      'ZOE (3).png',
    ])
  })
})
