import { expect, it } from 'vitest'
import { createStore } from '../../../../src/renderer/app/store'

it('changes only what is named, and leaves earlier states as they were', () => {
  const store = createStore({ step: 'choose', error: null as string | null })
  const before = store.read()
  store.change({ error: 'gone' })
  expect(store.read()).toEqual({ step: 'choose', error: 'gone' })
  expect(before).toEqual({ step: 'choose', error: null })
  store.change({ step: 'scan' })
  expect(store.read()).toEqual({ step: 'scan', error: 'gone' })
})

it('keeps the state of each store to itself', () => {
  const one = createStore({ count: 0 })
  const other = createStore({ count: 0 })
  one.change({ count: 1 })
  expect(other.read().count).toBe(0)
})
