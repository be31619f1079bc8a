import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readColours } from '../../../src/main/portraits/formats/colour'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { fixture, soundPictures } from '../../support/pictures'
import { displayP3Profile, iccpChunk } from '../../support/pictures/display-p3'
import { png, pngChunk } from '../../support/pictures/png'

const read = (bytes: Uint8Array) => readColours(bytes, inspectPicture(bytes).format)
const withChunk = (chunk: Buffer) => png({ width: 9, height: 9, before: [chunk] })

/** The Display P3 profile with other primaries in it (X, Y and Z of red, green and blue). */
function profileWith(primaries: readonly (readonly number[])[]): Buffer {
  const profile = displayP3Profile()
  for (const [index, tag] of ['rXYZ', 'gXYZ', 'bXYZ'].entries()) {
    const at = profile.readUInt32BE(profile.indexOf(tag, 128, 'latin1') + 4) + 8
    for (const [axis, value] of (primaries[index] ?? []).entries()) {
      profile.writeInt32BE(Math.round(value * 65_536), at + axis * 4)
    }
  }
  return profile
}

const srgb = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
]

function jpegWith(profile: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('ICC_PROFILE\0\u0001\u0001', 'latin1'), profile])
  const head = Buffer.from([0xff, 0xe2, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  const scene = fixture('scene.jpg')
  return Buffer.concat([scene.subarray(0, 2), head, body, scene.subarray(2)])
}

describe('what 8 bits of sRGB could not keep', () => {
  test.each(Object.entries(soundPictures))('fault 43: %s is told for what it is', (name, build) => {
    const known: Partial<Record<string, string>> = {
      'a 16-bit PNG': 'sixteen-bit',
      'a PNG in Display P3': 'wide-gamut',
      'a CMYK JPEG': 'cmyk',
      'an AVIF': 'wide-gamut',
    }
    expect(read(build())).toBe(known[name] ?? 'plain')
  })

  test('a profile of sRGB, of grey or of nothing wider is plain', () => {
    expect(read(withChunk(iccpChunk(profileWith(srgb))))).toBe('plain')
    const grey = displayP3Profile()
    grey.write('GRAY', 16, 'latin1')
    expect(read(withChunk(iccpChunk(grey)))).toBe('plain')
    expect(read(jpegWith(profileWith(srgb)))).toBe('plain')
    expect(read(jpegWith(displayP3Profile()))).toBe('wide-gamut')
  })

  test('primaries told without a profile count as well', () => {
    expect(read(withChunk(pngChunk('cICP', Buffer.from([9, 16, 0, 1]))))).toBe('wide-gamut')
    expect(read(withChunk(pngChunk('cICP', Buffer.from([1, 13, 0, 1]))))).toBe('plain')
    const adobe = Buffer.alloc(32)
    for (const [index, value] of [31_270, 32_900, 64_000, 33_000, 21_000, 71_000].entries()) {
      adobe.writeUInt32BE(value, index * 4)
    }
    expect(read(withChunk(pngChunk('cHRM', adobe)))).toBe('wide-gamut')
  })

  test('a profile that cannot be judged counts as wider', () => {
    for (const profile of [
      Buffer.alloc(0),
      Buffer.from('no profile at all'),
      displayP3Profile().subarray(0, 140),
    ]) {
      expect(read(withChunk(iccpChunk(profile)))).toBe('wide-gamut')
    }
    const notDeflated = pngChunk('iCCP', Buffer.from('name\0\0not deflated'))
    expect(read(withChunk(notDeflated))).toBe('wide-gamut')
    const bomb = deflateSync(Buffer.alloc(8 * 2 ** 20))
    const swelling = pngChunk('iCCP', Buffer.concat([Buffer.from('name\0\0'), bomb]))
    expect(read(withChunk(swelling))).toBe('wide-gamut')
  })
})
