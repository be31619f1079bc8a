import { describe, expect, test } from 'vitest'
import { createImportWords, nameFor } from '../../../src/main/legacy-import/apply/our-record'
import { nameSchema } from '../../../src/shared/text'
import { createTranslator } from '../../../src/shared/translate'

const words = createImportWords(createTranslator('en').t)

describe('an old name comes as one that can be seen', () => {
  test.each(['', ' \t', '\u200b', '\u2800', '\u0007', '\u3164\u00ad', '\ufe0f', '\u001b[31m'])(
    'unnamed where it is %j',
    (name) => {
      expect(nameFor(name, 7, words)).toBe('Unnamed (old number 7)')
    },
  )

  test.each([
    ['\u001b[31mBob\u001b[0m', 'Bob'],
    ['Bob\u0085\nthe Great', 'Bob the Great'],
    ['\u202e evil', '\u202e evil'],
    ['👨‍👩‍👧‍👦'.repeat(30), `${'👨‍👩‍👧‍👦'.repeat(28)}…`],
  ])('%j', (name, ours) => {
    expect(nameFor(name, 7, words)).toBe(ours)
    expect(nameSchema.parse(ours)).toBe(ours)
  })
})
