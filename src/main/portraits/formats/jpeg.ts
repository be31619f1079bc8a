import { AppError } from '../../../shared/errors'
import { cleanExif, exifPrefix, readOrientation } from './exif'
import { cleanResources } from './image-resources'
import { addAll, type CleanedBlock, type PersonalKind } from './personal'
import {
  type CleanedPicture,
  type Cut,
  checkSize,
  createPartCount,
  cutOut,
  type PictureStructure,
  type Span,
} from './structure'
import { cleanXmp } from './xmp'
import { cleanLongXmp, longXmpPrefix, withNewNames } from './xmp-long'

// Markers and segments: ITU-T T.81 annex B. Application segments: Exif 3.0 §4.7, XMP part 3 §1.1.3,
// CIPA DC-007 (multi-picture), Adobe Photoshop file formats (image resources).
const startOfImage = 0xd8
const endOfImage = 0xd9
export const startOfScan = 0xda
export const app1 = 0xe1
export const app2 = 0xe2
const app13 = 0xed
const xmpPrefix = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1')
const morePicturesPrefix = Buffer.from('MPF\0', 'latin1')
const resourcesPrefix = Buffer.from('Photoshop 3.0\0', 'latin1')
/** What a segment can hold behind its length. */
const mostSegmentBytes = 65_533

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

/**
 * Every segment behind the first marker, the end of the image last. It reads as libjpeg does: bytes that
 * stand between two segments are passed over, and so are 0xFF that fill up. Throws `picture-truncated`, and
 * `picture-damaged` for a segment without a length and for a picture that begins inside of another.
 */
export function* jpegSegments(bytes: Buffer): Generator<Segment> {
  const count = createPartCount()
  for (let mark = nextMarker(bytes, 2); mark > 0; ) {
    count()
    const marker = bytes.readUInt8(mark)
    const at = mark + 1
    const start = mark - 1
    if (marker === endOfImage) {
      yield { marker, start, end: at, isFrame: false }
      return
    }
    const length = bytes.readUInt16BE(at)
    if (marker === startOfImage || length < 2) throw new AppError('picture-damaged')
    const end = at + length
    if (end > bytes.length) break
    yield { marker, start, end, isFrame: marksFrame(marker) }
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

/** Where the entropy-coded data ends that follows a scan; the end of the segment for any other. */
export function endOfData(bytes: Buffer, { marker, end }: Pick<Segment, 'marker' | 'end'>): number {
  return marker === startOfScan ? Math.max(end, nextMarker(bytes, end) - 1) : end
}

/** What a segment holds behind its length. */
export const dataOf = (bytes: Buffer, { start, end }: Span): Buffer =>
  bytes.subarray(start + 4, end)
export const startsWith = (data: Buffer, prefix: Buffer): boolean =>
  data.subarray(0, prefix.length).equals(prefix)

/** Reads segments up to the end marker. Throws `picture-truncated`, `picture-damaged`, `picture-too-many-pixels`. */
export function readJpeg(bytes: Buffer): PictureStructure {
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
    if (!hasScan && segment.marker === app1 && startsWith(dataOf(bytes, segment), exifPrefix)) {
      orientation ??= readOrientation(dataOf(bytes, segment))
    }
    endsAt = segment.end
  }
  if (widthPx === 0 || !hasScan) throw new AppError('picture-damaged')
  return { widthPx, heightPx, orientation: orientation ?? 1, isAnimated: false, endsAt }
}

/**
 * Removes personal, location and camera data without touching the pixels; all else stays. The list of further
 * pictures is removed when `tailWasCut`, as they were.
 */
export function cleanJpeg(bytes: Buffer, tailWasCut: boolean): CleanedPicture {
  const removed = new Set<PersonalKind>()
  const segments = [...jpegSegments(bytes)]
  const startingWith = (wanted: number, prefix: Buffer) =>
    segments.filter((one) => one.marker === wanted && startsWith(dataOf(bytes, one), prefix))
  const longXmp = cleanLongXmp(bytes, startingWith(app1, longXmpPrefix))
  addAll(removed, longXmp.removed)
  const cuts: Cut[] = [
    ...longXmp.cuts,
    ...cleanApp13(bytes, startingWith(app13, resourcesPrefix), removed),
    ...(tailWasCut ? startingWith(app2, morePicturesPrefix) : []),
  ]
  for (const segment of startingWith(app1, exifPrefix)) {
    cuts.push(...cleanSegment(bytes, segment, exifPrefix, cleanExif, removed))
  }
  for (const segment of startingWith(app1, xmpPrefix)) {
    const clean = (packet: Buffer) => withNewNames(cleanXmp(packet), longXmp.newNames)
    cuts.push(...cleanSegment(bytes, segment, xmpPrefix, clean, removed))
  }
  cuts.sort((one, other) => one.start - other.start)
  return { bytes: cuts.length === 0 ? bytes : cutOut(bytes, cuts), removed, wasAnimated: false }
}

function cleanSegment(
  bytes: Buffer,
  { start, end }: Span,
  prefix: Buffer,
  clean: (block: Buffer) => CleanedBlock,
  removed: Set<PersonalKind>,
): Cut[] {
  const block = bytes.subarray(start + 4 + prefix.length, end)
  const cleaned = clean(block)
  addAll(removed, cleaned.removed)
  if (cleaned.bytes === block) return []
  if (cleaned.bytes === null) return [{ start, end }]
  return [{ start, end, instead: jpegSegment(app1, Buffer.concat([prefix, cleaned.bytes])) }]
}

/** Image resources that do not fit into one segment go on in the next: they are read as one. */
function cleanApp13(bytes: Buffer, spans: readonly Span[], removed: Set<PersonalKind>): Cut[] {
  const [first] = spans
  if (first === undefined) return []
  const skipped = resourcesPrefix.length
  const whole = Buffer.concat(spans.map((span) => dataOf(bytes, span).subarray(skipped)))
  const cleaned = cleanResources(whole)
  addAll(removed, cleaned.removed)
  if (cleaned.removed.size === 0) return []
  const segments: Buffer[] = []
  const room = mostSegmentBytes - skipped
  for (let at = 0; at < (cleaned.bytes?.length ?? 0); at += room) {
    const part = cleaned.bytes?.subarray(at, at + room) ?? Buffer.alloc(0)
    segments.push(jpegSegment(app13, Buffer.concat([resourcesPrefix, part])))
  }
  const instead = Buffer.concat(segments)
  return spans.map(({ start, end }) =>
    start === first.start ? { start, end, instead } : { start, end },
  )
}

/** A segment as written in a JPEG; its data has at most 65,533 bytes. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}
