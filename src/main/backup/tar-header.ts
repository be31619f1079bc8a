/**
 * The header block of a tar entry. The form is that of POSIX.1-2008 (pax, "ustar Interchange Format"), with
 * GNU's sizes in base 256 (tar manual, "Basic Tar Format").
 */
export interface TarHeader {
  readonly name: string
  readonly kind: TarKind
  readonly bytes: number
}

/** `extra` are records about the next entry, or about all of them. */
export type TarKind = 'file' | 'folder' | 'link' | 'device' | 'extra' | 'other'

const kinds: Readonly<Record<string, TarKind>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'device',
  x: 'extra',
  g: 'extra',
}

const magicAt = 257
const checksumAt = 148
const checksumLength = 8

/** Reads a block of 512 bytes. Null when it is no header, or one of its bytes was changed. */
export function decodeHeader(block: Buffer): TarHeader | null {
  if (block.toString('latin1', magicAt, magicAt + 5) !== 'ustar') return null
  if (readNumber(block, checksumAt, checksumLength) !== checksum(block)) return null
  const bytes = readNumber(block, 124, 12)
  if (bytes === null) return null
  const prefix = readText(block, 345, 155)
  const ownName = readText(block, 0, 100)
  // GNU puts times where POSIX has the rest of the name.
  const isPosix = block[magicAt + 5] === 0
  const name = isPosix && prefix !== '' ? `${prefix}/${ownName}` : ownName
  const kind = kinds[String.fromCharCode(block[156] ?? 0)] ?? 'other'
  return { name, kind, bytes: kind === 'folder' || kind === 'link' ? 0 : bytes }
}

/** True when extra records rename or resize the next entry, so that its header tells only half. */
export function holdsName(records: Buffer): boolean {
  return /(?:^|\n)\d+ (?:path|linkpath|size|GNU\.sparse\.\w+(?:\.\w+)?)=/.test(
    records.toString('latin1'),
  )
}

function checksum(block: Buffer): number {
  let sum = checksumLength * 0x20
  for (const [index, byte] of block.entries()) {
    if (index < checksumAt || index >= checksumAt + checksumLength) sum += byte
  }
  return sum
}

function readNumber(block: Buffer, at: number, length: number): number | null {
  if (((block[at] ?? 0) & 0x80) !== 0) return readBase256(block, at, length)
  const text = block.toString('latin1', at, at + length).replace(/^[ \0]+|[ \0]+$/g, '')
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : null
}

function readBase256(block: Buffer, at: number, length: number): number | null {
  let value = (block[at] ?? 0) & 0x7f
  for (let index = at + 1; index < at + length; index += 1) {
    value = value * 256 + (block[index] ?? 0)
    if (value > Number.MAX_SAFE_INTEGER) return null
  }
  return value
}

function readText(block: Buffer, at: number, length: number): string {
  const field = block.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.subarray(0, end === -1 ? length : end).toString('utf8')
}
