import { expect, test } from 'vitest'
import { changedPart } from '../../../src/shared/changed-part'

test('the part that differs is found also where letters repeat', () => {
  expect(changedPart('aaa', 'aaaa')).toEqual({ from: 3, endBefore: 3, end: 4 })
  expect(changedPart('one two', 'one and two')).toEqual({ from: 4, endBefore: 4, end: 8 })
  expect(changedPart('gone', '')).toEqual({ from: 0, endBefore: 4, end: 0 })
})
