import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readMarkdown } from '../../../src/renderer/ui/markdown-tree'

const words = { label: 'Footnotes', back: 'Back' }
const read = (text: string) => readMarkdown(text, words)
const deep = readFileSync(
  new URL('../../support/cases/note-preview-stack.md', import.meta.url),
  'utf8',
)

describe('notes in Markdown', () => {
  test('are a tree of elements without places, in which HTML is text', () => {
    expect(read('# Vow\n\n<b>never</b>')).toEqual({
      type: 'root',
      children: [
        {
          type: 'element',
          tagName: 'h1',
          properties: {},
          children: [{ type: 'text', value: 'Vow' }],
        },
        { type: 'text', value: '\n' },
        {
          type: 'element',
          tagName: 'p',
          properties: {},
          children: ['<b>', 'never', '</b>'].map((value) => ({ type: 'text', value })),
        },
      ],
    })
  })

  test.each([
    ['quotes', deep],
    ['lists', Array.from({ length: 200 }, (_, n) => `${'  '.repeat(n)}- x`).join('\n')],
    ['quotes in lists', '> - '.repeat(300)],
    ['emphasis', `${'*a **b '.repeat(200)}c${'***'.repeat(200)}`],
  ])('are no tree when %s are nested too deep', (_what, text) => {
    expect(read(text)).toBeNull()
  })

  test('are no tree when there is too much to draw, and one when there is not', () => {
    expect(read('word *word*\n\n'.repeat(3_000))).toBeNull()
    expect(read('word *word*\n\n'.repeat(300))?.children).toHaveLength(599)
    expect(read('x'.repeat(200_000))?.children).toHaveLength(1)
  })
})
