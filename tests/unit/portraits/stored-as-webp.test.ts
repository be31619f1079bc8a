import { randomFillSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ImageSandbox } from '../../../src/main/image-sandbox/image-sandbox'
import { createKeepOriginal } from '../../../src/main/integrity/quarantine/keep-original'
import { createAddPortrait } from '../../../src/main/portraits/add-portrait'
import { makeSmaller } from '../../../src/main/portraits/make-smaller'
import type { CompressionSettings } from '../../../src/shared/compression'
import type { PortraitSource } from '../../../src/shared/portrait'
import { checkLibrary } from '../../support/check-library'
import { grainyPng, lossless, lossy } from '../../support/compressing'
import { addCast, fileOf, openLibrary } from '../../support/library'
import {
  animatedPng,
  claimingPng,
  fixture,
  manyTextPng,
  soundPictures,
} from '../../support/pictures'
import { displayP3Profile, iccpChunk } from '../../support/pictures/display-p3'
import { png, pngChunk } from '../../support/pictures/png'
import { manyFramesWebp } from '../../support/pictures/webp'
import { perfectLikeness, plainImageSandbox } from '../../support/plain-image-sandbox'

function openDoor(
  storage: CompressionSettings | null,
  imageSandbox: ImageSandbox = plainImageSandbox(),
) {
  const library = openLibrary()
  const { character } = addCast(library)
  const addPortrait = createAddPortrait({
    keepOriginal: createKeepOriginal(library.quarantine),
    portraits: library.portraits,
    imageSandbox,
    thumbnails: { keep: async () => undefined },
    storage: () => storage,
  })
  const offer = (bytes: Uint8Array, source: PortraitSource = 'own-file') =>
    addPortrait({ subject: character, bytes, provenance: { source }, makeCurrent: true })
  return { library, offer }
}

/** Text that makes a picture heavy enough to be tried; it is not taken out of it on the way. */
const weight = pngChunk('tEXt', Buffer.concat([Buffer.from('parameters\0'), Buffer.alloc(20_000)]))
const heavy = (plan: Parameters<typeof png>[0]) => png({ ...plan, before: [weight] })

describe('how a new portrait is stored', () => {
  test('as received, byte for byte, unless something else is preferred', async () => {
    const { library, offer } = openDoor(null)
    const bytes = grainyPng()
    const { portrait } = await offer(bytes)
    expect(portrait.format).toBe('png')
    expect(readFileSync(fileOf(library, portrait))).toEqual(bytes)
  })

  test.each([lossless, lossy])('as WebP where that is smaller and looks the same', async (way) => {
    const { library, offer } = openDoor(way)
    const { portrait, notices } = await offer(grainyPng())
    expect(portrait).toMatchObject({ format: 'webp', path: expect.stringMatching(/\.webp$/) })
    expect([portrait.widthPx, portrait.heightPx]).toEqual([80, 80])
    expect(notices).toEqual([])
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('a picture with something written inside is kept as it came beside its WebP', async () => {
    const { library, offer } = openDoor(lossless)
    const card = pngChunk('tEXt', Buffer.from('chara\0e30='))
    const pixels = randomFillSync(new Uint8Array(120 * 120 * 3))
    const pixel = (x: number, y: number) =>
      [0, 1, 2].map((channel) => pixels[(y * 120 + x) * 3 + channel] ?? 0)
    const bytes = png({ width: 120, height: 120, before: [card], pixel })
    const { portrait, notices } = await offer(bytes)
    expect([portrait.format, notices]).toEqual(['webp', ['original-kept']])
    const { entries } = await library.quarantine.list()
    const kept = await library.quarantine.read(entries[0]?.id ?? '')
    expect(Buffer.from(kept.bytes)).toEqual(bytes)
  })

  test('an avatar drawn here stays the PNG it is', async () => {
    const { offer } = openDoor(lossless)
    expect((await offer(grainyPng(), 'avatar')).portrait.format).toBe('png')
  })

  test('fault 108: a result that is not the same, or a image sandbox that crashes, costs nothing', async () => {
    const unlike = { ...perfectLikeness, lumaDb: 20, greatestStep: 90 }
    const rooms: readonly ImageSandbox['encode'][] = [
      async (order) => ({ ...(await plainImageSandbox().encode(order)), likeness: unlike }),
      plainImageSandbox('darkroom-crashed').encode,
      plainImageSandbox('picture-damaged').encode,
    ]
    for (const encode of rooms) {
      const { library, offer } = openDoor(lossy, { ...plainImageSandbox(), encode })
      const bytes = grainyPng()
      const { portrait } = await offer(bytes)
      expect(readFileSync(fileOf(library, portrait))).toEqual(bytes)
      expect(portrait.format).toBe('png')
    }
  })
})

describe('strange pictures', () => {
  const tried = { count: 0 }
  const room: Pick<ImageSandbox, 'encode'> = {
    encode: (order) => {
      tried.count += 1
      return plainImageSandbox().encode(order)
    },
  }

  test.each([
    [
      'fault 43: 16 bits a channel',
      heavy({ width: 9, height: 9, bitsPerSample: 16 }),
      'sixteen-bit',
    ],
    [
      'fault 43: Display P3',
      png({ width: 9, height: 9, before: [weight, iccpChunk(displayP3Profile())] }),
      'wide-gamut',
    ],
    ['fault 45: 1 × 1', soundPictures['a PNG of 1 × 1'](), 'tiny'],
    ['fault 45: nothing at all', Buffer.alloc(0), 'undecodable'],
    ['more than 64 megapixels', claimingPng(9_000, 9_000), 'undecodable'],
    ['longer than WebP can be', heavy({ width: 1, height: 16_384 }), 'too-long'],
    ['an animated WebP', manyFramesWebp(2_000), 'animated'],
    ['a web page', Buffer.from('<!doctype html>'.repeat(2_000)), 'undecodable'],
  ])('%s: told why, and never encoded', async (_, bytes, reason) => {
    tried.count = 0
    expect((await makeSmaller(room, bytes, lossy)).left).toBe(reason)
    expect(tried.count).toBe(0)
  })

  test('fault 43: a CMYK JPEG is told for what it is', async () => {
    const cmyk = fixture('cmyk.jpg')
    const comment = Buffer.alloc(20_004)
    comment.writeUInt16BE(0xfffe, 0)
    comment.writeUInt16BE(20_002, 2)
    const bytes = Buffer.concat([cmyk.subarray(0, 2), comment, cmyk.subarray(2)])
    expect((await makeSmaller(room, bytes, lossless)).left).toBe('cmyk')
  })

  test('a lossy WebP is never encoded again, a lossless one only where loss is wanted', async () => {
    const padded = (name: 'lossy.webp' | 'lossless.webp') => {
      const whole = Buffer.concat([fixture(name), Buffer.from('note'), Buffer.alloc(20_004)])
      whole.writeUInt32LE(20_000, whole.length - 20_004)
      whole.writeUInt32LE(whole.length - 8, 4)
      return whole
    }
    expect((await makeSmaller(room, padded('lossy.webp'), lossy)).left).toBe('already-webp')
    expect((await makeSmaller(room, padded('lossless.webp'), lossless)).left).toBe('already-webp')
    expect((await makeSmaller(room, padded('lossless.webp'), lossy)).left).toBeNull()
  })

  test.each([
    ['a PNG with a text of 10 MB', () => manyTextPng(10 * 2 ** 20)],
    ['1 × 4096', () => heavy({ width: 1, height: 4_096 })],
    ['an animated GIF', () => fixture('animated.gif')],
    ['an animated PNG', () => animatedPng(2)],
    ['an animated WebP', () => manyFramesWebp(200)],
    ['a CMYK JPEG', () => fixture('cmyk.jpg')],
    ['16 bits a channel', () => soundPictures['a 16-bit PNG']()],
  ])('%s is taken in, whatever is preferred', async (_, build) => {
    for (const way of [null, lossless, lossy]) {
      const { library, offer } = openDoor(way)
      const { portrait } = await offer(build())
      expect(library.portraits.find(portrait.id)?.state).toBe('sound')
      expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    }
  })

  test('a portrait over 64 megapixels is refused before it is decoded, and nothing is stored', async () => {
    const { library, offer } = openDoor(lossless)
    await expect(offer(claimingPng(9_000, 9_000))).rejects.toMatchObject({
      code: 'picture-too-many-pixels',
    })
    expect(library.portraits.ids()).toEqual([])
  })
})
