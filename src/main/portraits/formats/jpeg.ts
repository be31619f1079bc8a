import { AppError } from '../../../shared/errors'
import { exifPrefix, isPersonalXmp, orientationExif, readExif } from './exif'
import {
  type CleanedPicture,
  type Cut,
  checkSize,
  createPartCount,
  cutOut,
  type PictureOutline,
  type Span,
} from './outline'

// Markers and segments: ITU-T T.81 annex B. Application segments: Exif 3.0 §4.7, XMP part 3 §1.1.3,
// CIPA DC-007 (multi-picture), Adobe Photoshop file formats (image resources).
const startOfImage = 0xd8
const endOfImage = 0xd9
const startOfScan = 0xda
const app1 = 0xe1
const app2 = 0xe2
const app13 = 0xed
const comment = 0xfe
const xmpPrefix = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1')
const longXmpPrefix = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1')
const morePicturesPrefix = Buffer.from('MPF\0', 'latin1')
const iptcResource = Buffer.from('8BIM\u0004\u0004', 'latin1')

export const isJpeg = (bytes: Buffer): boolean =>
  bytes[0] === 0xff && bytes[1] === startOfImage && bytes[2] === 0xff

interface Segment extends Span {
  readonly marker: number
  /** Holds the size and the number of channels. */
  readonly isFrame: boolean
}

const isStandalone = (marker: number): boolean => marker === 0x01 || (marker & 0xf8) === 0xd0
const marksFrame = (marker: number): boolean =>
  (marker & 0xf0) === 0xc0 && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Every segment behind the first marker, the end of the image last; entropy-coded data is jumped over. */
export function* jpegSegments(bytes: Buffer): Generator<Segment> {
  const count = createPartCount()
  for (let mark = nextMarker(bytes, 2); mark > 0; ) {
    count()
    const marker = bytes.readUInt8(mark)
    const at = mark + 1
    if (marker === endOfImage) {
      yield { marker, start: mark - 1, end: at, isFrame: false }
      return
    }
    const end = at + bytes.readUInt16BE(at)
    if (end > bytes.length) break
    yield { marker, start: mark - 1, end, isFrame: marksFrame(marker) }
    mark = nextMarker(bytes, end)
  }
  throw new AppError('picture-truncated')
}

/**
 * Where the next marker with a segment stands, behind its 0xFF; -1 when there is none. Byte by byte:
 * in data full of 0xFF 0x00 a search from each to the next takes twenty times as long.
 */
function nextMarker(bytes: Buffer, start: number): number {
  for (let at = start; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue
    const marker = bytes[at + 1]
    if (marker === undefined || marker === 0xff) continue
    if (marker !== 0x00 && !isStandalone(marker)) return at + 1
    at += 1
  }
  return -1
}

const dataOf = (bytes: Buffer, { start, end }: Span): Buffer => bytes.subarray(start + 4, end)
const startsWith = (data: Buffer, prefix: Buffer): boolean =>
  data.subarray(0, prefix.length).equals(prefix)

/** Reads segments up to the end marker. Throws `picture-truncated`, `picture-damaged`, `picture-too-many-pixels`. */
export function readJpeg(bytes: Buffer): PictureOutline {
  let widthPx = 0
  let heightPx = 0
  let orientation: number | undefined
  let hasScan = false
  let endsAt = 0
  for (const segment of jpegSegments(bytes)) {
    if (segment.isFrame && widthPx === 0) {
      heightPx = bytes.readUInt16BE(segment.start + 5)
      widthPx = bytes.readUInt16BE(segment.start + 7)
      checkSize(widthPx, heightPx)
    }
    if (segment.marker === startOfScan) hasScan = true
    if (segment.marker === app1 && startsWith(dataOf(bytes, segment), exifPrefix)) {
      orientation ??= readExif(dataOf(bytes, segment)).orientation
    }
    endsAt = segment.end
  }
  if (widthPx === 0 || !hasScan) throw new AppError('picture-damaged')
  return { widthPx, heightPx, orientation: orientation ?? 1, isAnimated: false, endsAt }
}

/**
 * Takes out, without touching the pixels, what tells about a person or a place; the orientation and the
 * colours stay. The list of further pictures goes with them when `tailWasCut`.
 */
export function cleanJpeg(bytes: Buffer, tailWasCut: boolean): CleanedPicture {
  const cuts: Cut[] = []
  const comments: Span[] = []
  let hadPersonal = false
  for (const segment of jpegSegments(bytes)) {
    const { marker, start, end } = segment
    const data = dataOf(bytes, segment)
    if (marker === app1 && startsWith(data, exifPrefix)) {
      const { orientation, isPersonal } = readExif(data)
      if (!isPersonal) continue
      hadPersonal = true
      cuts.push({ start, end, instead: orientation === 1 ? undefined : exifSegment(orientation) })
    } else if (isPersonalSegment(marker, data)) {
      hadPersonal = true
      cuts.push({ start, end })
    } else if (tailWasCut && marker === app2 && startsWith(data, morePicturesPrefix)) {
      cuts.push({ start, end })
    } else if (marker === comment) {
      comments.push({ start, end })
    }
  }
  // Who writes a name into one place of a picture writes it into the comment as well.
  if (hadPersonal) cuts.push(...comments)
  cuts.sort((one, other) => one.start - other.start)
  const cleaned = cuts.length === 0 ? bytes : cutOut(bytes, cuts)
  return { bytes: cleaned, hadPersonal, wasAnimated: false }
}

function isPersonalSegment(marker: number, data: Buffer): boolean {
  if (marker === app13) return data.includes(iptcResource)
  if (marker !== app1) return false
  return startsWith(data, longXmpPrefix) || (startsWith(data, xmpPrefix) && isPersonalXmp(data))
}

function exifSegment(orientation: number): Buffer {
  const body = Buffer.concat([exifPrefix, orientationExif(orientation)])
  const head = Buffer.from([0xff, app1, 0, body.length + 2])
  return Buffer.concat([head, body])
}
