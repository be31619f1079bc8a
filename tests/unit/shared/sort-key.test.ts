import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sortKey } from '../../../src/shared/sort-key'

const byKey = (names: readonly string[]) =>
  [...names].sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
const byCollator = (names: readonly string[]) =>
  [...names].sort(new Intl.Collator('en', { numeric: true }).compare)

const natural = readFileSync(
  new URL('../../support/cases/sort-natural.txt', import.meta.url),
  'utf8',
)

describe('names are in the order in which people put them', () => {
  test.each([
    ['numbers by their value', natural.trim().split('\n')],
    ['many digits', ['Guard 9', 'Guard 10', 'Guard 99', 'Guard 100', `Guard 1${'0'.repeat(60)}`]],
    ['leading zeros', ['Ward 1', 'Ward 02', 'Ward 3', 'Ward 010']],
    ['numbers inside', ['Unit 2 B', 'Unit 10 A', 'Unit 10 B']],
    ['full width numbers', ['Goblin ２', 'Goblin 10']],
    ['signs, digits, letters', ['_', '-', '!', '(a)', '#1', '1', '2nd', 'a', 'B', 'c', 'z']],
    ['the shorter first', ['Ann', 'Ann B', 'Anna', 'Anna-Lena', 'Annabel']],
    ['letters without their marks first', ['cote', 'coté', 'coter', 'éa', 'eb', 'Œdipe', 'of']],
    [
      'Nordic, Polish and German letters',
      ['Lo', 'Łosik', 'Lot', 'Sor', 'Sør', 'Sos', 'Straße', 'Su'],
    ],
    ['alphabets after each other', ['Z', 'α', 'я', 'א', 'ا', '漢']],
  ])('%s', (_what, names) => {
    expect(byKey([...names].reverse())).toEqual(byCollator([...names].reverse()))
    expect(byKey([...names].reverse())).toEqual(names)
  })

  test('as the collator has them, for two thousand names made of parts', () => {
    const parts = ['a', 'É', 'ø', 'z', ' ', '-', '(', '2', '10', '007', "'", 'ß', 'œ', 'B', '.']
    const names = Array.from({ length: 2_000 }, (_, n) =>
      [n, n * 7, n * 31, n * 131].map((at) => parts[at % parts.length]).join(''),
    )
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
    const wrong = byKey(names)
      .map((name, at, all) => [all[at - 1] ?? name, name] as const)
      .filter(([former, name]) => collator.compare(former, name) > 0)
    expect(wrong).toEqual([])
  })
})
