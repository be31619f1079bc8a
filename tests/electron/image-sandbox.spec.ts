import type { ElectronApplication } from 'playwright'
import { drawAvatar } from '../../src/main/portraits/avatar'
import { cleanPicture } from '../../src/main/portraits/clean'
import { inspectPicture } from '../../src/main/portraits/inspect'
import { avatarStyles } from '../../src/shared/portrait'
import { expect, test } from '../support/electron-test'
import type { DevelopedText, DevelopWish } from '../support/image-sandbox/bench'
import { type LaunchedImageSandbox, launchImageSandbox } from '../support/image-sandbox/launch'
import { bitFlippedPng, type FixtureName, fixture, soundPictures } from '../support/pictures'
import { displayP3Profile, iccpChunk } from '../support/pictures/display-p3'
import { deflatedZeros, png, pngChunk } from '../support/pictures/png'
import { manyFramesWebp } from '../support/pictures/webp'

let launched: LaunchedImageSandbox
let app: ElectronApplication

test.beforeAll(async () => {
  launched = await launchImageSandbox()
  app = launched.app
  await app.evaluate(() => globalThis.imageSandboxBench.open(30_000))
})

test.afterAll(() => launched.close())

async function develop(
  bytes: Buffer,
  wish: Partial<Omit<DevelopWish, 'bytes'>> = {},
): Promise<DevelopedText | string> {
  const order = { format: wish.format ?? inspectPicture(bytes).format, ...wish }
  return app.evaluate(
    (_electron, [base64, asked]) => globalThis.imageSandboxBench.develop(base64, asked),
    [bytes.toString('base64'), order] as const,
  )
}

async function developed(bytes: Buffer, wish: Partial<DevelopWish> = {}): Promise<DevelopedText> {
  const made = await develop(bytes, wish)
  if (typeof made === 'string') throw new Error(made)
  return made
}

/** Red, green, blue and alpha of single pixels of a picture, as Chromium sees them. */
async function pixels(bytes: Buffer, points: readonly (readonly [number, number])[]) {
  const { png: whole } = await developed(bytes, { asPng: true })
  return app.evaluate(
    ({ nativeImage }, [base64, at]) => {
      const image = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'))
      const { width } = image.getSize()
      const bgra = image.toBitmap()
      return at.map(([x, y]) => {
        const from = (y * width + x) * 4
        return [bgra[from + 2], bgra[from + 1], bgra[from], bgra[from + 3]].map(Number)
      })
    },
    [whole ?? '', points] as const,
  )
}

/** Yellow above, red on the left, blue on the right: the scene stands upright. */
async function expectScene(bytes: Buffer, tolerance: number): Promise<void> {
  const [top, left, right] = await pixels(bytes, [
    [12, 3],
    [12, 20],
    [36, 20],
  ])
  for (const [pixel, colour] of [
    [top, [255, 255, 0, 255]],
    [left, [255, 0, 0, 255]],
    [right, [0, 0, 255, 255]],
  ] as const) {
    for (const [channel, value] of colour.entries()) {
      expect(Math.abs((pixel?.[channel] ?? -1) - value)).toBeLessThanOrEqual(tolerance)
    }
  }
}

for (const [name, build] of Object.entries(soundPictures)) {
  test(`${name} is developed with its thumbnails as WebP`, async () => {
    const bytes = build()
    const facts = inspectPicture(bytes)
    const made = await developed(bytes, { thumbnailSizes: [16, 256] })
    const isUpright = facts.orientation < 5
    expect(made.widthPx).toBe(isUpright ? facts.widthPx : facts.heightPx)
    expect(made.heightPx).toBe(isUpright ? facts.heightPx : facts.widthPx)
    const sizes = made.thumbnails.map((base64) => inspectPicture(Buffer.from(base64, 'base64')))
    expect(sizes.map(({ format }) => format)).toEqual(['webp', 'webp'])
    expect(Math.max(sizes[0]?.widthPx ?? 0, sizes[0]?.heightPx ?? 0)).toBe(
      Math.min(16, Math.max(made.widthPx, made.heightPx)),
    )
    // A picture smaller than the thumbnail keeps its size.
    if (made.heightPx < 256) expect(sizes[1]).toMatchObject({ widthPx: made.widthPx })
  })
}

for (const name of ['orientation-6.jpg', 'scene.jpg', 'progressive.jpg', 'cmyk.jpg'] as const) {
  test(`fault 43: ${name} is shown upright with right colours`, async () => {
    await expectScene(fixture(name), name === 'cmyk.jpg' ? 40 : 12)
  })
}

for (const name of ['lossy.webp', 'scene.avif', 'rotated.avif'] as FixtureName[]) {
  test(`fault 43: ${name} is developed with right colours`, async () => {
    if (name === 'rotated.avif') {
      const made = await developed(fixture(name))
      expect([made.widthPx, made.heightPx]).toEqual([32, 48])
    } else {
      await expectScene(fixture(name), 12)
    }
  })
}

test('fault 43: a 16-bit PNG keeps its colours', async () => {
  await expectScene(soundPictures['a 16-bit PNG'](), 1)
})

test('fault 43: Display P3 is turned into sRGB, not taken for it', async () => {
  const bytes = png({
    width: 8,
    height: 8,
    pixel: () => [200, 100, 50],
    before: [iccpChunk(displayP3Profile())],
  })
  const [pixel = []] = await pixels(bytes, [[4, 4]])
  // By the matrices of CSS Color 4 §10: 216, 93, 24.
  for (const [channel, value] of [216, 93, 24].entries()) {
    expect(Math.abs((pixel[channel] ?? 0) - value)).toBeLessThan(4)
  }
})

test('fault 43: alpha is kept in thumbnails and in PNG', async () => {
  const bytes = soundPictures['a PNG with alpha']()
  const { thumbnails } = await developed(bytes, { thumbnailSizes: [128] })
  const points = [
    [12, 16],
    [40, 16],
  ] as const
  for (const picture of [bytes, Buffer.from(thumbnails[0] ?? '', 'base64')]) {
    const [clear, half] = await pixels(picture, points)
    expect(clear?.[3]).toBe(0)
    expect(half?.[3]).toBe(128)
  }
})

test('a shrunk picture averages its pixels and does not pick single ones', async () => {
  const bytes = png({
    width: 1024,
    height: 1024,
    // One white line in eight: an eighth of the light is left when they melt together.
    pixel: (x) => (x % 8 === 0 ? [255, 255, 255] : [0, 0, 0]),
  })
  const { thumbnails } = await developed(bytes, { thumbnailSizes: [128] })
  const grey = await pixels(Buffer.from(thumbnails[0] ?? '', 'base64'), [
    [5, 5],
    [64, 70],
    [120, 9],
  ])
  for (const [red] of grey) expect(Math.abs((red ?? 0) - 32)).toBeLessThan(8)
})

test('fault 38: a flipped bit that its checksum hides is noticed by the decoder', async () => {
  expect(await develop(bitFlippedPng({ mendCrc: true }))).toBe('picture-damaged')
})

for (const [name, format] of [
  ['scene.tiff', 'png'],
  ['scene.heic', 'png'],
] as const) {
  test(`fault 41: ${name} is refused even if it gets this far`, async () => {
    expect(await develop(fixture(name), { format })).toBe('picture-damaged')
  })
}

test('fault 41: an SVG is refused even if it gets this far', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
  expect(await develop(Buffer.from(svg), { format: 'png' })).toBe('picture-damaged')
})

test('fault 40: metadata that swells to 200 MB does no harm', async () => {
  const bombs = [
    pngChunk('iCCP', Buffer.concat([Buffer.from('a\0\0'), deflatedZeros(200 * 2 ** 20)])),
    pngChunk('zTXt', Buffer.concat([Buffer.from('b\0\0'), deflatedZeros(200 * 2 ** 20)])),
  ]
  const made = await developed(png({ width: 9, height: 9, before: bombs }), {
    thumbnailSizes: [128],
  })
  expect(made.widthPx).toBe(9)
})

for (const [name, build] of [
  ['WebP', () => manyFramesWebp(65_000)],
  ['GIF', () => fixture('animated.gif')],
  ['PNG', () => soundPictures['an animated PNG']()],
] as const) {
  test(`fault 40: of an animated ${name} the first frame is developed`, async () => {
    const bytes = build()
    const cleaned = cleanPicture(bytes, inspectPicture(bytes))
    const [pixel] = await pixels(Buffer.from(cleaned.bytes), [[5, 20]])
    expect(pixel).toEqual([255, 0, 0, 255])
  })
}

test('our own avatars are drawn as PNG of the wanted size', async () => {
  for (const style of avatarStyles) {
    const svg = await drawAvatar({ style, seed: 'Éowyn 🔥 田中' })
    const address = await app.evaluate(
      (_electron, text) => globalThis.imageSandboxBench.rasterise(text, 512, 512),
      svg,
    )
    const bytes = Buffer.from(address.replace(/^data:image\/png;base64,/, ''), 'base64')
    expect(inspectPicture(bytes)).toMatchObject({ format: 'png', widthPx: 512, heightPx: 512 })
    expect(bytes.length).toBeGreaterThan(2_000)
  }
})

test('a hundred pictures at once are all developed', async () => {
  const bytes = soundPictures['a JPEG']()
  const all = await Promise.all(
    Array.from({ length: 100 }, () => developed(bytes, { thumbnailSizes: [128] })),
  )
  expect(new Set(all.map(({ thumbnails }) => thumbnails[0])).size).toBe(1)
})

test('the page reaches neither Node, nor the network, nor the library, nor another page', async () => {
  await app.evaluate(() => globalThis.imageSandboxBench.warmUp())
  const reached = await app.evaluate(async ({ webContents }) => {
    const [page] = webContents.getAllWebContents()
    return page?.executeJavaScript(`(async () => {
      const refused = (work) => Promise.resolve().then(work).then(() => 'reached', () => 'refused')
      return {
        node: typeof require + typeof process + typeof window.castkeeper,
        network: await refused(() => fetch('http://127.0.0.1:9/')),
        library: await refused(() => fetch('app://portraits/character/1?v=1')),
        window: await refused(() => window.open('https://example.com/').document),
      }
    })()`)
  })
  expect(reached).toEqual({
    node: 'undefinedundefinedundefined',
    network: 'refused',
    library: 'refused',
    window: 'refused',
  })
})
