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

const nameLength = 100
const sizeAt = 124
const sizeLength = 12
const checksumAt = 148
const checksumLength = 8
const kindAt = 156
const magicAt = 257
const prefixAt = 345
const prefixLength = 155

export interface NewHeader {
  /** ASCII; up to 100 characters after the last slash that leaves so few. */
  readonly name: string
  readonly bytes: number
  readonly modifiedAt: Date
}

/** The block before a plain file. Throws RangeError for a name that no header can hold. */
export function encodeHeader({ name, bytes, modifiedAt }: NewHeader): Buffer {
  const slash = name.length > nameLength ? name.indexOf('/', name.length - nameLength - 1) : -1
  const [prefix, ownName] = [name.slice(0, Math.max(0, slash)), name.slice(slash + 1)]
  if (
    ownName === '' ||
    ownName.length > nameLength ||
    prefix.length > prefixLength ||
    /[^!-~]/.test(name)
  ) {
    throw new RangeError(`no tar holds the name ${name}`)
  }
  const block = Buffer.alloc(512)
  const seconds = Math.max(0, Math.floor(modifiedAt.getTime() / 1_000))
  block.write(ownName, 0, 'latin1')
  // Who may read it, and neither user nor group.
  for (const [at, value] of [
    [100, 0o644],
    [108, 0],
    [116, 0],
  ] as const)
    writeOctal(block, at, 8, value)
  writeSize(block, bytes)
  writeOctal(block, 136, 12, seconds)
  block.write('0', kindAt, 'latin1')
  block.write('ustar\x0000', magicAt, 'latin1')
  block.write(prefix, prefixAt, 'latin1')
  writeOctal(block, checksumAt, checksumLength - 1, checksum(block))
  block.write(' ', checksumAt + checksumLength - 1, 'latin1')
  return block
}

function writeOctal(block: Buffer, at: number, length: number, value: number): void {
  block.write(value.toString(8).padStart(length - 1, '0'), at, 'latin1')
}

// From 8 GiB on there are not enough digits.
function writeSize(block: Buffer, bytes: number): void {
  if (bytes < 8 ** (sizeLength - 1)) {
    writeOctal(block, sizeAt, sizeLength, bytes)
    return
  }
  block.writeBigUInt64BE(BigInt(bytes), sizeAt + sizeLength - 8)
  block[sizeAt] = 0x80
}

/** Reads a block of 512 bytes. Null when it is no header, or one of its bytes was changed. */
export function decodeHeader(block: Buffer): TarHeader | null {
  if (block.toString('latin1', magicAt, magicAt + 5) !== 'ustar') return null
  if (readNumber(block, checksumAt, checksumLength) !== checksum(block)) return null
  const bytes = readNumber(block, sizeAt, sizeLength)
  if (bytes === null) return null
  const prefix = readText(block, prefixAt, prefixLength)
  const ownName = readText(block, 0, nameLength)
  // GNU puts times where POSIX has the rest of the name.
  const isPosix = block[magicAt + 5] === 0
  const name = isPosix && prefix !== '' ? `${prefix}/${ownName}` : ownName
  const kind = kinds[String.fromCharCode(block[kindAt] ?? 0)] ?? 'other'
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
