import { describe, expect, test } from 'vitest'
import { orientationExif } from '../../../src/main/portraits/formats/exif'
import { jpegSegment } from '../../../src/main/portraits/formats/jpeg'
import { unturned } from '../../../src/main/portraits/formats/turned'
import { webpChunk, webpChunks } from '../../../src/main/portraits/formats/webp'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { createUpright } from '../../../src/main/portraits/upright'
import type { PortraitFormat } from '../../../src/shared/portrait'
import { caseFile } from '../../support/cases'
import { fixture, scenePng, soundPictures } from '../../support/pictures'
import { turnedPicture } from '../../support/pictures/turned'
import { plainImageSandbox } from '../../support/plain-image-sandbox'

const formats: readonly PortraitFormat[] = ['png', 'jpeg', 'webp']
const orientations = [1, 2, 3, 4, 5, 6, 7, 8] as const

describe('the orientation of a picture', () => {
  test.each(formats)('of a %s is found, and not told to the decoder', (format) => {
    for (const orientation of orientations) {
      const bytes = turnedPicture(format, orientation)
      expect(inspectPicture(bytes).orientation).toBe(orientation)
      const sent = unturned(bytes, format)
      expect(sent.orientation).toBe(orientation)
      const { widthPx, heightPx, orientation: left } = inspectPicture(sent.bytes)
      expect([widthPx, heightPx, left]).toEqual([48, 32, 1])
    }
  })

  test('in the eXIf of a PNG counts', () => {
    const sent = unturned(caseFile('orient6.png'), 'png')
    expect(sent.orientation).toBe(6)
    expect(Buffer.from(sent.bytes).includes('eXIf')).toBe(false)
  })

  test('behind other chunks, beside other camera data, or twice is one orientation', () => {
    const exif = jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), orientationExif(8)]))
    const turned = turnedPicture('jpeg', 3)
    const twice = Buffer.concat([turned.subarray(0, 2), exif, turned.subarray(2)])
    expect(unturned(twice, 'jpeg').orientation).toBe(inspectPicture(twice).orientation)
    expect(inspectPicture(unturned(twice, 'jpeg').bytes).orientation).toBe(1)
    expect(unturned(fixture('personal.png'), 'png').orientation).toBe(
      inspectPicture(fixture('personal.png')).orientation,
    )
  })

  test('of none, and of what is no picture, is upright and leaves the very same bytes', () => {
    for (const build of Object.values(soundPictures)) {
      const bytes = build()
      const { format, orientation } = inspectPicture(bytes)
      if (orientation === 1) expect(unturned(bytes, format)).toEqual({ bytes, orientation: 1 })
    }
    for (const bytes of [Buffer.alloc(0), scenePng().subarray(0, 60), Buffer.from('RIFF')]) {
      for (const format of [...formats, 'gif', 'avif'] as const) {
        expect(unturned(bytes, format)).toEqual({ bytes, orientation: 1 })
      }
    }
  })

  test('leaves the flags of a WebP true', () => {
    const sent = Buffer.from(unturned(turnedPicture('webp', 6), 'webp').bytes)
    const head = [...webpChunks(sent)].find(({ type }) => type === 'VP8X')
    expect((head?.data.readUInt8(0) ?? 0xff) & 0x08).toBe(0)
    expect(webpChunk('EXIF', Buffer.alloc(3))).toHaveLength(12)
  })
})

describe('what a window is sent', () => {
  const asked: string[] = []
  const upright = createUpright({
    encode: async (order) => {
      asked.push(order.to)
      return plainImageSandbox().encode(order)
    },
  })

  test.each([
    ['png', 6, ['png']],
    ['webp', 6, ['webp']],
    ['jpeg', 6, []],
    ['png', 1, []],
  ] as const)('is a %s with orientation %i turned by the image sandbox: %j', async (...row) => {
    const [format, orientation, wanted] = row
    asked.length = 0
    const bytes = new Uint8Array(turnedPicture(format, orientation))
    const sent = await upright(bytes, format)
    expect(asked).toEqual(wanted)
    if (wanted.length === 0) expect(sent).toBe(bytes)
    else expect(inspectPicture(sent)).toMatchObject({ format, orientation: 1 })
  })

  test('is the stored picture where the image sandbox fails', async () => {
    const bytes = new Uint8Array(turnedPicture('png', 6))
    expect(await createUpright(plainImageSandbox('darkroom-crashed'))(bytes, 'png')).toBe(bytes)
  })
})
