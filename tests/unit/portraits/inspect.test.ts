import { describe, expect, it } from 'vitest'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { AppError } from '../../../src/shared/errors'
import { maximumOwnPictureBytes } from '../../../src/shared/portrait'
import {
  badHeaderCrcPng,
  bitFlippedPng,
  claimingPng,
  cutAt,
  type FixtureName,
  fixture,
  hugeOneBitPng,
  hugeRgbaPng,
  hugeWebp,
  scenePng,
  soundPictures,
} from '../../support/pictures'
import { png, pngChunk, pngSignature, splitPng } from '../../support/pictures/png'

function refusal(bytes: Uint8Array): { code: string; details: Record<string, unknown> } {
  try {
    inspectPicture(bytes)
  } catch (error) {
    if (error instanceof AppError) return error.toReport()
    throw error
  }
  return { code: 'accepted', details: {} }
}

describe('inspectPicture on sound pictures', () => {
  it.each([
    ['a PNG', 'png', 48, 32],
    ['a 16-bit PNG', 'png', 48, 32],
    ['a PNG in Display P3', 'png', 48, 32],
    ['a JPEG', 'jpeg', 48, 32],
    ['a progressive JPEG', 'jpeg', 48, 32],
    ['a CMYK JPEG', 'jpeg', 48, 32],
    ['a lossy WebP', 'webp', 48, 32],
    ['a lossless WebP', 'webp', 48, 32],
    ['a WebP with alpha', 'webp', 40, 30],
  ] as const)('reads format and size of %s', (name, format, widthPx, heightPx) => {
    const bytes = soundPictures[name]()
    expect(inspectPicture(bytes)).toEqual({
      format,
      widthPx,
      heightPx,
      orientation: 1,
      isAnimated: false,
      endsAt: bytes.length,
    })
  })

  it.each([
    ['animated.gif', 'gif', 24, 24, true],
    ['scene.avif', 'avif', 48, 32, false],
    ['rotated.avif', 'avif', 48, 32, false],
    ['animated.webp', 'webp', 24, 24, true],
  ] as const)('reads format and size of %s', (name, format, widthPx, heightPx, isAnimated) => {
    expect(inspectPicture(fixture(name))).toMatchObject({
      format,
      widthPx,
      heightPx,
      isAnimated,
    })
  })

  it('tells an animated PNG from a still one', () => {
    const facts = inspectPicture(soundPictures['an animated PNG']())
    expect(facts).toMatchObject({ format: 'png', isAnimated: true })
  })

  it.each(['orientation-6.jpg', 'personal.jpg', 'personal.png', 'personal.webp'] as const)(
    'reads the orientation of %s',
    (name) => {
      expect(inspectPicture(fixture(name)).orientation).toBe(6)
    },
  )

  it('reads bytes that lie inside a larger buffer', () => {
    const padded = Buffer.concat([Buffer.from('prefix'), scenePng()])
    expect(inspectPicture(padded.subarray(6)).widthPx).toBe(48)
    expect(inspectPicture(Uint8Array.from(scenePng())).heightPx).toBe(32)
  })
})

describe('inspectPicture refuses', () => {
  const cuttable = {
    'a PNG': scenePng(),
    'a JPEG': fixture('scene.jpg'),
    'a progressive JPEG': fixture('progressive.jpg'),
    'a JPEG with Exif': fixture('personal.jpg'),
    'a lossy WebP': fixture('lossy.webp'),
    'a lossless WebP': fixture('lossless.webp'),
    'a WebP with Exif': fixture('personal.webp'),
    'an AVIF': fixture('scene.avif'),
  }
  describe.each(Object.entries(cuttable))('%s that was cut', (kind, whole) => {
    it.each([50, 99])(`fault 37: ${kind} cut at %i %% is refused as incomplete`, (percent) => {
      expect(refusal(cutAt(whole, percent / 100)).code).toBe('picture-truncated')
    })

    it(`fault 37: ${kind} is refused wherever it is cut`, () => {
      for (let length = 12; length < whole.length; length += 1) {
        const { code } = refusal(whole.subarray(0, length))
        expect(['picture-truncated', 'picture-not-supported'], `${length} bytes`).toContain(code)
      }
    })
  })

  it('fault 37: a GIF cut inside its first frame is refused as incomplete', () => {
    expect(refusal(fixture('animated.gif').subarray(0, 60)).code).toBe('picture-truncated')
  })

  it('fault 38: a flipped bit in the pixels is noticed without decoding them', () => {
    expect(refusal(bitFlippedPng({ mendCrc: false })).code).toBe('picture-damaged')
  })

  it('fault 38: a header that does not agree with its checksum is refused', () => {
    expect(refusal(badHeaderCrcPng()).code).toBe('picture-damaged')
  })

  it.each([
    ['a 30,000 × 30,000 one-bit PNG', hugeOneBitPng],
    ['a 16,000 × 16,000 PNG with alpha', hugeRgbaPng],
    ['a WebP that claims 16,383 × 16,383', hugeWebp],
    ['a PNG that claims 65,535 × 65,535', () => claimingPng(65_535, 65_535)],
    ['a JPEG that claims 65,500 × 65,500', hugeJpeg],
    ['a GIF that claims 65,535 × 65,535', hugeGif],
    ['an AVIF that claims 40,000 × 40,000', hugeAvif],
  ])('fault 39: %s is refused from its header, with no memory for its pixels', (_, build) => {
    const bytes = build()
    const before = process.memoryUsage().rss
    expect(refusal(bytes)).toMatchObject({
      code: 'picture-too-many-pixels',
      details: { maximumMegapixels: 64 },
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  it('fault 40: a million chunks are refused before they hold anything up', () => {
    const chunk = pngChunk('tEXt', Buffer.from('a\0'))
    const bytes = Buffer.concat([
      ...splitPng(scenePng()).flatMap(({ type, chunk: own }) =>
        type === 'IDAT' ? [Buffer.alloc(chunk.length * 1_000_000, chunk), own] : [own],
      ),
    ])
    expect(refusal(Buffer.concat([pngSignature, bytes])).code).toBe('picture-damaged')
  })

  const foreign: readonly [string, string, () => Buffer][] = [
    ['an SVG', 'svg', () => Buffer.from('<?xml version="1.0"?><!-- a --><svg xmlns="x"></svg>')],
    [
      'an SVG that reaches for a file',
      'svg',
      () =>
        Buffer.from(
          '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>',
        ),
    ],
    ['a TIFF', 'tiff', () => fixture('scene.tiff')],
    ['a HEIF', 'heif', () => fixture('scene.heic')],
    ['an icon', 'ico', () => fixture('scene.ico')],
    ['a BMP', 'bmp', () => fixture('scene.bmp')],
    ['a PDF', 'pdf', () => Buffer.from('%PDF-1.7\n%\u00e2\u00e3')],
    ['a .vips file', 'unknown', () => Buffer.from([0xb6, 0xa6, 0xf2, 0x08, 1, 2, 3, 4])],
    ['an HTML page', 'html', () => Buffer.from('\ufeff\n<!-- a --><!DOCTYPE html><p>no')],
    ['a page that opens with its head', 'html', () => Buffer.from('<head><title>x')],
    ['a text', 'text', () => Buffer.from('Éowyn 🔥 田中')],
    ['a text in UTF-16', 'text', () => Buffer.from('\ufeffhello', 'utf16le')],
    ['a JSON answer', 'json', () => Buffer.from('{"error": {"message": "no"}}')],
    ['a ZIP archive', 'zip', () => Buffer.from('PK\u0003\u0004rest', 'latin1')],
    ['an MP4 film', 'video', () => Buffer.from('\0\0\0\u0018ftypisom\0\0\0\0isommp42', 'latin1')],
    ['rubbish', 'unknown', () => Buffer.from([1, 2, 3, 255, 254, 0, 7])],
    ['the start of a PNG signature', 'unknown', () => scenePng().subarray(0, 7)],
  ]
  it.each(foreign)('fault 41: %s named .png is refused as %s', (_, found, build) => {
    expect(refusal(build())).toEqual({ code: 'picture-not-supported', details: { found } })
  })

  it('fault 45: 0 bytes are refused', () => {
    expect(refusal(new Uint8Array()).code).toBe('picture-empty')
  })

  it.each([
    ['1 × 1', 'a PNG of 1 × 1'],
    ['1 × 4096', 'a PNG of 1 × 4096'],
  ] as const)('fault 45: a picture of %s is a picture', (_, name) => {
    expect(inspectPicture(soundPictures[name]()).widthPx).toBe(1)
  })

  it('a file of more than 64 MiB', () => {
    const bytes = Buffer.concat([scenePng(), Buffer.alloc(maximumOwnPictureBytes)])
    expect(refusal(bytes)).toMatchObject({ code: 'picture-too-many-bytes' })
  })

  it.each([
    ['no width', () => claimingPng(0, 32)],
    ['no pixels', () => Buffer.concat([pngSignature, pngPart('IHDR'), pngPart('IEND')])],
    ['no header', () => Buffer.concat([pngSignature, pngPart('IDAT'), pngPart('IEND')])],
  ])('a PNG with %s', (_, build) => {
    expect(refusal(build()).code).toBe('picture-damaged')
  })

  it('a picture whose every byte was changed in turn never ends in anything but an answer', () => {
    const names: FixtureName[] = ['personal.jpg', 'personal.webp', 'personal.png', 'scene.avif']
    for (const bytes of [...names, 'animated.gif' as const].map(fixture)) {
      for (let at = 0; at < bytes.length; at += 1) {
        for (const value of [0x00, 0xff]) {
          const changed = Buffer.from(bytes)
          changed[at] = value
          expect(refusal(changed).code).toMatch(/^(picture-|accepted$)/)
        }
      }
    }
  })
})

const pngPart = (type: string): Buffer =>
  splitPng(png({ width: 4, height: 4 })).find((part) => part.type === type)?.chunk ??
  Buffer.alloc(0)

function hugeJpeg(): Buffer {
  const bytes = fixture('scene.jpg')
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(65_500, frame + 5)
  bytes.writeUInt16BE(65_500, frame + 7)
  return bytes
}

function hugeGif(): Buffer {
  const bytes = fixture('animated.gif')
  bytes.writeUInt32LE(0xffffffff, 6)
  return bytes
}

function hugeAvif(): Buffer {
  const bytes = fixture('scene.avif')
  const extent = bytes.indexOf('ispe', 0, 'latin1')
  bytes.writeUInt32BE(40_000, extent + 8)
  bytes.writeUInt32BE(40_000, extent + 12)
  return bytes
}
