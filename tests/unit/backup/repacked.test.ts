import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { restoreBackup } from '../../../src/main/backup/restore'
import { refusal, verify } from '../../support/backup/refusing'
import { restoreParts } from '../../support/backup/restoring'
import {
  backUpToTamper,
  type Entry,
  file,
  unpackByHand,
  writeBytes,
  writeEntries,
} from '../../support/backup/tampering'
import { caseCopy } from '../../support/cases'
import { zip } from '../../support/legacy/zip'
import { readInPlace } from '../../support/read-in-place'
import { makeDataFolder } from '../../support/records'

readInPlace()

let archive = ''
let entries: Entry[] = []

beforeAll(async () => {
  ;({ archive, entries } = await backUpToTamper())
})

const under = (folder: string): Entry[] =>
  entries.map((entry) => ({ ...entry, header: { name: `${folder}/${entry.header.name}` } }))
const asZip = (some: readonly Entry[]): Buffer =>
  Buffer.from(zip(some.map(({ header, content }) => ({ name: header.name, bytes: content }))))

test.each([
  ['gzipped', () => writeBytes(gzipSync(readFileSync(archive)))],
  ['put into a ZIP', () => writeBytes(asZip(entries))],
  ['put into a ZIP with its folder', () => writeBytes(asZip(under('my backup')))],
  ['packed anew with its folder', () => writeEntries(under('castkeeper_backup'))],
  ['packed anew from the folder it lies in', () => writeEntries(under('.'))],
  [
    'packed anew and gzipped, on macOS',
    async () => {
      const added = [file('backup/.DS_Store'), file('__MACOSX/backup/._manifest.json')]
      const path = await writeEntries([...under('backup'), ...added])
      return writeBytes(gzipSync(readFileSync(path)))
    },
  ],
  ['unpacked into a folder in a folder', () => unpackByHand(under('castkeeper_backup'))],
] as const)('a backup that was %s is verified and restored', async (_how, make) => {
  const path = await make()
  expect((await verify(path)).proof).toMatchObject({ portraits: 6, harmed: [] })
  const parts = restoreParts(makeDataFolder())
  const restored = await restoreBackup(path, parts)
  expect(restored.proof.portraits).toBe(6)
  parts.libraryHandle.close()
})

test.each(['backup-gzipped.tar.gz', 'backup-with-top-folder.tar'])('reads %s', async (name) => {
  expect((await verify(caseCopy(name))).warnings).toEqual([])
})

test.each([
  ['a cut gzip', () => gzipSync(readFileSync(archive)).subarray(0, 3_000), /backup-/],
  ['a gzip of a text', () => gzipSync('Once upon a time'), /backup-not-an-archive|truncated/],
  ['a ZIP with a link', () => zip([{ name: 'manifest.json', mode: 0o120777 }]), /unsafe-entry/],
  ['a ZIP that climbs', () => zip([{ name: '../manifest.json' }]), /backup-/],
] as const)('%s is refused, and nothing is left of it', async (_what, make, code) => {
  const mine = () =>
    readdirSync(tmpdir()).filter(
      (name) => name.startsWith('castkeeper-unpacked-') && name.includes(`-${process.pid}-`),
    )
  expect((await refusal(writeBytes(Buffer.from(make())))).code).toMatch(code)
  expect(mine()).toEqual([])
})

test('a pipe, given as a backup, is refused at once', async () => {
  const pipe = join(mkdtempSync(join(tmpdir(), 'castkeeper-pipe-')), 'backup.tar')
  execFileSync('mkfifo', [pipe])
  expect((await refusal(pipe)).code).toBe('backup-not-an-archive')
})
