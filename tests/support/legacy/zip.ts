import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly bytes?: Uint8Array
  /** What the archive says of its size, when that is a lie. */
  readonly saidBytes?: number
  readonly isEncrypted?: boolean
  /** The whole Unix mode: `0o120777` is a link. */
  readonly mode?: number
  /** Gives out the data of the first entry once more. */
  readonly sharesData?: boolean
  readonly hasWrongSum?: boolean
}

/** A ZIP archive (APPNOTE 6.3.10), as honest or as hostile as its entries. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const { name, bytes = new Uint8Array(), mode = 0o100644 } = entry
    const packed = deflateRawSync(bytes)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800 | (entry.isEncrypted ? 1 : 0), 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt16LE(0x5a21, 8)
    facts.writeUInt32LE((crc32(bytes) ^ (entry.hasWrongSum ? 1 : 0)) >>> 0, 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(entry.saidBytes ?? bytes.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), packed])
    const more = Buffer.alloc(14)
    more.writeUInt32LE((mode << 16) >>> 0, 6)
    more.writeUInt32LE(entry.sharesData ? 0 : at, 10)
    const madeBy = Buffer.from([20, 3])
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), madeBy, facts, more, Buffer.from(name)]),
    )
    if (entry.sharesData) continue
    parts.push(local)
    at += local.length
  }
  const whole = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(whole.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, whole, end])
}
