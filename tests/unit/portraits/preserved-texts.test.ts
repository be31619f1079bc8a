import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { cleanPicture } from '../../../src/main/portraits/clean'
import { jpegSegment } from '../../../src/main/portraits/formats/jpeg'
import { webpChunk } from '../../../src/main/portraits/formats/webp'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { caseFile } from '../../support/cases'
import { fixture } from '../../support/pictures'
import { type ExifPlan, exifBlock } from '../../support/pictures/exif'
import { png, pngChunk, splitPng } from '../../support/pictures/png'

const clean = (bytes: Uint8Array) => cleanPicture(bytes, inspectPicture(bytes))
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

const pngWith = (...before: Buffer[]) => png({ width: 4, height: 4, before })
function jpegWith(...segments: Buffer[]): Buffer {
  const scene = fixture('scene.jpg')
  return Buffer.concat([scene.subarray(0, 2), ...segments, scene.subarray(2)])
}
function webpWith(...chunks: Buffer[]): Buffer {
  const head = Buffer.alloc(10)
  head.writeUInt8(0x0c, 0)
  head.writeUIntLE(47, 4, 3)
  head.writeUIntLE(31, 7, 3)
  const still = fixture('lossless.webp').subarray(12)
  const bytes = Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBP'),
    webpChunk('VP8X', head),
    still,
    ...chunks,
  ])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

const appOne = (prefix: string, block: Buffer) =>
  jpegSegment(0xe1, Buffer.concat([Buffer.from(prefix, 'latin1'), block]))
const xmpAddress = 'http://ns.adobe.com/xap/1.0/\0'

/** A block of data in each place it can have. */
const exifPlaces = {
  'the eXIf of a PNG': (block) => pngWith(pngChunk('eXIf', block)),
  'the raw profile of a PNG': (block) => {
    const digits = `\nexif\n${String(block.length + 6).padStart(8)}\n457869660000${block.toString('hex')}\n`
    const head = Buffer.from('Raw profile type exif\0\0')
    return pngWith(pngChunk('zTXt', Buffer.concat([head, deflateSync(digits)])))
  },
  'the APP1 of a JPEG': (block) => jpegWith(appOne('Exif\0\0', block)),
  'the EXIF of a WebP': (block) => webpWith(webpChunk('EXIF', block)),
} as const satisfies Record<string, (block: Buffer) => Buffer>

const xmpPlaces = {
  'the iTXt of a PNG': (packet) =>
    pngWith(pngChunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), packet]))),
  'the compressed iTXt of a PNG': (packet) => {
    const head = Buffer.from('XML:com.adobe.xmp\0\u0001\0\0\0')
    return pngWith(pngChunk('iTXt', Buffer.concat([head, deflateSync(packet)])))
  },
  'the APP1 of a JPEG': (packet) => jpegWith(appOne(xmpAddress, packet)),
  'the XMP of a WebP': (packet) => webpWith(webpChunk('XMP ', packet)),
} as const satisfies Record<string, (packet: Buffer) => Buffer>

/** What a picture holds, with everything that is compressed in it inflated. */
function inside(bytes: Uint8Array): string {
  if (inspectPicture(bytes).format !== 'png') return latin(bytes)
  return splitPng(bytes)
    .map(({ chunk }) => chunk.subarray(8, -4))
    .map((data) => {
      const at = data.indexOf(Buffer.from([0x78, 0x9c]))
      if (at < 0 || data.length < 20) return latin(data)
      const text = latin(inflateSync(data.subarray(at)))
      const [, digits = ''] = /^\nexif\n +\d+\n([\da-f\n]+)$/.exec(text) ?? []
      return text + Buffer.from(digits.replaceAll('\n', ''), 'hex').toString('latin1')
    })
    .join('')
}

describe('a text that a person or a program put into a picture stays byte for byte', () => {
  test('fault 44: a character card of more than 1 MiB', () => {
    const bytes = caseFile('card-1mib.png')
    expect(clean(bytes)).toEqual({ bytes, notices: [] })
  })

  test.each([1, 8, 30])('fault 44: %i MiB of it in tEXt, zTXt and iTXt', (mebibytes) => {
    const text = Buffer.alloc(mebibytes * 2 ** 20 + 1, 'lore ')
    for (const [type, head] of [
      ['tEXt', 'chara\0'],
      ['zTXt', 'workflow\0\0'],
      ['iTXt', 'prompt\0\0\0\0\0'],
    ] as const) {
      const bytes = pngWith(pngChunk(type, Buffer.concat([Buffer.from(head), text])))
      expect(clean(bytes).bytes).toBe(bytes)
    }
  })

  test('fault 44: several of them, beside one that names the author', () => {
    const texts = [
      'chara\0e30=',
      'Comment\0{"sampler":"x"}',
      'workflow\0{}',
      'Location of this\0mine',
    ]
    const kept = texts.map((text) => pngChunk('tEXt', Buffer.from(text)))
    const author = pngChunk('tEXt', Buffer.from('Author\0Ada Person'))
    const cleaned = clean(pngWith(...kept, author))
    expect(Buffer.from(cleaned.bytes)).toEqual(pngWith(...kept))
    expect(cleaned.notices).toEqual(['author-removed'])
  })

  test('fault 44: the comments of a JPEG that also holds a place', () => {
    const comment = jpegSegment(0xfe, Buffer.from('parameters: a knight'))
    const place = appOne('Exif\0\0', exifBlock({ gps: true }))
    const cleaned = clean(jpegWith(comment, place))
    expect(Buffer.from(cleaned.bytes)).toEqual(jpegWith(comment))
    expect(cleaned.notices).toEqual(['place-removed'])
  })

  test('fault 44: the caption of IPTC, beside its town and its author', () => {
    const cleaned = clean(
      jpegWith(iptcSegment([120, 'a knight'], [90, 'Paris'], [80, 'Ada Person'], [25, 'portrait'])),
    )
    expect(Buffer.from(cleaned.bytes)).toEqual(
      jpegWith(iptcSegment([120, 'a knight'], [25, 'portrait'])),
    )
    expect(cleaned.notices).toEqual(['place-removed', 'author-removed'])
  })
})

describe('of a block of camera data only what is named leaves', () => {
  const plan: ExifPlan = {
    orientation: 6,
    gps: true,
    artist: 'Ada Person',
    serial: 'SN-0815',
    userComment: 'parameters: a knight, steps 20',
    description: 'masterpiece',
  }

  test.each(Object.entries(exifPlaces))('fault 44: in %s', (_, build) => {
    for (const isLittle of [true, false]) {
      const cleaned = clean(build(exifBlock({ ...plan, isLittle })))
      expect(cleaned.notices).toEqual(['place-removed', 'author-removed', 'camera-removed'])
      const text = inside(cleaned.bytes)
      for (const kept of ['parameters: a knight, steps 20', 'masterpiece']) {
        expect(text).toContain(kept)
      }
      for (const gone of ['Ada', 'SN-0815', 'GPSPLACE']) expect(text).not.toContain(gone)
      expect(clean(cleaned.bytes)).toEqual({ bytes: cleaned.bytes, notices: [] })
      expect(inspectPicture(cleaned.bytes).orientation).toBe(
        inspectPicture(build(exifBlock({ ...plan, isLittle }))).orientation,
      )
    }
  })

  test.each(Object.entries(exifPlaces))(
    'fault 44: in %s, which stays when nothing is personal',
    (_, build) => {
      const bytes = build(exifBlock({ userComment: 'a knight', description: 'x', orientation: 3 }))
      expect(clean(bytes)).toEqual({ bytes, notices: [] })
    },
  )
})

const packet = Buffer.from(`<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:e="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:sd="http://example.org/sd/"
 e:GPSLatitude="48,51.5N" e:UserComment="a > b" aux:SerialNumber='0815' sd:Location="keep me">
<!-- GPS is written here -->
<dc:creator><rdf:Seq><rdf:li>Ada Person</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">a knight é</rdf:li></rdf:Alt></dc:description>
<e:GPSLongitude>2,21.1E</e:GPSLongitude><sd:prompt>steps 20</sd:prompt>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`)

describe('of an XMP packet only what is named leaves', () => {
  test.each(Object.entries(xmpPlaces))('fault 44: in %s', (_, build) => {
    const cleaned = clean(build(packet))
    expect(cleaned.notices).toEqual(['place-removed', 'author-removed', 'camera-removed'])
    const text = inside(cleaned.bytes)
    for (const kept of [
      'a > b',
      'steps 20',
      'keep me',
      'GPS is written here',
      latin(Buffer.from('a knight é')),
    ]) {
      expect(text).toContain(kept)
    }
    for (const gone of ['48,51', '2,21', 'Ada', '0815', 'GPSL']) expect(text).not.toContain(gone)
    expect(clean(cleaned.bytes)).toEqual({ bytes: cleaned.bytes, notices: [] })
  })

  test('fault 44: in one that is spread over several segments of a JPEG', () => {
    const name = 'A'.repeat(32)
    const main = Buffer.from(
      `<x xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${name}"/>`,
    )
    const part = (from: number, to: number) => {
      const head = Buffer.from(`http://ns.adobe.com/xmp/extension/\0${name}`)
      const numbers = Buffer.alloc(8)
      numbers.writeUInt32BE(packet.length, 0)
      numbers.writeUInt32BE(from, 4)
      return jpegSegment(0xe1, Buffer.concat([head, numbers, packet.subarray(from, to)]))
    }
    const bytes = jpegWith(appOne(xmpAddress, main), part(400, packet.length), part(0, 400))
    const cleaned = clean(bytes)
    expect(cleaned.notices).toEqual(['place-removed', 'author-removed', 'camera-removed'])
    expect(cleaned.bytes.length).toBe(bytes.length)
    const text = latin(cleaned.bytes)
    for (const gone of ['Ada', '0815', '48,51', name]) expect(text).not.toContain(gone)
    expect(text).toContain('steps 20')
    const names = [...text.matchAll(/(?:extension\/\0|ExtendedXMP=")([\dA-F]{32})/g)]
    expect(new Set(names.map(([, found]) => found)).size).toBe(1)
    expect(names).toHaveLength(3)
  })

  test('a packet that is no UTF-8 leaves, and that is said', () => {
    const wide = Buffer.from(packet.toString('utf8'), 'utf16le')
    const cleaned = clean(jpegWith(appOne(xmpAddress, wide)))
    expect(cleaned.notices).toEqual(['unreadable-removed'])
    expect(Buffer.from(cleaned.bytes)).toEqual(jpegWith())
  })
})

function iptcSegment(...sets: readonly (readonly [number, string])[]): Buffer {
  const data = Buffer.concat(
    sets.map(([number, text]) => {
      const head = Buffer.from([0x1c, 2, number, 0, text.length])
      return Buffer.concat([head, Buffer.from(text)])
    }),
  )
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const padding = Buffer.alloc(data.length % 2)
  const resource = Buffer.from('8BIM\u0004\u0004\0\0', 'latin1')
  const prefix = Buffer.from('Photoshop 3.0\0')
  return jpegSegment(0xed, Buffer.concat([prefix, resource, size, data, padding]))
}
