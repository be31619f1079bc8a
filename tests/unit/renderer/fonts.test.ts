import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { theme } from '../../../src/renderer/app/theme'

const checkout = join(import.meta.dirname, '../../..')

interface Face {
  readonly family: string
  readonly file: string
  readonly ranges: readonly (readonly [number, number])[]
}

function bundledFaces(): Face[] {
  const sheets = globSync('src/renderer/fonts/*.css', { cwd: checkout })
  return sheets.flatMap((sheet) => {
    const rules = readFileSync(join(checkout, sheet), 'utf8').split('@font-face').slice(1)
    return rules.map((rule) => ({
      family: /font-family: "([^"]+)"/.exec(rule)?.[1] ?? '',
      file: /url\("([^"]+)"\)/.exec(rule)?.[1] ?? '',
      ranges: [...rule.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(
        ([, from = '', to = from]) => [parseInt(from, 16), parseInt(to, 16)] as const,
      ),
    }))
  })
}

test('the face of the text comes with the app, in small files', () => {
  const [, first] = /^"([^"]+)"/.exec(theme.fontFamily ?? '') ?? []
  expect(bundledFaces().map(({ family }) => family)).toContain(first)
  for (const { file } of bundledFaces()) {
    expect(file).toMatch(/^@fontsource-variable\//)
    expect(statSync(join(checkout, 'node_modules', file)).size).toBeLessThan(120_000)
  }
})

test('both faces have every letter and mark of English and French', () => {
  const wanted = [...'AZaz09àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»‹›’“”…–—·×€\u00a0\u202f']
  for (const name of ['Fraunces', 'Source Sans 3']) {
    const ranges = bundledFaces().flatMap(({ family, ranges }) => (family === name ? ranges : []))
    const missing = wanted.filter((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return !ranges.some(([from, to]) => from <= code && code <= to)
    })
    expect(missing).toEqual([])
  }
})
