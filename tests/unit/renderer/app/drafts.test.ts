import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dropDraft, dropDrafts, keepDraft, readDraft } from '../../../../src/renderer/app/drafts'
import { memoryStorage } from '../../../support/local-storage'

beforeEach(() => vi.stubGlobal('localStorage', memoryStorage()))
afterEach(() => vi.unstubAllGlobals())

it('reads back what was kept for this field alone', () => {
  expect(keepDraft('character:7:notes', 'half a sentence')).toBe(true)
  expect(readDraft('character:7:notes')).toBe('half a sentence')
  expect(readDraft('character:8:notes')).toBeNull()
})

it('keeps an emptied text apart from no draft at all', () => {
  keepDraft('campaign:1:name', '')
  expect(readDraft('campaign:1:name')).toBe('')
})

it('forgets one draft', () => {
  keepDraft('a', '1')
  keepDraft('b', '2')
  dropDraft('a')
  expect([readDraft('a'), readDraft('b')]).toEqual([null, '2'])
})

it('forgets every draft and nothing else', () => {
  localStorage.setItem('something-else', 'stays')
  keepDraft('a', '1')
  keepDraft('b', '2')
  dropDrafts()
  expect([readDraft('a'), readDraft('b')]).toEqual([null, null])
  expect(localStorage.getItem('something-else')).toBe('stays')
})

it('says so when the storage is full', () => {
  const full = memoryStorage(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  vi.stubGlobal('localStorage', full)
  expect(keepDraft('a', '1')).toBe(false)
})

it('does not hide any other failure of the storage', () => {
  const broken = memoryStorage(() => {
    throw new DOMException('no', 'SecurityError')
  })
  vi.stubGlobal('localStorage', broken)
  expect(() => keepDraft('a', '1')).toThrow('no')
})
