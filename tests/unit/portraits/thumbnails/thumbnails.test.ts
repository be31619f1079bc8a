import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'
import type { DevelopOrder, ImageSandbox } from '../../../../src/main/image-sandbox/image-sandbox'
import { createThumbnails } from '../../../../src/main/portraits/thumbnails/thumbnails'
import { AppError } from '../../../../src/shared/errors'
import { fixture, scenePng } from '../../../support/pictures'

const original = scenePng()
const portrait = {
  sha256: createHash('sha256').update(original).digest('hex'),
  format: 'png',
} as const
const webp = fixture('lossy.webp')
const readOriginal = async () => original

let parent: string
let folder: string
let developed: DevelopOrder[]
let develop: ImageSandbox['develop']

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'castkeeper-thumbnails-'))
  folder = join(parent, 'cache', 'thumbnails')
  developed = []
  develop = async (order) => {
    developed.push(order)
    const thumbnails = order.thumbnailSizes.map((size) => ({ size, bytes: webp }))
    return { widthPx: 48, heightPx: 32, thumbnails, png: null }
  }
})
afterEach(() => rmSync(parent, { recursive: true }))

// The image sandbox needs Electron; this one hands out a real WebP and counts what it was asked.
const open = () =>
  createThumbnails({
    folder,
    fileSystem: nodeFileSystem(),
    imageSandbox: { develop: (order) => develop(order) },
  })
const fileFor = (size: number) => join(folder, `${portrait.sha256}-${size}.webp`)

describe('thumbnails', () => {
  it('are made once for all who ask at the same time, and found again after a restart', async () => {
    const thumbnails = open()
    const asked = Array.from({ length: 20 }, () => thumbnails.read(portrait, 256, readOriginal))
    for (const bytes of await Promise.all(asked)) expect(webp.equals(bytes)).toBe(true)
    expect(developed).toHaveLength(1)
    expect(developed[0]).toMatchObject({ format: 'png', thumbnailSizes: [256], asPng: false })
    expect(readFileSync(fileFor(256)).equals(webp)).toBe(true)

    const neverAsked = () => Promise.reject(new Error('the original was read'))
    expect(webp.equals(await open().read(portrait, 256, neverAsked))).toBe(true)
    expect(developed).toHaveLength(1)
  })

  it('of different sizes are different files', async () => {
    const thumbnails = open()
    await Promise.all([
      thumbnails.read(portrait, 128, readOriginal),
      thumbnails.read(portrait, 512, readOriginal),
    ])
    const sizes = developed.map(({ thumbnailSizes }) => thumbnailSizes)
    // Whichever of the two reads its original sooner.
    expect(sizes).toHaveLength(2)
    expect(sizes).toEqual(expect.arrayContaining([[128], [512]]))
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('made on the way in are kept, with nothing half-written beside them', async () => {
    await open().keep(portrait.sha256, [{ size: 256, bytes: webp }])
    expect(readdirSync(folder)).toEqual([`${portrait.sha256}-256.webp`])
    await open().read(portrait, 256, readOriginal)
    expect(developed).toHaveLength(0)
  })

  it.each([
    ['empty', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(webp.length)],
    ['cut', webp.subarray(0, -7)],
    ['longer', Buffer.concat([webp, Buffer.alloc(4)])],
    ['another kind of picture', original],
  ])('fault 84: a cached file that is %s is made again, once', async (_name, spoilt) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(fileFor(256), spoilt)
    const thumbnails = open()
    expect(webp.equals(await thumbnails.read(portrait, 256, readOriginal))).toBe(true)
    await thumbnails.read(portrait, 256, readOriginal)
    expect(developed).toHaveLength(1)
    expect(readFileSync(fileFor(256)).equals(webp)).toBe(true)
  })

  it('fault 84: while the image sandbox fails the caller is told, and the next one tries again', async () => {
    const working = develop
    develop = () => Promise.reject(new AppError('darkroom-crashed'))
    const thumbnails = open()
    await expect(thumbnails.read(portrait, 256, readOriginal)).rejects.toThrow('darkroom-crashed')
    develop = working
    expect(webp.equals(await thumbnails.read(portrait, 256, readOriginal))).toBe(true)
  })

  it('are shown even where they cannot be kept', async () => {
    writeFileSync(join(parent, 'cache'), 'a file where the folder should be')
    const thumbnails = open()
    await thumbnails.keep(portrait.sha256, [{ size: 256, bytes: webp }])
    expect(webp.equals(await thumbnails.read(portrait, 256, readOriginal))).toBe(true)
  })

  it('hold no more than three originals in memory however many are asked for', async () => {
    const thumbnails = open()
    let held = 0
    let most = 0
    const working = develop
    develop = async (order) => {
      await new Promise(setImmediate)
      held -= 1
      return working(order)
    }
    await Promise.all(
      Array.from({ length: 60 }, (_, at) => {
        const other = { ...portrait, sha256: at.toString(16).padStart(64, '0') }
        return thumbnails.read(other, 128, async () => {
          held += 1
          most = Math.max(most, held)
          return original
        })
      }),
    )
    expect(developed).toHaveLength(60)
    expect(most).toBe(3)
  })

  it.each(['', '../../castkeeper', 'A'.repeat(64), `${'0'.repeat(64)}/x`])(
    'never make a path of %j',
    async (sha256) => {
      const thumbnails = open()
      expect(() => thumbnails.read({ ...portrait, sha256 }, 128, readOriginal)).toThrow(TypeError)
      await expect(thumbnails.keep(sha256, [{ size: 128, bytes: webp }])).rejects.toThrow(TypeError)
    },
  )
})
