import { describe, expect, it } from 'vitest'
import { cleanPicture } from '../../../src/main/portraits/clean'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { appErrorOf } from '../../support/errors'
import { fixture, scenePng } from '../../support/pictures'
import { deflatedZeros, pngChunk, splitPng } from '../../support/pictures/png'

const refusal = async (bytes: Uint8Array) =>
  (await appErrorOf((async () => inspectPicture(bytes))())).code
const clean = (bytes: Uint8Array) => cleanPicture(bytes, inspectPicture(bytes))
const many = (part: Buffer, count: number) => Buffer.alloc(part.length * count, part)

/** A PNG with these bytes in front of its pixels. */
function pngWith(extra: Buffer): Buffer {
  const header = scenePng().subarray(0, 33)
  return Buffer.concat([header, extra, scenePng().subarray(33)])
}

/** A JPEG with these bytes behind its first marker. */
function jpegWith(extra: Buffer): Buffer {
  const whole = fixture('scene.jpg')
  return Buffer.concat([whole.subarray(0, 2), extra, whole.subarray(2)])
}

function webpWith(extra: Buffer): Buffer {
  const whole = Buffer.concat([fixture('lossy.webp'), extra])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}

function gifWith(extra: Buffer): Buffer {
  const whole = fixture('animated.gif')
  const screenEnd = 13 + ((whole[10] ?? 0) & 0x80 ? 3 * 2 ** (((whole[10] ?? 0) & 7) + 1) : 0)
  return Buffer.concat([whole.subarray(0, screenEnd), extra, whole.subarray(screenEnd)])
}

const avifWith = (extra: Buffer) => Buffer.concat([fixture('scene.avif'), extra])

const parts = [
  ['PNG chunks', pngWith, pngChunk('skIp', Buffer.alloc(0))],
  ['JPEG segments', jpegWith, Buffer.from([0xff, 0xef, 0, 2])],
  ['WebP chunks', webpWith, Buffer.from('skip\0\0\0\0', 'latin1')],
  ['GIF extensions', gifWith, Buffer.from([0x21, 0xfe, 0])],
  ['AVIF boxes', avifWith, Buffer.from('\0\0\0\u0008skip', 'latin1')],
] as const

describe('a picture made to hold everything up', () => {
  it.each(parts)('out of a flood of %s is refused, a thousand of them are not', async (...row) => {
    const [, build, part] = row
    expect(await refusal(build(many(part, 150_001)))).toBe('picture-damaged')
    expect(inspectPicture(build(many(part, 1_000))).widthPx).toBeGreaterThan(0)
  })

  it('out of boxes inside boxes is refused by the sum of them', async () => {
    const box = (type: string, body: Buffer) => {
      const head = Buffer.from(`\0\0\0\0${type}`, 'latin1')
      head.writeUInt32BE(8 + body.length, 0)
      return Buffer.concat([head, body])
    }
    const properties = box('ipco', many(box('skip', Buffer.alloc(0)), 5_000))
    const meta = box('meta', Buffer.concat([Buffer.alloc(4), box('iprp', properties)]))
    expect(await refusal(avifWith(many(meta, 31)))).toBe('picture-damaged')
  })

  it('out of pixels that look like markers is read like any other', () => {
    const whole = fixture('scene.jpg')
    const coded = many(Buffer.from([0xff, 0x00, 0xff, 0xd0, 0x12]), 200_000)
    const long = Buffer.concat([whole.subarray(0, -2), coded, whole.subarray(-2)])
    expect(inspectPicture(long)).toEqual({ ...inspectPicture(whole), endsAt: long.length })
    expect(clean(long).bytes).toBe(long)
  })

  it('with a second colour profile keeps the first alone', () => {
    const profile = Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflatedZeros(1_000)])
    const cleaned = clean(pngWith(many(pngChunk('iCCP', profile), 3)))
    expect(splitPng(cleaned.bytes).filter(({ type }) => type === 'iCCP')).toHaveLength(1)
  })

  it('with a keyword longer than a keyword may be is looked through no further than that', () => {
    const data = Buffer.from(`${'gps'.repeat(300_000)}\n\0`, 'latin1')
    expect(clean(pngWith(pngChunk('tEXt', data))).notices).toEqual(['place-removed'])
  })

  it('with an endless word in its description is looked through once', () => {
    const data = Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${'Author'.repeat(170_000)}`, 'latin1')
    expect(clean(pngWith(pngChunk('iTXt', data))).notices).toEqual([])
  })
})
