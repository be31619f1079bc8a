import { describe, expect, test } from 'vitest'
import { createSpaceWatch, spaceLevel } from '../../../src/main/storage/space'
import { defaultPreferences } from '../../../src/shared/preferences'
import { appErrorOf } from '../../support/errors'
import { makeDataFolder } from '../../support/records'

const gigabyte = 1_000_000_000
const limits = defaultPreferences

describe('how a disk stands', () => {
  test.each([
    ['a large disk with 5 % free', 100, 2_000, 'enough'],
    ['a large disk with less than 2 GB free', 1.9, 2_000, 'low'],
    ['a small disk of which 5 % are less than 2 GB', 1.5, 16, 'enough'],
    ['a small disk with less than 5 % free', 0.7, 16, 'low'],
    ['less than 200 MB', 0.19, 2_000, 'full'],
  ])('%s', (_what, free, total, level) => {
    const room = { freeBytes: free * gigabyte, totalBytes: total * gigabyte }
    expect(spaceLevel(room, limits)).toBe(level)
  })

  test('a system that does not tell is no reason to refuse anything', async () => {
    expect(spaceLevel(null, limits)).toBe('unknown')
    const watch = watchOf(async () => null)
    await watch.requireRoom()
  })
})

function watchOf(read?: () => Promise<{ freeBytes: number; totalBytes: number } | null>) {
  const told: string[] = []
  const watch = createSpaceWatch({
    dataFolder: makeDataFolder(),
    limits: () => limits,
    onChange: ({ level }) => told.push(level),
    read,
  })
  return { ...watch, told }
}

describe('the watch over the disk', () => {
  test('tells when room gets short and when it is back, and not in between', async () => {
    let freeBytes = 10 * gigabyte
    const watch = watchOf(async () => ({ freeBytes, totalBytes: 500 * gigabyte }))
    await watch.check()
    await watch.check()
    freeBytes = gigabyte
    await watch.check()
    freeBytes = gigabyte / 10
    const refusal = await appErrorOf(watch.requireRoom())
    expect(refusal.code).toBe('disk-nearly-full')
    expect(refusal.details).toMatchObject({ freeBytes, neededBytes: 200_000_000 })
    freeBytes = 10 * gigabyte
    await watch.requireRoom()
    expect(watch.told).toEqual(['enough', 'low', 'full', 'enough'])
  })

  test('asks a disk that hangs once, not again and again', async () => {
    let asked = 0
    const { promise, resolve } = Promise.withResolvers<null>()
    const watch = watchOf(() => {
      asked += 1
      return promise
    })
    const looks = [watch.check(), watch.check(), watch.check()]
    resolve(null)
    await Promise.all(looks)
    expect(asked).toBe(1)
  })

  test('reads the real disk, and a folder that is away is no error', async () => {
    const watch = watchOf()
    const { freeBytes, totalBytes } = await watch.check()
    expect(freeBytes).toBeGreaterThan(0)
    expect(totalBytes).toBeGreaterThan(freeBytes ?? 0)
    const away = createSpaceWatch({
      dataFolder: '/nowhere/at/all',
      limits: () => limits,
      onChange: () => undefined,
    })
    expect((await away.check()).level).toBe('unknown')
  })
})
