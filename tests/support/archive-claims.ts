import { encodeHeader } from '../../src/main/core/archive/tar-header'

/** An entry of a tar whose header may claim anything. */
export interface TarClaim {
  readonly name: string
  readonly bytes?: Buffer
  /** What the header says of its kind: `2` is a link, `x` are records about the next entry. */
  readonly type?: string
  /** What the header says of the size: a number, or the twelve bytes of the field themselves. */
  readonly claims?: number | Buffer
}

const sizeAt = 124
const checksumAt = 148
const typeAt = 156

/** A tar of these entries, which ends as it should, or without its end. */
export function claimingTar(entries: readonly TarClaim[], { isCut = false } = {}): Buffer {
  const parts = entries.flatMap(({ name, bytes = Buffer.alloc(0), type = '0', claims }) => {
    const size = typeof claims === 'number' ? claims : bytes.length
    const block = encodeHeader({ name, bytes: size, modifiedAt: new Date('2025-03-01T12:00:00Z') })
    if (Buffer.isBuffer(claims)) claims.copy(block, sizeAt, 0, 12)
    block.write(type, typeAt, 'latin1')
    block.fill(' ', checksumAt, checksumAt + 8)
    const sum = block.reduce((total, byte) => total + byte, 0)
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, checksumAt, 'latin1')
    return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...parts, Buffer.alloc(isCut ? 0 : 1_024)])
}

/** A record of a tar about the next entry (POSIX.1-2008, pax), with its own length before it. */
export function paxRecord(text: string): Buffer {
  const length = text.length + 2
  return Buffer.from(`${length + String(length + 2).length} ${text}\n`)
}

/** The bytes of a size in base 256 that no number of JavaScript holds. */
export const beyondNumbers = Buffer.from('80ffffffffffffffffffffff', 'hex')
export const belowNought = Buffer.from('ffffffffffffffffffffff00', 'hex')

/** What the list of a ZIP says of one of its entries in numbers of 64 bits. */
export interface ZipClaim {
  readonly bytes?: bigint
  readonly packedBytes?: bigint
  readonly offset?: bigint
}

/** A ZIP with a list whose entry of this name claims something else (APPNOTE 4.5.3). */
export function claimingZip(whole: Buffer, name: string, claim: ZipClaim): Buffer {
  const list = whole.readUInt32LE(whole.length - 6)
  const at = whole.indexOf(name, list) - 46
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  extra.writeBigUInt64LE(claim.bytes ?? BigInt(whole.readUInt32LE(at + 24)), 4)
  extra.writeBigUInt64LE(claim.packedBytes ?? BigInt(whole.readUInt32LE(at + 20)), 12)
  extra.writeBigUInt64LE(claim.offset ?? BigInt(whole.readUInt32LE(at + 42)), 20)
  const entry = Buffer.from(whole.subarray(at, at + 46 + Buffer.byteLength(name)))
  entry.writeUInt32LE(0xffff_ffff, 20)
  entry.writeUInt32LE(0xffff_ffff, 24)
  entry.writeUInt16LE(extra.length, 30)
  entry.writeUInt32LE(0xffff_ffff, 42)
  const end = Buffer.from(whole.subarray(whole.length - 22))
  end.writeUInt32LE(end.readUInt32LE(12) + extra.length, 12)
  const before = whole.subarray(0, at)
  const after = whole.subarray(at + entry.length, whole.length - 22)
  return Buffer.concat([before, entry, extra, after, end])
}

/** A ZIP of one empty file that its list names so many times (APPNOTE 4.3.14, as 16 bits do not count so far). */
export function crowdedZip(one: Buffer, count: number): Buffer {
  const list = one.readUInt32LE(one.length - 6)
  const entry = one.subarray(list, one.length - 22)
  const entries = Buffer.alloc(entry.length * count, entry)
  const end = Buffer.alloc(56 + 20 + 22)
  end.write('PK\u0006\u0006')
  end.writeBigUInt64LE(44n, 4)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(entries.length), 40)
  end.writeBigUInt64LE(BigInt(list), 48)
  end.write('PK\u0006\u0007', 56)
  end.writeBigUInt64LE(BigInt(list + entries.length), 64)
  end.writeUInt32LE(1, 72)
  end.write('PK\u0005\u0006', 76)
  end.fill(0xff, 84, 96)
  return Buffer.concat([one.subarray(0, list), entries, end])
}

/** A gzip file of so many bytes of nought, made of equal members. */
export function hollowGzip(bytes: number, member: Buffer, memberBytes: number): Buffer {
  return Buffer.alloc(member.length * Math.ceil(bytes / memberBytes), member)
}
