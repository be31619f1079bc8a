import { type CleanedBlock, type PersonalKind, unreadableBlock } from './personal'

const orientationTag = 0x0112
const exifFolderTag = 0x8769
const gpsFolderTag = 0x8825

// Exif 3.0 §4.6.3–4.6.8; XPAuthor is Microsoft's, CameraSerialNumber and the DNG tags Adobe's (DNG 1.7).
const personalTags: ReadonlyMap<number, PersonalKind> = new Map([
  [gpsFolderTag, 'place'],
  [0x013b, 'author'], // Artist
  [0x8298, 'author'], // Copyright
  [0x9c9d, 'author'], // XPAuthor
  [0xa430, 'author'], // CameraOwnerName
  [0xa437, 'author'], // Photographer
  [0xa438, 'author'], // ImageEditor
  [0xa431, 'camera'], // BodySerialNumber
  [0xa435, 'camera'], // LensSerialNumber
  [0xc62f, 'camera'], // CameraSerialNumber
  [0x927c, 'camera'], // MakerNote: a maker's own form, in which serial numbers are usual
])

/** Bytes of one value by its type (TIFF 6.0 §2, Exif 3.0 §4.6.2). */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]
const mostEntries = 1_000

export const exifPrefix = Buffer.from('Exif\0\0', 'latin1')

interface Entry {
  readonly at: number
  readonly tag: number
  /** Where its value stands when it does not fit into the entry, and how long it is. */
  readonly value: Range | null
  /** The value itself, for one that is a number or an offset. */
  readonly number: number
}

interface Range {
  readonly start: number
  readonly end: number
}

interface Folder {
  readonly at: number
  readonly entries: readonly Entry[]
  readonly next: number
}

/** Reads a TIFF structure in a copy of its own. All reads throw RangeError beyond the last byte. */
class Tiff {
  readonly bytes: Buffer
  readonly isLittle: boolean
  #entries = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
    const mark = bytes.toString('latin1', 0, 2)
    if (mark !== 'II' && mark !== 'MM') throw new RangeError('no TIFF header')
    this.isLittle = mark === 'II'
  }

  read16(at: number): number {
    return this.isLittle ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at)
  }

  read32(at: number): number {
    return this.isLittle ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at)
  }

  write16(value: number, at: number): void {
    if (this.isLittle) this.bytes.writeUInt16LE(value, at)
    else this.bytes.writeUInt16BE(value, at)
  }

  write32(value: number, at: number): void {
    if (this.isLittle) this.bytes.writeUInt32LE(value, at)
    else this.bytes.writeUInt32BE(value, at)
  }

  folder(at: number): Folder {
    const count = this.read16(at)
    this.#entries += count
    if (this.#entries > mostEntries) throw new RangeError('too many entries')
    const entries = Array.from({ length: count }, (_, index) => this.#entry(at + 2 + index * 12))
    const end = at + 2 + count * 12
    // Some writers leave out the offset of the next folder at the very end.
    return { at, entries, next: end + 4 <= this.bytes.length ? this.read32(end) : 0 }
  }

  #entry(at: number): Entry {
    const tag = this.read16(at)
    const type = this.read16(at + 2)
    const length = (typeBytes[type] ?? 1) * this.read32(at + 4)
    const start = this.read32(at + 8)
    const number = type === 3 ? this.read16(at + 8) : start
    return { at, tag, value: length > 4 ? { start, end: start + length } : null, number }
  }
}

/** The orientation of an Exif block, 1 (upright) to 8; 1 when it cannot be read. Never throws. */
export function readOrientation(block: Buffer): number {
  try {
    const tiff = new Tiff(withoutPrefix(block))
    const { entries } = tiff.folder(tiff.read32(4))
    const found = entries.findLast(({ tag }) => tag === orientationTag)?.number ?? 1
    return found >= 1 && found <= 8 ? found : 1
  } catch (error) {
    if (error instanceof RangeError) return 1
    throw error
  }
}

/**
 * Takes place, author and camera out of an Exif block (a TIFF header and its folders, Exif 3.0 §4.5) and
 * leaves everything else where it stands: the block keeps its length and its offsets. Never throws.
 */
export function cleanExif(block: Buffer): CleanedBlock {
  try {
    return cleanFolders(block)
  } catch (error) {
    // A read beyond the end: an unreadable block may hold anything, so it is removed.
    if (error instanceof RangeError) return unreadableBlock
    throw error
  }
}

function cleanFolders(block: Buffer): CleanedBlock {
  const copy = Buffer.from(block)
  const tiff = new Tiff(withoutPrefix(copy))
  const first = tiff.folder(tiff.read32(4))
  const exif = first.entries.find(({ tag }) => tag === exifFolderTag)
  // These and no more: folders that point at each other would never end.
  const folders = [first]
  if (first.next > 0 && first.next !== first.at) folders.push(tiff.folder(first.next))
  if (exif !== undefined && folders.every(({ at }) => at !== exif.number)) {
    folders.push(tiff.folder(exif.number))
  }
  const all = folders.flatMap(({ entries }) => entries)
  const leaving = all.filter(({ tag }) => personalTags.has(tag))
  if (leaving.length === 0) return { bytes: block, removed: new Set() }
  const removed = new Set(leaving.flatMap(({ tag }) => personalTags.get(tag) ?? []))
  const staying = all.filter(({ tag }) => !personalTags.has(tag))
  if (staying.every(({ tag }) => tag === exifFolderTag)) return { bytes: null, removed }
  const kept = [
    ...folders.map(({ at, entries }) => ({ start: at, end: at + 6 + entries.length * 12 })),
    ...staying.flatMap(({ value }) => value ?? []),
  ]
  for (const { tag, value, number } of leaving) {
    if (value !== null) blank(tiff, value, kept)
    if (tag === gpsFolderTag) blankFolder(tiff, number, kept)
  }
  for (const folder of folders) rewrite(tiff, folder)
  return { bytes: copy, removed }
}

/** Moves the entries that stay to the front of their folder; nothing else moves. */
function rewrite(tiff: Tiff, { at, entries, next }: Folder): void {
  const stay = entries.filter(({ tag }) => !personalTags.has(tag))
  if (stay.length === entries.length) return
  const lines = stay.map((entry) => Buffer.from(tiff.bytes.subarray(entry.at, entry.at + 12)))
  const start = at + 2
  tiff.bytes.fill(0, start, Math.min(start + entries.length * 12 + 4, tiff.bytes.length))
  tiff.write16(stay.length, at)
  for (const [index, line] of lines.entries()) line.copy(tiff.bytes, start + index * 12)
  tiff.write32(next, start + stay.length * 12)
}

function blankFolder(tiff: Tiff, at: number, kept: readonly Range[]): void {
  const { entries } = tiff.folder(at)
  for (const { value } of entries) if (value !== null) blank(tiff, value, kept)
  blank(tiff, { start: at, end: at + 2 + entries.length * 12 }, kept)
}

/** What belongs to something that stays as well is left. */
function blank(tiff: Tiff, { start, end }: Range, kept: readonly Range[]): void {
  if (start >= tiff.bytes.length) return
  if (kept.some((range) => range.start < end && start < range.end)) return
  tiff.bytes.fill(0, start, Math.min(end, tiff.bytes.length))
}

/** An Exif block that holds the orientation and nothing else, without the `Exif` prefix of JPEG. */
export function orientationExif(orientation: number): Buffer {
  const block = Buffer.alloc(26)
  block.write('MM\0*', 0, 'latin1')
  block.writeUInt32BE(8, 4)
  block.writeUInt16BE(1, 8)
  block.writeUInt16BE(orientationTag, 10)
  block.writeUInt16BE(3, 12)
  block.writeUInt32BE(1, 14)
  block.writeUInt16BE(orientation, 18)
  return block
}

function withoutPrefix(block: Buffer): Buffer {
  return block.subarray(0, 6).equals(exifPrefix) ? block.subarray(6) : block
}
