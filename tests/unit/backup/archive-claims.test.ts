import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import SQLite from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  belowNought,
  beyondNumbers,
  claimingTar,
  claimingZip,
  crowdedZip,
  hollowGzip,
  paxRecord,
  type TarClaim,
  type ZipClaim,
} from '../../support/archive-claims'
import { backUp, makeLibrary } from '../../support/backup/making'
import { refusal, verify } from '../../support/backup/refusing'
import {
  type Entry,
  file,
  forge,
  readEntries,
  writeBytes,
  writeEntries,
} from '../../support/backup/tampering'
import { zip } from '../../support/legacy/zip'

let entries: Entry[] = []

beforeAll(async () => {
  entries = await readEntries((await backUp(await makeLibrary())).path)
})

const ownFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`castkeeper-unpacked-${process.pid}-`))

/** What it is refused with, once nothing is left of it. */
async function refusalOf(bytes: Buffer): Promise<string> {
  const { code } = await refusal(writeBytes(bytes))
  expect(ownFolders()).toEqual([])
  return code
}

const asZip = (some: readonly Entry[] = entries): Buffer =>
  zip(some.map(({ header, content }) => ({ name: header.name, bytes: content })))
const nameOf = (pattern: RegExp): string =>
  entries.find(({ header }) => pattern.test(header.name))?.header.name ?? ''

const block = Buffer.alloc(512, 'x')
const pax = (text: string): TarClaim => ({ name: 'records', type: 'x', bytes: paxRecord(text) })
const plain = (name: string): TarClaim => ({ name, bytes: block })

test.each<[string, TarClaim[]]>([
  ['a link that claims to hold bytes', [{ name: 'a', type: '2', bytes: block }]],
  ['a sparse file of terabytes', [{ name: 'a', type: 'S', claims: 2 ** 42 }]],
  ['an entry of more bytes than there are numbers', [{ name: 'a', claims: beyondNumbers }]],
  ['an entry of fewer bytes than none', [{ name: 'a', claims: belowNought }]],
  ['a size that is no number', [{ name: 'a', claims: Buffer.from('many bytes  ') }]],
  ['a size that records change', [pax('size=9000000000000000'), plain('README.txt')]],
  ['records of gigabytes', [{ name: 'r', type: 'x', claims: 2 ** 33 }]],
])('fault 96: a tar with %s is refused, and not waited for', async (_what, claims) => {
  const own = entries.map(({ header, content }) => ({ name: header.name, bytes: content }))
  for (const tar of [claimingTar([...claims, ...own]), claimingTar([...own, ...claims])]) {
    expect(await refusalOf(tar)).toMatch(/^backup-/)
    expect(await refusalOf(gzipSync(tar))).toMatch(/^backup-/)
  }
})

test('fault 96: a folder has no bytes, whatever it claims', async () => {
  const own = entries.map(({ header, content }) => ({ name: header.name, bytes: content }))
  const folder = { name: 'portraits/', type: '5', claims: 2 ** 42 }
  expect((await verify(writeBytes(claimingTar([folder, ...own])))).proof.portraits).toBe(6)
})

test.each<[string, RegExp, ZipClaim]>([
  ['a database of 8 EB', /\.db$/, { bytes: 2n ** 63n - 1n }],
  ['a picture of a terabyte', /character_1\.png$/, { bytes: 2n ** 40n }],
  ['a picture packed into 8 EB', /character_1\.png$/, { packedBytes: 2n ** 63n - 1n }],
  ['a list that lies behind the end', /manifest\.json$/, { offset: 2n ** 52n }],
  ['a list of 4 GB', /manifest\.json$/, { bytes: 2n ** 32n }],
])('fault 96: a ZIP with %s is refused, and not waited for', async (_what, name, claim) => {
  expect(await refusalOf(claimingZip(asZip(), nameOf(name), claim))).toMatch(/^backup-/)
})

describe('the limits of a backup that was packed again', () => {
  test('fault 96: a ZIP of more than 200,000 entries is refused at once', async () => {
    expect(await refusalOf(crowdedZip(zip([{ name: 'x' }]), 200_001))).toBe(
      'backup-too-many-entries',
    )
  })

  test('fault 96: a ZIP that says it grows two hundred times is refused before it is unpacked', async () => {
    const picture = nameOf(/character_1\.png$/)
    // Its names are not even looked at: one of them would be refused by another word.
    const some = [...entries, file('evil.sh')]
    const grown = claimingZip(asZip(some), picture, { bytes: 2n ** 31n })
    expect(await refusalOf(grown)).toBe('backup-not-an-archive')
  })

  test('fault 96: a gzip that grows without end is given up on', { timeout: 60_000 }, async () => {
    const memberBytes = 16 * 2 ** 20
    const noughts = hollowGzip(1.4e9, gzipSync(Buffer.alloc(memberBytes)), memberBytes)
    // Unpacked to its end it would be a backup with too much behind it.
    const bomb = Buffer.concat([gzipSync(readFileSync(await writeEntries(entries))), noughts])
    expect(await refusalOf(bomb)).toBe('backup-not-an-archive')
  })
})

/** The same database with free pages in it, as one has from which something was deleted. */
function withFreePages(content: Buffer): Buffer {
  const path = join(mkdtempSync(join(tmpdir(), 'castkeeper-claims-')), 'free.db')
  writeFileSync(path, content)
  const database = new SQLite(path)
  database.pragma('journal_mode = DELETE')
  database.exec('CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(200000))')
  database.exec('DROP TABLE filler')
  database.close()
  return readFileSync(path)
}

/** A backup whose database says something else in the 4 bytes at this place of its header (SQLite file format §1.3). */
const withHeader = (at: number, value: number) =>
  writeEntries(
    forge(entries, /\.db$/, (content) => {
      const changed = withFreePages(content)
      changed.writeUInt32BE(value, at)
      return changed
    }),
  )

test.each([
  ['four billion pages', 28, 0xffff_fffe],
  ['a list of free pages behind its end', 32, 0xffff_fffe],
  ['a form of schemas that nobody knows', 44, 0xffff_ffff],
  ['an encoding that nobody knows', 56, 0xffff_ffff],
  ['a root page that only auto-vacuum has', 52, 0xffff_fffe],
  ['a schema of a version below nought', 60, 0xffff_ffff],
])('fault 96: a database that claims %s is called damaged', async (_what, at, value) => {
  const path = await withHeader(at, value)
  expect((await refusal(path)).code).toBe('backup-database-damaged')
  expect(readFileSync(path).length).toBeGreaterThan(0)
})

test('fault 96: a database that claims two billion versions of its schema is called newer', async () => {
  expect((await refusal(await withHeader(60, 0x7fff_ffff))).code).toBe('backup-newer')
})

test('fault 96: a database that claims four billion free pages lost nothing, and is read', async () => {
  expect((await verify(await withHeader(36, 0xffff_fffe))).proof.portraits).toBe(6)
})
