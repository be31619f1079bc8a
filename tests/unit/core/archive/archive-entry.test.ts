import { expect, test } from 'vitest'
import { createEntryClassifier } from '../../../../src/main/core/archive/archive-entry'

const all = { isWanted: () => true, maximumBytes: () => 1_000_000 }
const pathsOf = (names: readonly string[]) => {
  const { judge } = createEntryClassifier(1_000_000, all)
  return names.map((name) => judge({ name, kind: 'file', bytes: 0 })?.path)
}

test('a name that is written another way gets a number of its own each time', () => {
  expect(pathsOf(['gm/a?.png', 'gm/a*.png', 'GM/A_.png', 'gm/a_ 3.png?', 'gm/a:.png'])).toEqual([
    'gm/a_.png',
    'gm/a_ 2.png',
    'GM/A_ 3.png',
    'gm/a_ 3.png_',
    'gm/a_ 4.png',
  ])
})

test('what Windows would read as a stream, a device or a drive is written as a plain name', () => {
  const names = ['gm/a.png:b.png', 'gm/a.png::$DATA', 'C:gm/a.png', 'gm/nul.png', 'gm/a\0.png']
  expect(pathsOf(names)).toEqual([
    'gm/a.png_b.png',
    'gm/a.png__$DATA',
    'C_gm/a.png',
    'gm/_nul.png',
    'gm/a_.png',
  ])
})

// One try after the other from 2 on would take hours.
test('100,000 entries of one name that is written another way are told apart at once', () => {
  const names = Array.from({ length: 100_000 }, () => 'gm/a?.png')
  expect(new Set(pathsOf(names)).size).toBe(100_000)
})
