import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core'
import { describe, expect, test } from 'vitest'
import { cssVariables, theme } from '../../../../src/renderer/app/theme'

const variables = cssVariables(mergeMantineTheme(DEFAULT_THEME, theme))
const meanings = ['--ck-accent', '--ck-selected', '--ck-focus', '--ck-mark', '--ck-danger']

const channels = (hex: string) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)

/** Relative luminance, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(['dark', 'light'] as const)('the colours of the %s theme', (scheme) => {
  const colours: Readonly<Record<string, string>> = variables[scheme]
  const colour = (name: string) => colours[name] ?? ''

  test.each(meanings)('%s is seen on every ground', (name) => {
    for (const ground of ['--ck-room', '--ck-rail', '--ck-surface', '--ck-raised']) {
      expect(contrast(colour(name), colour(ground)), ground).toBeGreaterThan(4.5)
    }
  })

  test('current, selected, focused, warning and failed are told apart', () => {
    for (const one of meanings) {
      for (const other of meanings.filter((name) => name !== one)) {
        const [from, to] = [channels(colour(one)), channels(colour(other))]
        const distance = Math.hypot(...from.map((channel, at) => channel - (to[at] ?? 0)))
        expect(distance, `${one} ${other}`).toBeGreaterThan(0.15)
      }
    }
  })
})
