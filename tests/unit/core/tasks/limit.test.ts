import { describe, expect, test } from 'vitest'
import { createLimit, forEachLimited, waitForBoth } from '../../../../src/main/core/tasks/limit'

/** Work that ends when it is told to. */
function makeWork() {
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<void>>()
  const work = (name: string) => async () => {
    begun.push(name)
    const ended = Promise.withResolvers<void>()
    ends.set(name, ended)
    await ended.promise
  }
  const settle = () => new Promise(setImmediate)
  return {
    begun,
    work,
    settle,
    end: (name: string) => {
      ends.get(name)?.resolve()
      return settle()
    },
    fail: (name: string) => {
      ends.get(name)?.reject(new Error(name))
      return settle()
    },
  }
}

describe('a limit', () => {
  test('runs so many at once, the others in the order in which they came', async () => {
    const { begun, work, end } = makeWork()
    const limit = createLimit(2)
    const all = ['a', 'b', 'c', 'd'].map((name) => limit(work(name)))
    expect(begun).toEqual(['a', 'b'])
    await end('b')
    expect(begun).toEqual(['a', 'b', 'c'])
    for (const name of ['a', 'c', 'd']) await end(name)
    await Promise.all(all)
  })

  test('goes on after work that failed', async () => {
    const limit = createLimit(1)
    await expect(limit(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await limit(async () => 7)).toBe(7)
  })

  test('lets weights add up to its maximum, and what is heavier run alone', async () => {
    const { begun, work, settle, end } = makeWork()
    const limit = createLimit(5, 10)
    const all = [
      limit(work('six'), 6),
      limit(work('five'), 5),
      limit(work('twenty'), 20),
      limit(work('one'), 1),
    ]
    await settle()
    expect(begun, 'and nothing overtakes what waits').toEqual(['six'])
    await end('six')
    expect(begun).toEqual(['six', 'five'])
    await end('five')
    expect(begun).toEqual(['six', 'five', 'twenty'])
    await end('twenty')
    expect(begun).toEqual(['six', 'five', 'twenty', 'one'])
    await end('one')
    await Promise.all(all)
  })
})

describe('each of many', () => {
  test('is taken when there is a place for it', async () => {
    const { begun, work, settle, end } = makeWork()
    const taken: string[] = []
    function* items() {
      for (const name of ['a', 'b', 'c']) {
        taken.push(name)
        yield name
      }
    }
    const all = forEachLimited(items(), { places: 1 }, (name) => work(name)())
    await settle()
    expect(begun).toEqual(['a'])
    expect(taken).toEqual(['a', 'b'])
    for (const name of ['a', 'b', 'c']) await end(name)
    await all
    expect(begun).toEqual(['a', 'b', 'c'])
  })

  test('waits for those under way after a failure, begins no other, and throws the first one', async () => {
    const { begun, work, settle, end, fail } = makeWork()
    let outcome: unknown = 'running'
    forEachLimited(['a', 'b', 'c'], { places: 2 }, (name) => work(name)()).catch((error) => {
      outcome = error
    })
    await settle()
    await fail('b')
    expect(outcome).toBe('running')
    await end('a')
    expect(outcome).toEqual(new Error('b'))
    expect(begun).toEqual(['a', 'b'])
  })

  test('begins no other once it is aborted', async () => {
    const { begun, work, settle, end } = makeWork()
    const stop = new AbortController()
    const options = { places: 1, signal: stop.signal }
    const all = forEachLimited(['a', 'b'], options, (name) => work(name)())
    await settle()
    stop.abort(new Error('enough'))
    await Promise.all([expect(all).rejects.toThrow('enough'), end('a')])
    expect(begun).toEqual(['a'])
  })

  test('is waited for when there are no further ones to be had', async () => {
    const { work, settle, end } = makeWork()
    let outcome: unknown = 'running'
    function* items() {
      yield 'a'
      throw new Error('gone')
    }
    forEachLimited(items(), { places: 2 }, (name) => work(name)()).catch((error) => {
      outcome = error
    })
    await settle()
    expect(outcome).toBe('running')
    await end('a')
    expect(outcome).toEqual(new Error('gone'))
  })
})

test('of two pieces of work the other has ended too before the error of one is thrown', async () => {
  const other = Promise.withResolvers<string>()
  let thrown: unknown = null
  const both = waitForBoth(Promise.reject(new Error('full')), other.promise).catch((error) => {
    thrown = error
  })
  await new Promise(setImmediate)
  expect(thrown).toBeNull()
  other.resolve('ended')
  await both
  expect(thrown).toEqual(new Error('full'))
  expect(await waitForBoth(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two'])
})
