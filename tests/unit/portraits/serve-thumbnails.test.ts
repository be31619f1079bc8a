import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createThumbnails } from '../../../src/main/portraits/thumbnails/thumbnails'
import { AppError } from '../../../src/shared/errors'
import { openLibrary, picture } from '../../support/library'
import { fixture } from '../../support/pictures'
import { bytesOf, openServer, urlOf } from '../../support/portrait-server'

describe('thumbnails in trouble', () => {
  test('fault 84: one that is missing or corrupt is made again, and until then the whole picture is shown', async () => {
    const library = openLibrary()
    const folder = join(library.dataFolder, 'cache', 'thumbnails')
    const { promise: leave, resolve: letThrough } = Promise.withResolvers<void>()
    let makings = 0
    const thumbnails = createThumbnails({
      folder,
      fileSystem: library.fileSystem,
      imageSandbox: {
        develop: async () => {
          makings += 1
          await leave
          const thumbnail = { size: 256, bytes: fixture('lossy.webp') }
          return { widthPx: 8, heightPx: 8, thumbnails: [thumbnail], png: null }
        },
      },
    })
    const { get, portrait } = await openServer({ thumbnails, thumbnailWaitMs: 20 }, library)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${portrait.sha256}-256.webp`), 'RIFF and then nothing')
    for (const response of await Promise.all([get(urlOf(1, 256)), get(urlOf(1, 256))])) {
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await bytesOf(response)).toEqual(picture())
    }
    letThrough()
    await thumbnails.read(portrait, 256, () => expect.unreachable())
    const response = await get(urlOf(1, 256))
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(await bytesOf(response)).toEqual(fixture('lossy.webp'))
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
    const giveUp = new AbortController()
    const answers = Array.from({ length: 1_000 }, (_, number) =>
      get(urlOf(1, number % 3 ? 256 : undefined), number % 2 ? { signal: giveUp.signal } : {}),
    )
    giveUp.abort()
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(500)
    expect(openBelow(join(library.dataFolder, 'static'))).toEqual([])
  })
})

/** Files below a folder that this process holds open, as Linux tells. */
function openBelow(folder: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc/self/fd')
    .map((descriptor) => {
      try {
        return readlinkSync(`/proc/self/fd/${descriptor}`)
      } catch {
        // The one that listed this folder is closed by now.
        return ''
      }
    })
    .filter((path) => path.startsWith(folder))
}
