import { crc32 } from 'node:zlib'
import type { NewFile } from '../disk/file-system'
import { writeWhole } from '../disk/write-file'

/** Stands for a number that is too large and is in the 64-bit form instead. */
const elsewhere16 = 0xffff
const elsewhere32 = 0xffff_ffff
/** A write for each of many thousand small files would take minutes. */
const flushedAt = 1024 * 1024
const versionWith64Bits = 45
const utf8Names = 0x0800
/** 1 January 1980, the first day a zip can hold; the dates of pictures are private. */
const noDate = 0x21

interface Listed {
  readonly name: Buffer
  readonly sum: number
  readonly bytes: number
  readonly offset: number
}

/**
 * Writes a zip, stored and not compressed, as pictures are compressed already. Form: PKWARE APPNOTE 6.3.10,
 * §4.3; its 64-bit form (§4.3.14, §4.5.3) only beyond 65,534 files or 4 GiB, because not every file manager
 * reads it. `start` is where the file is at. Throws what the disk throws.
 */
export function createZipWriter(file: NewFile, start = 0) {
  const listed: Listed[] = []
  let offset = start
  let waiting: Uint8Array[] = []
  let waitingBytes = 0

  async function flush(): Promise<void> {
    const bytes = Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    await writeWhole(file, bytes)
  }

  async function write(bytes: Uint8Array): Promise<void> {
    waiting.push(bytes)
    waitingBytes += bytes.length
    offset += bytes.length
    if (waitingBytes >= flushedAt) await flush()
  }

  return {
    /** Hands over to the file what was added so far. */
    flush,

    /** Resolves with the offset of the content in the file; one content is less than 4 GiB. */
    async add(name: string, content: Uint8Array): Promise<number> {
      const entry = { name: Buffer.from(name), sum: crc32(content), bytes: content.length, offset }
      const head = Buffer.alloc(30)
      head.writeUInt32LE(0x04034b50, 0)
      fillShared(head, 4, entry)
      await write(Buffer.concat([head, entry.name]))
      const contentStart = offset
      await write(content)
      listed.push(entry)
      return contentStart
    },

    /** Writes the list of contents; nothing can be added then. */
    async end(): Promise<void> {
      const listStart = offset
      for (const entry of listed) await write(listEntry(entry))
      const list = { count: listed.length, start: listStart, bytes: offset - listStart }
      const isLarge =
        list.count >= elsewhere16 || list.start >= elsewhere32 || list.bytes >= elsewhere32
      if (isLarge) await write(largeTail(list, offset))
      await write(tail(list))
      await flush()
    },
  }
}

interface List {
  readonly count: number
  /** Where it begins in the file, and how long it is. */
  readonly start: number
  readonly bytes: number
}

function listEntry(entry: Listed): Buffer {
  const isFar = entry.offset >= elsewhere32
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(isFar ? versionWith64Bits : 20, 4)
  fillShared(head, 6, entry)
  const extra = Buffer.alloc(isFar ? 12 : 0)
  if (isFar) {
    head.writeUInt16LE(versionWith64Bits, 6)
    extra.writeUInt16LE(0x0001, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(entry.offset), 4)
  }
  head.writeUInt16LE(extra.length, 30)
  head.writeUInt32LE(isFar ? elsewhere32 : entry.offset, 42)
  return Buffer.concat([head, entry.name, extra])
}

/** The end record in the 64-bit form, and its locator. */
function largeTail({ count, start, bytes }: List, at: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(versionWith64Bits, 12)
  end.writeUInt16LE(versionWith64Bits, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(bytes), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(at), 64)
  end.writeUInt32LE(1, 72)
  return end
}

function tail({ count, start, bytes }: List): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, elsewhere16), 8)
  end.writeUInt16LE(Math.min(count, elsewhere16), 10)
  end.writeUInt32LE(Math.min(bytes, elsewhere32), 12)
  end.writeUInt32LE(Math.min(start, elsewhere32), 16)
  return end
}

function fillShared(head: Buffer, at: number, { name, sum, bytes }: Listed): void {
  head.writeUInt16LE(20, at)
  head.writeUInt16LE(utf8Names, at + 2)
  head.writeUInt16LE(noDate, at + 8)
  head.writeUInt32LE(sum, at + 10)
  head.writeUInt32LE(bytes, at + 14)
  head.writeUInt32LE(bytes, at + 18)
  head.writeUInt16LE(name.length, at + 22)
}
