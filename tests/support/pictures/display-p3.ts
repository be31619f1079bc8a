import { deflateSync } from 'node:zlib'
import { pngChunk } from './png'

const s15Fixed16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(Math.round(value * 65_536))
  return bytes
}

const xyz = (...values: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), ...values.map(s15Fixed16)])

function textDescription(text: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length + 1)
  return Buffer.concat([
    Buffer.from('desc\0\0\0\0', 'latin1'),
    length,
    Buffer.from(`${text}\0`, 'latin1'),
    Buffer.alloc(78),
  ])
}

/**
 * A Display P3 profile as ICC.1:2001-04 lays it out (§6.1 header, §6.2 tag table): the primaries of
 * DCI-P3 adapted to D50, and the curve of sRGB as a plain gamma of 2.2.
 */
export function displayP3Profile(): Buffer {
  const curve = Buffer.from('curv\0\0\0\0\0\0\0\u0001\u0002\u0033\0\0', 'latin1')
  const tags: readonly [string, Buffer][] = [
    ['desc', textDescription('Display P3')],
    ['cprt', Buffer.from('text\0\0\0\0Public domain\0\0\0', 'latin1')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.51512, 0.2412, -0.00105)],
    ['gXYZ', xyz(0.29198, 0.69225, 0.04189)],
    ['bXYZ', xyz(0.1571, 0.06657, 0.78407)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  const table = Buffer.alloc(4 + tags.length * 12)
  table.writeUInt32BE(tags.length)
  const bodies: Buffer[] = []
  let offset = 128 + table.length
  tags.forEach(([name, body], index) => {
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)])
    table.write(name, 4 + index * 12, 'latin1')
    table.writeUInt32BE(offset, 8 + index * 12)
    table.writeUInt32BE(body.length, 12 + index * 12)
    bodies.push(padded)
    offset += padded.length
  })
  const header = Buffer.alloc(128)
  header.writeUInt32BE(offset, 0)
  header.writeUInt32BE(0x02400000, 8)
  header.write('mntrRGB XYZ ', 12, 'latin1')
  header.write('acsp', 36, 'latin1')
  xyz(0.9642, 1, 0.8249).copy(header, 68, 8)
  return Buffer.concat([header, table, ...bodies])
}

/** The profile as a PNG carries it (PNG specification §11.3.2.3). */
export function iccpChunk(profile: Uint8Array, name = 'Display P3'): Buffer {
  return pngChunk(
    'iCCP',
    Buffer.concat([Buffer.from(`${name}\0\0`, 'latin1'), deflateSync(profile)]),
  )
}
