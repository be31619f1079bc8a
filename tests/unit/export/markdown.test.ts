import { readFileSync } from 'node:fs'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { writeMarkdown } from '../../../src/main/export/documents'
import { createUniqueNames, safeFileName } from '../../../src/main/export/file-names'
import { createTranslator } from '../../../src/shared/translate'

const { t } = createTranslator('en')
const listed = readFileSync(
  new URL('../../support/cases/export-names.txt', import.meta.url),
  'utf8',
)
const names = [
  ...listed.trim().split('\n'),
  'a](javascript:x) b',
  '](evil.png) ![x',
  'back\\slash\\',
  '<img src=x onerror=1>',
  '<https://example.com>',
  '`code`',
  '**bold** _it_ ~~no~~',
  '# heading #',
  '| a | b |',
  '&amp; &#x41;',
  '[^1]: note',
  '1. one',
  '- item',
  '=====',
  'footnote[^1]',
  "d'Artagnan (the 3rd)",
  '100% $x^2$',
  '龍 🔥 \u202e evil',
]

const parse = (markdown: string) => unified().use(remarkParse).use(remarkGfm).parse(markdown)

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}

const textOf = (node: Node | undefined): string =>
  node?.value ?? (node?.children ?? []).map(textOf).join('')

describe('a list in Markdown', () => {
  test.each(names)('shows %j as it is, with its picture', (name) => {
    const picture = createUniqueNames()(safeFileName(name, 'x'), '.png')
    const facts = { campaign: 'c', race: name, class: '', level: null, gender: '', status: null }
    const markdown = writeMarkdown(
      {
        title: name,
        language: 'en',
        gameMaster: null,
        characters: [{ name, ...facts, description: '', picture }],
      },
      t,
    )
    const { children } = parse(markdown)
    expect(children.map(({ type }) => type)).toEqual([
      'heading',
      'heading',
      'paragraph',
      'paragraph',
    ])
    const [title, heading, shown, race] = children
    expect([textOf(title), textOf(heading)]).toEqual([name, name])
    expect(textOf(race).replace(/[\u2068\u2069]/g, '')).toBe(name)
    const [image, ...others] = shown?.type === 'paragraph' ? shown.children : []
    expect(others).toEqual([])
    if (image?.type !== 'image') throw new Error('there is no picture')
    expect(decodeURIComponent(image.url)).toBe(picture)
    expect(image.alt).toBe(name)
  })
})
