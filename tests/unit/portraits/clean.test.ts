import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cleanPicture } from '../../../src/main/portraits/clean'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import {
  animatedPng,
  emptyZip,
  type FixtureName,
  fixture,
  pngWithTail,
  scenePng,
  soundPictures,
} from '../../support/pictures'
import { displayP3Profile, iccpChunk } from '../../support/pictures/display-p3'
import { deflatedZeros, png, pngChunk, splitPng } from '../../support/pictures/png'
import { manyFramesWebp } from '../../support/pictures/webp'

const clean = (bytes: Uint8Array) => cleanPicture(bytes, inspectPicture(bytes))
const chunkTypes = (bytes: Uint8Array) => splitPng(bytes).map(({ type }) => type)
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const pixels = (bytes: Uint8Array) =>
  Buffer.concat(splitPng(bytes).flatMap(({ type, chunk }) => (type === 'IDAT' ? [chunk] : [])))

describe('cleanPicture', () => {
  const still = Object.entries(soundPictures).filter(([name]) => !name.includes('animated'))
  it.each(still)('returns the very same bytes of %s without secrets', (_name, build) => {
    const bytes = build()
    const cleaned = clean(bytes)
    expect(cleaned.bytes).toBe(bytes)
    expect(cleaned.notices).toEqual([])
  })

  it.each([
    ['a ZIP archive', emptyZip()],
    ['an HTML page', '<html><script>alert(1)</script>'],
    ['one byte', '\0'],
  ])('fault 42: %s behind a PNG is cut off and reported', (_name, tail) => {
    const cleaned = clean(pngWithTail(tail))
    expect(Buffer.from(cleaned.bytes).equals(scenePng())).toBe(true)
    expect(cleaned.notices).toEqual(['tail-removed'])
  })

  it.each(['scene.jpg', 'progressive.jpg', 'lossy.webp', 'lossless.webp'] as const)(
    'fault 42: what follows %s is cut off and reported',
    (name) => {
      // A second picture behind the first is what phones append.
      const cleaned = clean(Buffer.concat([fixture(name), fixture('scene.jpg')]))
      expect(Buffer.from(cleaned.bytes).equals(fixture(name))).toBe(true)
      expect(cleaned.notices).toEqual(['tail-removed'])
    },
  )

  const personal: FixtureName[] = ['personal.jpg', 'personal.png', 'personal.webp']
  it.each(personal)('fault 44: place and author leave %s, its orientation stays', (name) => {
    const bytes = fixture(name)
    expect(text(bytes)).toContain('Ada Person')
    const cleaned = clean(bytes)
    expect(cleaned.notices).toEqual(['place-removed', 'author-removed'])
    // A comment is a text that a person wrote.
    const comment = 'shot at home by Ada Person'
    expect(text(cleaned.bytes).replace(comment, '')).not.toMatch(/Ada|GPS/i)
    expect(text(cleaned.bytes).includes(comment)).toBe(text(bytes).includes(comment))
    const { endsAt, ...facts } = inspectPicture(cleaned.bytes)
    expect(facts).toEqual({ ...inspectPicture(bytes), endsAt: undefined })
    expect(endsAt).toBe(cleaned.bytes.length)
    expect(clean(cleaned.bytes).bytes).toBe(cleaned.bytes)
  })

  it('fault 44: the coded pixels of a PNG stay byte for byte', () => {
    const bytes = fixture('personal.png')
    expect(pixels(clean(bytes).bytes).equals(pixels(bytes))).toBe(true)
  })

  it('fault 44: the coded pixels of a JPEG stay byte for byte', () => {
    const bytes = fixture('personal.jpg')
    const scan = bytes.subarray(bytes.lastIndexOf(Buffer.from([0xff, 0xda])))
    expect(text(clean(bytes).bytes).endsWith(text(scan))).toBe(true)
    const kept = Buffer.from(clean(bytes).bytes)
    expect(kept.subarray(kept.lastIndexOf(Buffer.from([0xff, 0xdb]))).length).toBeGreaterThan(
      scan.length,
    )
  })

  it('fault 44: the coded pixels of a WebP stay byte for byte and its flags tell the truth', () => {
    const cleaned = Buffer.from(clean(fixture('personal.webp')).bytes)
    expect(text(cleaned)).toContain(text(fixture('lossy.webp').subarray(12)))
    expect(cleaned.readUInt8(20) & 0x0c).toBe(0x0c)
    expect(cleaned.readUInt32LE(4)).toBe(cleaned.length - 8)
  })

  it('fault 44: a colour profile stays beside what is taken out', () => {
    const author = pngChunk('tEXt', Buffer.from('Author\0Ada Person'))
    const bytes = png({ width: 2, height: 2, before: [iccpChunk(displayP3Profile()), author] })
    expect(chunkTypes(clean(bytes).bytes)).toEqual(['IHDR', 'iCCP', 'IDAT', 'IEND'])
  })

  it('keeps what an image generator wrote about its own work', () => {
    const notes = ['parameters\0a knight, steps 20', 'Software\0Castkeeper', 'prompt\0{}']
    const before = notes.map((note) => pngChunk('tEXt', Buffer.from(note)))
    const bytes = png({ width: 2, height: 2, before: [...before, pngChunk('caBX')] })
    expect(clean(bytes).bytes).toBe(bytes)
  })

  it.each([
    ['zTXt', 'Raw profile type exif\0\0', deflateSync('exif'), 'unreadable-removed'],
    ['iTXt', 'XML:com.adobe.xmp\0\u0001\0\0\0', 'compressed', 'unreadable-removed'],
    ['tEXt', 'exif:GPSLatitude\0', '48/1, 51/1', 'place-removed'],
    ['tEXt', 'Author\0', 'Ada Person', 'author-removed'],
    ['tEXt', 'exif:BodySerialNumber\0', '0815', 'camera-removed'],
  ])('takes a personal %s chunk %j out of a PNG', (type, head, body, notice) => {
    const data = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)])
    const bytes = png({ width: 2, height: 2, before: [pngChunk(type, data)] })
    const cleaned = clean(bytes)
    expect(chunkTypes(cleaned.bytes)).toEqual(['IHDR', 'IDAT', 'IEND'])
    expect(cleaned.notices).toEqual([notice])
  })

  it('keeps a text that swells to 2 GB, which is never read', () => {
    const bomb = Buffer.concat([Buffer.from('note\0\0'), deflatedZeros(2_000 * 2 ** 20)])
    const bytes = png({ width: 2, height: 2, before: [pngChunk('zTXt', bomb)] })
    expect(clean(bytes).bytes).toBe(bytes)
  })

  it('fault 40: a colour profile that swells to 200 MB leaves', () => {
    const bomb = Buffer.concat([Buffer.from('bomb\0\0'), deflatedZeros(200 * 2 ** 20)])
    const bytes = png({ width: 2, height: 2, before: [pngChunk('iCCP', bomb)] })
    const before = process.memoryUsage().rss
    expect(chunkTypes(clean(bytes).bytes)).toEqual(['IHDR', 'IDAT', 'IEND'])
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  it('keeps a hundred thousand texts', () => {
    const chunk = pngChunk('tEXt', Buffer.from('a\0'))
    const before = [Buffer.alloc(chunk.length * 100_000, chunk)]
    const bytes = png({ width: 2, height: 2, before })
    expect(clean(bytes).bytes).toBe(bytes)
  })

  it('fault 40: of 65,000 frames of an animated PNG the still picture stays', () => {
    const cleaned = clean(animatedPng(65_000))
    expect(Buffer.from(cleaned.bytes).equals(scenePng())).toBe(true)
    expect(cleaned.notices).toEqual(['first-frame-only'])
  })

  it('fault 40: of 65,000 frames of an animated WebP the first stays', () => {
    const cleaned = clean(manyFramesWebp(65_000))
    expect(Buffer.from(cleaned.bytes).equals(manyFramesWebp(1))).toBe(true)
    expect(cleaned.notices).toEqual(['first-frame-only'])
    expect(clean(cleaned.bytes).bytes).toBe(cleaned.bytes)
  })

  it('fault 40: of the frames of an animated GIF the first stays', () => {
    const bytes = fixture('animated.gif')
    const cleaned = clean(bytes)
    expect(cleaned.notices).toEqual(['first-frame-only'])
    expect(cleaned.bytes.length).toBeLessThan(bytes.length)
    expect(inspectPicture(cleaned.bytes)).toMatchObject({ widthPx: 24, isAnimated: false })
  })

  it('takes an Exif block that cannot be read for a personal one', () => {
    const broken = pngChunk('eXIf', Buffer.from('MM\0*\u00ff\u00ff\u00ff\u00ff', 'latin1'))
    const bytes = png({ width: 2, height: 2, before: [broken] })
    expect(chunkTypes(clean(bytes).bytes)).toEqual(['IHDR', 'IDAT', 'IEND'])
  })

  it('reads an Exif block whose folders point at themselves to its end', () => {
    const block = Buffer.from(
      'II*\0\b\0\0\0\u0001\0\u0069\u0087\u0004\0\u0001\0\0\0\b\0\0\0',
      'latin1',
    )
    const bytes = png({ width: 2, height: 2, before: [pngChunk('eXIf', block)] })
    expect(clean(bytes).bytes).toBe(bytes)
  })
})
