// What a picture needs to look as it does; all else is about it. Each part has a form so narrow that nothing
// else fits into it.

// PNG, third edition, §5.6 and §11; the most bytes of data that each may have.
const pngParts: ReadonlyMap<string, number> = new Map([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Number.POSITIVE_INFINITY],
  ['IEND', 0],
  ['tRNS', 256],
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['iCCP', 4 * 2 ** 20],
  ['sBIT', 4],
  ['bKGD', 6],
  ['pHYs', 9],
  ['cICP', 4],
  ['mDCV', 24],
  ['cLLI', 8],
])

/** Whether this chunk is a part of the picture itself; `seen` remembers those that may stand there once. */
export function isPartOfPng(type: string, bytes: number, seen: Set<string>): boolean {
  const most = pngParts.get(type)
  if (most === undefined || bytes > most || seen.has(type)) return false
  if (type !== 'IDAT') seen.add(type)
  return true
}

// ITU-T T.81 annex B; APP0: JFIF 1.02, APP2: ICC.1:2022 annex B.4, APP14: Adobe TN 5116.
const jfif = Buffer.from('JFIF\0', 'latin1')
const profile = Buffer.from('ICC_PROFILE\0', 'latin1')
const adobe = Buffer.from('Adobe', 'latin1')
const startsWith = (data: Buffer, prefix: Buffer): boolean =>
  data.subarray(0, prefix.length).equals(prefix)

/**
 * What of a segment a picture cannot do without, as it is or in a shorter form; null when it is about the
 * picture. Tables and frames always stay, whatever else they hold: without them the picture is another one.
 */
export function partOfJpeg(marker: number, data: Buffer): Buffer | null {
  // JFIF may contain a thumbnail of its own.
  if (marker === 0xe0 && startsWith(data, jfif) && data.length >= 14) {
    return data.length === 14 ? data : Buffer.concat([data.subarray(0, 12), Buffer.alloc(2)])
  }
  if (marker === 0xe2 && startsWith(data, profile)) return data
  if (marker === 0xee && startsWith(data, adobe)) return data
  return marker >= 0xc0 && marker < 0xe0 ? data : null
}

/**
 * Whether a segment, of which this is the data behind its length, is a part of the picture and nothing else.
 * For a scan, what follows it decides.
 */
export function isBarePartOfJpeg(marker: number, data: Buffer): boolean {
  switch (marker) {
    // JFIF without a small picture of its own.
    case 0xe0:
      return startsWith(data, jfif) && data.length === 14
    case 0xe2:
      return startsWith(data, profile)
    case 0xee:
      return startsWith(data, adobe) && data.length === 12
    case 0xdb:
      return fills(data, (at) => 1 + 64 * (1 + (data.readUInt8(at) >> 4)))
    case 0xc4:
      return fills(data, (at) => 17 + sum(data.subarray(at + 1, at + 17)))
    case 0xcc:
      return data.length % 2 === 0 && data.length <= 64
    // DRI and DNL.
    case 0xdc:
    case 0xdd:
      return data.length === 2
    case 0xd9:
      return true
    default: {
      const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8
      return isFrame && data.length >= 6 && data.length === 6 + 3 * data.readUInt8(5)
    }
  }
}

/** Whether tables of these lengths fill a segment to its last byte. */
function fills(data: Buffer, lengthAt: (at: number) => number): boolean {
  let at = 0
  while (at < data.length) at += lengthAt(at)
  return at === data.length
}

const sum = (bytes: Buffer): number => bytes.reduce((total, byte) => total + byte, 0)

/** Whether a chunk is a part of the picture itself: RFC 9649 §2.7. */
export const isPartOfWebp = (type: string): boolean => /^(?:VP8[ LX]|ALPH|ICCP)$/.test(type)
