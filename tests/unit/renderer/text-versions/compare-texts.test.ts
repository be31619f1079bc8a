import { expect, test } from 'vitest'
import { compareTexts } from '../../../../src/renderer/text-versions/compare-texts'

const shown = (version: string, now: string) =>
  compareTexts(version, now)?.map(({ where, text }) => `${where}:${text}`)

test('two texts are compared word by word, in the direction of bringing the version back', () => {
  expect(shown('The king is alive.', 'The king is dead.')).toEqual([
    'both:The king is ',
    'now:dead',
    'version:alive',
    'both:.',
  ])
  expect(shown('Same', 'Same')).toEqual(['both:Same'])
  expect(shown('', 'New')).toEqual(['now:New'])
})

test('each text can be put together again from the parts, whatever is in it', () => {
  const texts = ['a\r\nb\n\nc', '名前は 無い', '🔥 e\u0301 é', '<b>&amp;</b>  \t x', '']
  for (const version of texts) {
    for (const now of texts) {
      const parts = compareTexts(version, now) ?? []
      const join = (other: 'version' | 'now') =>
        parts.flatMap(({ where, text }) => (where === other ? [] : [text])).join('')
      expect(join('now')).toBe(version)
      expect(join('version')).toBe(now)
    }
  }
})

test('two long texts without a line in common are given up in time', () => {
  const lines = (start: number) =>
    Array.from({ length: 40_000 }, (_, index) => `line ${start + index} ${index * 7919}`).join('\n')
  expect(compareTexts(lines(0), lines(1_000_000))).toBeNull()
})
