import { writeFileSync } from 'node:fs'

const magic = Buffer.from('d9d505f920a163d7', 'hex')
const sector = 512
const nonce = 7

export interface HotJournal {
  /** The database as it was before the change that is to be taken back; all of its pages are in the journal. */
  readonly before: Buffer
  /** The file that several databases changed together have in common. */
  readonly superJournal?: string
  /** What the header claims instead of the truth. */
  readonly claims?: {
    readonly records?: number
    readonly pages?: number
    readonly sectorBytes?: number
    readonly pageBytes?: number
  }
}

/**
 * Puts a rollback journal beside a database, as a killed program leaves it (SQLite file format §3): a program that opens
 * the database next writes these pages over its own.
 */
export function writeHotJournal(path: string, { before, superJournal, claims }: HotJournal): void {
  const pageBytes = before.readUInt16BE(16)
  const pages = before.length / pageBytes
  const header = Buffer.alloc(sector)
  magic.copy(header)
  header.writeUInt32BE(claims?.records ?? pages, 8)
  header.writeUInt32BE(nonce, 12)
  header.writeUInt32BE(claims?.pages ?? pages, 16)
  header.writeUInt32BE(claims?.sectorBytes ?? sector, 20)
  header.writeUInt32BE(claims?.pageBytes ?? pageBytes, 24)
  const records = Array.from({ length: pages }, (_, at) =>
    recordOf(at + 1, before.subarray(at * pageBytes, (at + 1) * pageBytes)),
  )
  const end = superJournal === undefined ? [] : [nameOf(superJournal, pageBytes)]
  writeFileSync(`${path}-journal`, Buffer.concat([header, ...records, ...end]))
}

function recordOf(number: number, page: Buffer): Buffer {
  const record = Buffer.alloc(4 + page.length + 4)
  record.writeUInt32BE(number, 0)
  page.copy(record, 4)
  let sum = nonce
  for (let at = page.length - 200; at > 0; at -= 200) sum = (sum + (page[at] ?? 0)) >>> 0
  record.writeUInt32BE(sum, 4 + page.length)
  return record
}

function nameOf(superJournal: string, pageBytes: number): Buffer {
  const name = Buffer.from(superJournal)
  const trailer = Buffer.alloc(4 + name.length + 4 + 4 + 8)
  trailer.writeUInt32BE(Math.floor(0x40000000 / pageBytes) + 1, 0)
  name.copy(trailer, 4)
  trailer.writeUInt32BE(name.length, 4 + name.length)
  trailer.writeUInt32BE(
    name.reduce((total, byte) => total + byte, 0),
    8 + name.length,
  )
  magic.copy(trailer, 12 + name.length)
  return trailer
}
