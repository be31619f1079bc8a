import { crc32 } from 'node:zlib'
import { AppError } from '../../shared/errors'
import { writeWhole } from '../backup/tar-writer'
import type { NewFile } from '../disk/file-system'

/** Without the 64-bit form, which not every file manager reads. */
const maximumBytes = 0xffff_ffff
const utf8Names = 0x0800
/** 1 January 1980, the first day there is in a zip; when pictures were made is nobody's business. */
const noDate = 0x21

interface Listed {
  readonly name: Buffer
  readonly sum: number
  readonly bytes: number
  readonly offset: number
}

/**
 * Writes a zip, stored and not compressed, as pictures are compressed already. Form: PKWARE APPNOTE 6.3.10,
 * §4.3. Throws AppError `backup-too-large` beyond 4 GiB, and what the disk throws.
 */
export function createZipWriter(file: NewFile) {
  const listed: Listed[] = []
  let offset = 0

  async function write(bytes: Uint8Array): Promise<void> {
    if (offset + bytes.length > maximumBytes) throw new AppError('backup-too-large', { folder: '' })
    await writeWhole(file, bytes)
    offset += bytes.length
  }

  return {
    /** Resolves with where the content stands in the file. */
    async add(name: string, content: Uint8Array): Promise<number> {
      const entry = { name: Buffer.from(name), sum: crc32(content), bytes: content.length, offset }
      const head = Buffer.alloc(30)
      head.writeUInt32LE(0x04034b50, 0)
      fillShared(head, 4, entry)
      await write(Buffer.concat([head, entry.name]))
      const start = offset
      await write(content)
      listed.push(entry)
      return start
    },

    /** Writes the list of contents; nothing can be added then. */
    async end(): Promise<void> {
      const start = offset
      for (const entry of listed) {
        const head = Buffer.alloc(46)
        head.writeUInt32LE(0x02014b50, 0)
        head.writeUInt16LE(20, 4)
        fillShared(head, 6, entry)
        head.writeUInt32LE(entry.offset, 42)
        await write(Buffer.concat([head, entry.name]))
      }
      const tail = Buffer.alloc(22)
      tail.writeUInt32LE(0x06054b50, 0)
      tail.writeUInt16LE(listed.length, 8)
      tail.writeUInt16LE(listed.length, 10)
      tail.writeUInt32LE(offset - start, 12)
      tail.writeUInt32LE(start, 16)
      await write(tail)
    },
  }
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
