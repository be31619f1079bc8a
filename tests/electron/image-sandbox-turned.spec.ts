import type { ElectronApplication } from 'playwright'
import { isBare } from '../../src/main/export/prove-bare'
import { inspectPicture } from '../../src/main/portraits/inspect'
import { portraitFormats } from '../../src/shared/portrait'
import { caseFile } from '../support/cases'
import { expect, test } from '../support/electron-test'
import { type LaunchedImageSandbox, launchImageSandbox } from '../support/image-sandbox/launch'
import { fixture, soundPictures } from '../support/pictures'
import { turnedPicture } from '../support/pictures/turned'

let launched: LaunchedImageSandbox
let app: ElectronApplication

test.beforeAll(async () => {
  launched = await launchImageSandbox()
  app = launched.app
  await app.evaluate(() => globalThis.imageSandboxBench.open(30_000))
})

test.afterAll(() => launched.close())

async function develop(bytes: Buffer) {
  const { format } = inspectPicture(bytes)
  const made = await app.evaluate(
    (_electron, [base64, known]) =>
      globalThis.imageSandboxBench.develop(base64, {
        format: known,
        thumbnailSizes: [128],
        asPng: true,
      }),
    [bytes.toString('base64'), format] as const,
  )
  if (typeof made === 'string') throw new Error(made)
  const [thumbnail = ''] = made.thumbnails
  return { ...made, thumbnail: Buffer.from(thumbnail, 'base64'), png: made.png ?? '' }
}

async function encode(bytes: Buffer, to: 'png' | 'jpeg' | 'webp') {
  const { format } = inspectPicture(bytes)
  const made = await app.evaluate(
    (_electron, [base64, known, wanted]) =>
      globalThis.imageSandboxBench.encode(base64, {
        format: known,
        to: wanted,
        quality: wanted === 'jpeg' ? 0.92 : 1,
        isCompared: wanted !== 'jpeg',
      }),
    [bytes.toString('base64'), format, to] as const,
  )
  if (typeof made === 'string') throw new Error(made)
  return { ...made, bytes: Buffer.from(made.base64, 'base64') }
}

type Point = readonly [number, number]

/** Where a pixel of the stored scene of 48 × 32 is shown (Exif 3.0 §4.6.5.1). */
const shownAt: Readonly<Record<number, (x: number, y: number) => Point>> = {
  1: (x, y) => [x, y],
  2: (x, y) => [47 - x, y],
  3: (x, y) => [47 - x, 31 - y],
  4: (x, y) => [x, 31 - y],
  5: (x, y) => [y, x],
  6: (x, y) => [31 - y, x],
  7: (x, y) => [31 - y, 47 - x],
  8: (x, y) => [y, 47 - x],
}
const storedPoints: readonly (readonly [Point, string])[] = [
  [[12, 3], 'yellow'],
  [[36, 3], 'yellow'],
  [[12, 20], 'red'],
  [[36, 20], 'blue'],
]

/** The colours of a picture that tells no orientation any more, by name. */
async function coloursAt(base64: string, points: readonly Point[]): Promise<string[]> {
  return app.evaluate(
    ({ nativeImage }, [text, at]) => {
      const image = nativeImage.createFromBuffer(Buffer.from(text, 'base64'))
      const { width } = image.getSize()
      const bgra = image.toBitmap()
      return at.map(([x, y]) => {
        const from = (y * width + x) * 4
        const [blue, green, red] = [bgra[from], bgra[from + 1], bgra[from + 2]].map(
          (value) => Number(value) > 128,
        )
        return red ? (green ? 'yellow' : 'red') : blue ? 'blue' : 'none'
      })
    },
    [base64, points] as const,
  )
}

async function expectShown(base64: string, orientation: number): Promise<void> {
  const shown = shownAt[orientation]
  if (shown === undefined) throw new Error(`no orientation ${orientation}`)
  const points = storedPoints.map(([[x, y]]) => shown(x, y))
  expect(await coloursAt(base64, points)).toEqual(storedPoints.map(([, colour]) => colour))
}

for (const format of portraitFormats) {
  test(`fault 43: a ${format} is upright in each of the eight orientations, wherever it is shown`, async () => {
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      const bytes = turnedPicture(format, orientation)
      const size = orientation > 4 ? [32, 48] : [48, 32]
      const made = await develop(bytes)
      expect([made.widthPx, made.heightPx]).toEqual(size)
      await expectShown(made.png, orientation)
      const thumbnail = (await develop(made.thumbnail)).png
      await expectShown(thumbnail, orientation)
      for (const to of portraitFormats) {
        const converted = await encode(bytes, to)
        const facts = inspectPicture(converted.bytes)
        expect([facts.widthPx, facts.heightPx, facts.orientation]).toEqual([...size, 1])
        await expectShown((await develop(converted.bytes)).png, orientation)
        expect(await isBare(converted.bytes, [])).toBe(true)
        if (to !== 'jpeg') expect(converted.likeness?.greatestStep).toBe(0)
      }
    }
  })
}

// ISO/IEC 23008-12 §6.5.10 (irot, quarter turns to the left) and §6.5.12 (imir, 0: top to bottom).
for (const [property, value, orientation] of [
  ['irot', 1, 8],
  ['irot', 2, 3],
  ['irot', 3, 6],
  ['imir', 0, 4],
  ['imir', 1, 2],
] as const) {
  test(`fault 43: an AVIF is upright with ${property} ${value}`, async () => {
    const bytes = fixture('rotated.avif')
    const at = bytes.indexOf('irot')
    bytes.write(property, at, 'latin1')
    bytes.writeUInt8(value, at + 4)
    const made = await develop(bytes)
    expect([made.widthPx, made.heightPx]).toEqual(orientation > 4 ? [32, 48] : [48, 32])
    await expectShown(made.png, orientation)
    await expectShown((await develop(made.thumbnail)).png, orientation)
  })
}

test('fault 43: a PNG with orientation 6 stands upright in what is made of it', async () => {
  const made = await develop(caseFile('orient6.png'))
  expect([made.widthPx, made.heightPx]).toEqual([420, 320])
  const asJpeg = await encode(caseFile('orient6.png'), 'jpeg')
  expect([asJpeg.widthPx, asJpeg.heightPx]).toEqual([420, 320])
})

for (const [name, build] of Object.entries(soundPictures)) {
  test(`of ${name} the encoder makes nothing but a picture`, async () => {
    for (const to of portraitFormats) {
      expect(await isBare((await encode(build(), to)).bytes, []), to).toBe(true)
    }
  })
}
