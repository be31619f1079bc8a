import {
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'
import { rebuildThumbnails } from '../../../../src/main/portraits/thumbnails/rebuild-thumbnails'
import { createThumbnailCache } from '../../../../src/main/portraits/thumbnails/thumbnail-cache'
import { createThumbnails } from '../../../../src/main/portraits/thumbnails/thumbnails'
import { AppError } from '../../../../src/shared/errors'
import { makeLibrary } from '../../../support/backup/making'
import { fileOf, picture } from '../../../support/library'
import { fixture } from '../../../support/pictures'
import { makeDataFolder } from '../../../support/records'

const now = new Date('2026-11-27T20:00:00Z')
const dayMs = 24 * 60 * 60 * 1_000
const nameOf = (number: number, size = 256) => `${String(number).padStart(64, '0')}-${size}.webp`

let folder: string
beforeEach(() => {
  folder = join(makeDataFolder(), 'cache', 'thumbnails')
  mkdirSync(folder, { recursive: true })
})

/** Puts a thumbnail there that was last used so many days ago. */
function put(number: number, daysAgo: number, bytes = 1_000): string {
  const path = join(folder, nameOf(number))
  writeFileSync(path, Buffer.alloc(bytes))
  const then = new Date(now.getTime() - daysAgo * dayMs)
  lutimesSync(path, then, then)
  return path
}

const open = () =>
  createThumbnailCache({
    folder,
    fileSystem: nodeFileSystem(),
    clock: () => now,
    rest: async () => undefined,
  })

describe('the cache of thumbnails', () => {
  test('stays within its limit: those go that were not used for the longest time', async () => {
    const paths = Array.from({ length: 20 }, (_, at) => put(at, at))
    const care = open()
    expect(await care.measure()).toEqual({ count: 20, bytes: 20_000 })
    expect(await care.trim(20_000)).toBe(0)
    expect(await care.trim(10_000)).toBe(11)
    expect(paths.map((path) => existsSync(path))).toEqual(
      Array.from({ length: 20 }, (_, at) => at < 9),
    )
  })

  test('notes a use at most once a day for each, and only when asked to', async () => {
    const old = put(1, 9)
    const fresh = put(2, 0.5)
    const care = open()
    const before = statSync(fresh).mtimeMs
    for (let times = 0; times < 3; times += 1) {
      care.wasUsed(nameOf(1))
      care.wasUsed(nameOf(2))
    }
    expect(statSync(old).mtimeMs).toBeLessThan(now.getTime() - 8 * dayMs)
    expect(await care.noteUse()).toBe(1)
    expect(statSync(old).mtimeMs).toBe(now.getTime())
    expect(statSync(fresh).mtimeMs).toBe(before)
    care.wasUsed(nameOf(1))
    expect(await care.noteUse()).toBe(0)
  })

  test('what was just shown stays, though it is not written down yet', async () => {
    const shown = put(1, 90)
    put(2, 1)
    put(3, 2)
    const care = open()
    care.wasUsed(nameOf(1))
    await care.trim(1_200)
    expect(existsSync(shown)).toBe(true)
  })

  test('nothing else in the folder is touched, and links are not followed', async () => {
    const outside = join(makeDataFolder(), 'holiday.webp')
    writeFileSync(outside, Buffer.alloc(9_000))
    symlinkSync(outside, join(folder, nameOf(7)))
    mkdirSync(join(folder, nameOf(8)))
    const others = ['mine.webp', `${'a'.repeat(64)}-256.png`, 'castkeeper.db', `x${nameOf(1)}`]
    for (const name of others) writeFileSync(join(folder, name), Buffer.alloc(9_000))
    put(1, 5)
    const care = open()
    expect(await care.measure()).toEqual({ count: 1, bytes: 1_000 })
    care.wasUsed(nameOf(7))
    await care.noteUse()
    expect(await care.trim(1)).toBe(1)
    put(1, 5)
    expect(await care.empty()).toBe(1)
    expect(readdirSync(folder).sort()).toEqual([nameOf(7), nameOf(8), ...others].sort())
    expect(existsSync(outside)).toBe(true)
  })

  test('stopped in the middle, the rest goes the next time', async () => {
    for (let number = 0; number < 250; number += 1) put(number, number)
    const stop = new AbortController()
    const care = createThumbnailCache({
      folder,
      fileSystem: nodeFileSystem(),
      clock: () => now,
      rest: async () => stop.abort(),
    })
    expect(await care.trim(1_000, stop.signal)).toBe(100)
    expect(await open().trim(1_000)).toBe(150)
  })

  test('a folder that was never made, or is a file, is an empty cache', async () => {
    const care = createThumbnailCache({
      folder: '/nowhere/at/all',
      fileSystem: nodeFileSystem(),
      clock: () => now,
    })
    expect(await care.measure()).toEqual({ count: 0, bytes: 0 })
    expect(await care.empty()).toBe(0)
  })
})

describe('making the thumbnails again', () => {
  test('fault 84: makes each picture once, however many show it; lost and harmed ones are counted', async () => {
    const library = await makeLibrary()
    const all = library.portraits
      .ids()
      .map((id) => library.portraits.find(id))
      .filter((portrait) => portrait !== null)
    const [first, second] = all
    if (!first || !second) throw new Error('no portraits')
    writeFileSync(fileOf(library, first), 'harmed')
    let made = 0
    const thumbnails = createThumbnails({
      folder,
      fileSystem: nodeFileSystem(),
      imageSandbox: {
        develop: async ({ thumbnailSizes }) => {
          made += 1
          const bytes = fixture('lossy.webp')
          const small = thumbnailSizes.map((size) => ({ size, bytes }))
          return { widthPx: 8, heightPx: 8, thumbnails: small, png: null }
        },
      },
    })
    put(99, 1)
    const seen: number[] = []
    const parts = { portraits: library.portraits, thumbnails, care: open(), all: [...all, second] }
    const result = await rebuildThumbnails({ ...parts, onProgress: (done) => seen.push(done) })
    expect(result).toEqual({ made: all.length - 1, failed: 1 })
    expect(made).toBe(all.length - 1)
    expect(seen.at(-1)).toBe(all.length)
    expect(readdirSync(folder)).toHaveLength(all.length - 1)
    expect(picture(2).length).toBeGreaterThan(0)
    const stop = AbortSignal.abort(new AppError('backup-cancelled'))
    await expect(rebuildThumbnails({ ...parts, signal: stop })).rejects.toMatchObject({
      code: 'backup-cancelled',
    })
  })
})
