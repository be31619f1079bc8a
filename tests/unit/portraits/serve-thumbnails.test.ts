import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/shared/errors'
import { openLibrary, picture } from '../../support/library'
import { bytesOf, openServer, small, urlOf } from '../../support/portrait-server'

describe('thumbnails in trouble', () => {
  test('fault 84: while one is being made the whole picture is shown, not to be kept', async () => {
    const { promise, resolve } = Promise.withResolvers<Buffer>()
    let makings = 0
    const thumbnails = {
      read: () => {
        makings += 1
        return promise
      },
    }
    const { get } = await openServer({ thumbnails, thumbnailWaitMs: 5 })
    for (const response of await Promise.all([get(urlOf(1, 256)), get(urlOf(1, 256))])) {
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await bytesOf(response)).toEqual(picture())
    }
    expect(makings).toBe(1)
    resolve(small)
    await promise
    const response = await get(urlOf(1, 256))
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(await bytesOf(response)).toEqual(small)
    expect(makings).toBe(1)
  })

  test('fault 84: when none can be made the whole picture is shown', async () => {
    const thumbnails = { read: () => Promise.reject(new AppError('darkroom-crashed')) }
    const { get, troubles } = await openServer({ thumbnails })
    expect(await bytesOf(await get(urlOf(1, 256)))).toEqual(picture())
    expect(troubles).toEqual([])
  })

  test('fault 83: a thousand at once, most of them given up, leave no file open', async () => {
    const library = openLibrary()
    const { get } = await openServer({}, library)
    const openFiles = () => readdirSync('/proc/self/fd').length
    const before = process.platform === 'linux' ? openFiles() : 0
    const giveUp = new AbortController()
    const answers = Array.from({ length: 1_000 }, (_, number) =>
      get(urlOf(1, number % 3 ? 256 : undefined), number % 2 ? { signal: giveUp.signal } : {}),
    )
    giveUp.abort()
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(500)
    expect(process.platform === 'linux' ? openFiles() : 0).toBe(before)
  })
})
