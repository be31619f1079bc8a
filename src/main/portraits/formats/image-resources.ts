import { AppError } from '../../../shared/errors'
import { cleanExif } from './exif'
import { addAll, type CleanedBlock, type PersonalKind, unreadableBlock } from './personal'
import { cleanXmp } from './xmp'

// Blocks: Adobe Photoshop File Formats Specification, "Image Resource Blocks". Records: IPTC-IIM 4.2 §1.6.
const mark = '8BIM'
const iptcId = 0x0404
const exifId = 0x0422
const xmpId = 0x0424
const applicationRecord = 2
/** Datasets of the application record (IPTC-IIM 4.2 §6). */
const personalDatasets: ReadonlyMap<number, PersonalKind> = new Map([
  [26, 'place'],
  [27, 'place'],
  [80, 'author'],
  [85, 'author'],
  [90, 'place'],
  [92, 'place'],
  [95, 'place'],
  [100, 'place'],
  [101, 'place'],
  [110, 'author'],
  [115, 'author'],
  [116, 'author'],
  [118, 'author'],
  [122, 'author'],
])

interface Resource {
  readonly id: number
  /** Mark, id and name. */
  readonly head: Buffer
  readonly data: Buffer
}

/** Takes place and author out of Photoshop's image resources; all else in them stays. Never throws. */
export function cleanResources(bytes: Buffer): CleanedBlock {
  return asBlock(bytes, () => {
    const removed = new Set<PersonalKind>()
    const kept: Buffer[] = []
    for (const { id, head, data } of resourcesOf(bytes)) {
      const cleaned = cleanResource(id, data)
      addAll(removed, cleaned.removed)
      if (cleaned.bytes === null) continue
      const length = Buffer.alloc(4)
      length.writeUInt32BE(cleaned.bytes.length)
      kept.push(head, length, cleaned.bytes, Buffer.alloc(cleaned.bytes.length % 2))
    }
    return { bytes: kept.length === 0 ? null : Buffer.concat(kept), removed }
  })
}

function cleanResource(id: number, data: Buffer): CleanedBlock {
  if (id === iptcId) return cleanIptc(data)
  if (id === exifId) return cleanExif(data)
  return id === xmpId ? cleanXmp(data) : { bytes: data, removed: new Set() }
}

/** Takes place and author out of the records of IPTC; all else in them stays. Never throws. */
export function cleanIptc(bytes: Buffer): CleanedBlock {
  return asBlock(bytes, () => {
    const removed = new Set<PersonalKind>()
    const kept: Buffer[] = []
    for (let at = 0; at < bytes.length; ) {
      if (bytes[at] !== 0x1c) {
        // Padding behind the last dataset.
        if (bytes.subarray(at).some((byte) => byte !== 0)) throw new AppError('picture-damaged')
        break
      }
      const length = bytes.readUInt16BE(at + 3)
      const end = at + 5 + length
      // Bit 15 marks the long form, which no program writes.
      if (length > 0x7fff || end > bytes.length) throw new AppError('picture-damaged')
      const isApplication = bytes[at + 1] === applicationRecord
      const kind = isApplication ? personalDatasets.get(bytes.readUInt8(at + 2)) : undefined
      if (kind === undefined) kept.push(bytes.subarray(at, end))
      else removed.add(kind)
      at = end
    }
    return { bytes: Buffer.concat(kept), removed }
  })
}

function asBlock(bytes: Buffer, clean: () => CleanedBlock): CleanedBlock {
  try {
    const cleaned = clean()
    return cleaned.removed.size === 0 ? { bytes, removed: cleaned.removed } : cleaned
  } catch (error) {
    if (error instanceof AppError || error instanceof RangeError) return unreadableBlock
    throw error
  }
}

function* resourcesOf(bytes: Buffer): Generator<Resource> {
  for (let at = 0; at + 12 <= bytes.length; ) {
    if (bytes.toString('latin1', at, at + 4) !== mark) throw new AppError('picture-damaged')
    const nameBytes = bytes.readUInt8(at + 6) + 1
    const headEnd = at + 6 + nameBytes + (nameBytes % 2)
    const length = bytes.readUInt32BE(headEnd)
    const start = headEnd + 4
    if (start + length > bytes.length) throw new AppError('picture-damaged')
    const head = bytes.subarray(at, headEnd)
    yield { id: bytes.readUInt16BE(at + 4), head, data: bytes.subarray(start, start + length) }
    at = start + length + (length % 2)
  }
}
