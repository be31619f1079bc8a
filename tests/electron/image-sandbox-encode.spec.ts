import { randomFillSync } from 'node:crypto'
import type { ElectronApplication } from 'playwright'
import { webpChunks } from '../../src/main/portraits/formats/webp'
import { inspectPicture } from '../../src/main/portraits/inspect'
import { isLosslessWebp, makeSmaller } from '../../src/main/portraits/make-smaller'
import { isSame } from '../../src/shared/compression'
import { expect, test } from '../support/electron-test'
import type { EncodeWish } from '../support/image-sandbox/bench'
import { type LaunchedImageSandbox, launchImageSandbox } from '../support/image-sandbox/launch'
import { fixture, heavyPng, manyTextPng, paintedPng, soundPictures } from '../support/pictures'
import { png } from '../support/pictures/png'

let launched: LaunchedImageSandbox
let app: ElectronApplication

test.beforeAll(async () => {
  launched = await launchImageSandbox()
  app = launched.app
  await app.evaluate(() => globalThis.imageSandboxBench.open(30_000))
})

test.afterAll(() => launched.close())

async function encode(bytes: Uint8Array, wish: Partial<EncodeWish> = {}) {
  const order: EncodeWish = {
    format: inspectPicture(bytes).format,
    to: 'webp',
    quality: 1,
    isCompared: true,
    ...wish,
  }
  const made = await app.evaluate(
    (_electron, [base64, asked]) => globalThis.imageSandboxBench.encode(base64, asked),
    [Buffer.from(bytes).toString('base64'), order] as const,
  )
  if (typeof made === 'string') throw new Error(made)
  const { base64, ...rest } = made
  return { ...rest, bytes: Buffer.from(base64, 'base64') }
}

const smaller = (bytes: Uint8Array, way: 'webp-lossless' | 'webp', quality = 90) =>
  makeSmaller({ encode: ({ bytes: sent, ...wish }) => encode(sent, wish) }, bytes, { way, quality })

test('without loss every opaque pixel comes back, and the pixels are stored without loss', async () => {
  const made = await encode(heavyPng(400_000))
  expect(isLosslessWebp(made.bytes)).toBe(true)
  expect(made.likeness).toEqual({
    lumaDb: 99,
    colourDb: 99,
    worstBlockDb: 99,
    greatestStep: 0,
    isAlphaEqual: true,
  })
})

test('with a quality it is lossy, smaller, and looks the same', async () => {
  const original = paintedPng()
  const made = await encode(original, { quality: 0.9 })
  expect([...webpChunks(made.bytes)].map(({ type }) => type)).toContain('VP8 ')
  expect(made.bytes.length).toBeLessThan(original.length / 2)
  expect(made.likeness && isSame(made.likeness, 'webp')).toBe(true)
  expect(made.likeness?.lumaDb).toBeLessThan(60)
})

test('fault 108: the measure sees what the eye sees', async () => {
  const noise = randomFillSync(new Uint8Array(128 * 128 * 3))
  const noisy = png({
    width: 128,
    height: 128,
    pixel: (x, y) => [0, 1, 2].map((channel) => noise[(y * 128 + x) * 3 + channel] ?? 0),
  })
  const made = await smaller(noisy, 'webp', 60)
  expect(made.left).toBe('not-same')
  expect(made.likeness?.lumaDb).toBeLessThan(38)
})

test('fault 108: a small spot that suffers counts, however well the rest is', async () => {
  const noise = randomFillSync(new Uint8Array(64 * 64))
  const spot = png({
    width: 512,
    height: 512,
    pixel: (x, y) => {
      const value = x < 64 && y < 64 ? (noise[y * 64 + x] ?? 0) : 128
      return [value, value, value]
    },
  })
  const { likeness } = await encode(spot, { quality: 0.6 })
  expect(likeness?.worstBlockDb).toBeLessThan((likeness?.lumaDb ?? 0) - 10)
})

test('alpha comes back exactly, lossy or not, and see-through colours within one step', async () => {
  const original = png({
    width: 200,
    height: 200,
    colour: 'rgba',
    pixel: (x, y) => [(x * 5) % 256, (y * 3) % 256, (x * y) % 256, (x + y) % 256],
  })
  const lossless = await encode(original)
  expect(lossless.likeness?.isAlphaEqual).toBe(true)
  expect(lossless.likeness?.greatestStep).toBeLessThanOrEqual(1)
  const lossy = await encode(original, { quality: 0.8 })
  expect(lossy.likeness?.isAlphaEqual).toBe(true)
})

test('the result is upright, with nothing left to turn', async () => {
  const made = await encode(fixture('orientation-6.jpg'))
  expect(inspectPicture(made.bytes)).toMatchObject({ widthPx: 48, heightPx: 32, orientation: 1 })
  expect(made.likeness?.lumaDb).toBe(99)
})

for (const [name, build] of Object.entries(soundPictures)) {
  test(`${name} can be given away as PNG, JPEG and WebP`, async () => {
    const bytes = build()
    for (const to of ['png', 'jpeg', 'webp'] as const) {
      const made = await encode(bytes, { to, quality: 0.92, isCompared: false })
      const facts = inspectPicture(made.bytes)
      expect(facts.format).toBe(to)
      expect([facts.widthPx, facts.heightPx]).toEqual([made.widthPx, made.heightPx])
      expect(made.likeness).toBeNull()
    }
  })
}

test('what is see-through becomes white in a JPEG', async () => {
  const clear = png({ width: 64, height: 64, colour: 'rgba', pixel: () => [255, 0, 0, 0] })
  const made = await encode(clear, { to: 'jpeg', quality: 0.92, isCompared: false })
  const again = await encode(made.bytes, { to: 'png', isCompared: false })
  const [pixel] = await app.evaluate(({ nativeImage }, base64) => {
    const bitmap = nativeImage.createFromBuffer(Buffer.from(base64, 'base64')).toBitmap()
    return [[bitmap[0], bitmap[1], bitmap[2]]]
  }, again.bytes.toString('base64'))
  expect(pixel).toEqual([255, 255, 255])
})

test('a picture of 1 × 4096 and one of 1 × 1 are encoded like any other', async () => {
  for (const [width, height] of [
    [1, 4_096],
    [1, 1],
  ] as const) {
    const made = await encode(png({ width, height }))
    expect(made).toMatchObject({ widthPx: width, heightPx: height })
    expect(made.likeness?.lumaDb).toBe(99)
  }
})

test('a PNG with a text of 10 MB is made smaller by its pixels, and does not hold anything up', async () => {
  const made = await smaller(manyTextPng(10 * 2 ** 20), 'webp-lossless')
  expect(made.left).toBeNull()
  expect(made.bytes?.length).toBeLessThan(1_000_000)
})

test('half a picture is refused, and the next one is encoded', async () => {
  const broken = await smaller(paintedPng().subarray(0, 20_000), 'webp')
  expect(broken.left).toBe('undecodable')
  expect((await smaller(paintedPng(), 'webp')).left).toBeNull()
})
