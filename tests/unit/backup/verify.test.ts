import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyBackup } from '../../../src/main/backup/verify'
import { dataFolder, refusal, verify } from '../../support/backup/refusing'
import {
  backUpToTamper,
  type Entry,
  editManifest,
  file,
  forge,
  writeBytes,
  writeEntries,
} from '../../support/backup/tampering'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

let archive = ''
let entries: Entry[] = []

beforeAll(async () => {
  ;({ archive, entries } = await backUpToTamper())
})

const without = (name: RegExp): Entry[] => entries.filter(({ header }) => !name.test(header.name))
const portraits = (): Entry[] => entries.filter(({ header }) => /\.png$/.test(header.name))

test('a sound backup is proved so', async () => {
  const verdict = await verify(archive)
  expect(verdict.proof).toMatchObject({ entries: 9, portraits: 6 })
  expect(verdict).toMatchObject({ warnings: [], isFromTheFuture: false })
})

test('a clock set back is told, and changes nothing', async () => {
  const early = () => new Date('2020-01-01T00:00:00Z')
  expect(await verifyBackup(archive, { dataFolder, clock: early })).toMatchObject({
    isFromTheFuture: true,
  })
})

describe('what is no archive', () => {
  test.each([
    ['a text', Buffer.from('Once upon a time there was a dragon. '.repeat(40))],
    ['a zip', Buffer.from(`PK\u0003\u0004${'x'.repeat(2_000)}`, 'latin1')],
    ['a picture', Buffer.from(`\x89PNG\r\n\x1a\n${'y'.repeat(600)}`, 'latin1')],
    ['zeros', Buffer.alloc(10_240)],
    ['twelve bytes', Buffer.from('twelve bytes')],
  ])('fault 96: %s is refused', async (_name, bytes) => {
    expect((await refusal(writeBytes(bytes))).code).toBe('backup-not-an-archive')
  })

  test('fault 99: an old database is sent to the import', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'castkeeper-old-'))
    const path = join(folder, 'database_backup_20250101_120000.db')
    new SQLite(path).exec('CREATE TABLE campaign (id INTEGER)').close()
    expect((await refusal(path)).code).toBe('backup-old-app')
    expect((await refusal(folder)).code).toBe('backup-old-app')
  })

  test('a file that is gone is named', async () => {
    const error = await refusal(join(dataFolder, 'nowhere.tar'))
    expect(error.code).toBe('backup-gone')
    expect(error.details).toMatchObject({ name: 'nowhere.tar' })
  })
})

describe('what was harmed on the way', () => {
  test('fault 95: cut at any length it is truncated, or something is missing', async () => {
    const whole = readFileSync(archive)
    for (let length = 0; length < whole.length - 512; length += 3_333) {
      const { code } = await refusal(writeBytes(whole.subarray(0, length)))
      expect(code).toMatch(length < 512 && length > 0 ? /not-an-archive/ : /truncated/)
    }
  })

  test('fault 95: one changed byte anywhere is found, and its entry named', async () => {
    const whole = readFileSync(archive)
    const codes = new Set<string>()
    for (let at = 40; at < whole.length - 1_024; at += 1_777) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      const isPadding = whole[at] === 0 && !(await isRefused(changed))
      if (isPadding) continue
      codes.add((await refusal(writeBytes(changed))).code)
    }
    expect(codes).toContain('backup-damaged')
  })

  test('fault 95: every bad entry is named', async () => {
    const [one, two] = portraits()
    const changed = entries.map((entry) =>
      entry === one || entry === two
        ? file(entry.header.name, Buffer.alloc(entry.content.length, 1))
        : entry,
    )
    const error = await refusal(await writeEntries(changed))
    expect(error.toReport()).toMatchObject({
      code: 'backup-damaged',
      details: { count: 2, names: 'gm_1.png, character_1.png' },
    })
  })

  test('fault 95: an edited manifest', async () => {
    const path = await writeEntries(
      editManifest(entries, (manifest) => void manifest.entries.pop()),
    )
    expect((await refusal(path)).code).toBe('backup-entry-unknown')
  })

  test('fault 95: a manifest that is missing, or no manifest', async () => {
    const missing = await refusal(await writeEntries(without(/manifest/)))
    expect(missing.code).toBe('backup-manifest-missing')
    for (const text of [
      '',
      '{',
      '[]',
      '{"product":"Castkeeper"}',
      '{"product":"Castkeeper","formatVersion":1,"appVersion":"1"}',
    ]) {
      const path = await writeEntries([...without(/manifest/), file('manifest.json', text)])
      expect((await refusal(path)).code).toBe('backup-manifest-damaged')
    }
  })

  test('an entry that the manifest names and the archive lacks', async () => {
    const error = await refusal(await writeEntries(without(/character_1\.png/)))
    expect(error.toReport()).toMatchObject({
      code: 'backup-entry-missing',
      details: { name: 'character_1.png', count: 1 },
    })
  })

  test('a database that is damaged inside, under a manifest that knows it', async () => {
    const path = await writeEntries(
      forge(entries, /\.db$/, (content) => Buffer.from(content).fill(0xee, 5_000, 20_000)),
    )
    expect((await refusal(path)).code).toBe('backup-database-damaged')
  })

  test('bad entries beside a damaged database are what is told', async () => {
    const [one] = portraits()
    const forged = forge(entries, /\.db$/, (content) =>
      Buffer.from(content).fill(0xee, 5_000, 20_000),
    )
    const path = await writeEntries(
      forged.map((entry) =>
        entry.header.name === one?.header.name
          ? file(entry.header.name, Buffer.alloc(entry.content.length, 1))
          : entry,
      ),
    )
    expect((await refusal(path)).toReport()).toMatchObject({
      code: 'backup-damaged',
      details: { count: 1, names: 'gm_1.png' },
    })
  })

  test('a row whose portrait is in neither archive nor warnings', async () => {
    const path = await writeEntries(
      editManifest(without(/character_1\.png/), (manifest) => {
        manifest.entries = manifest.entries.filter(({ name }) => !/character_1\.png/.test(name))
      }),
    )
    expect((await refusal(path)).toReport()).toMatchObject({
      code: 'backup-portrait-missing',
      details: { name: 'Éowyn 🔥 田中', count: 1 },
    })
  })
})

async function isRefused(bytes: Buffer): Promise<boolean> {
  return verify(writeBytes(bytes)).then(
    () => false,
    () => true,
  )
}

describe('what is of another version', () => {
  test('fault 99: a newer format, a newer database and another product name what is needed', async () => {
    const newer = await refusal(
      await writeEntries(
        editManifest(entries, (manifest) => {
          manifest.formatVersion = 2
          manifest.appVersion = '3.1.4'
          manifest.somethingNew = true
        }),
      ),
    )
    expect(newer.toReport()).toEqual({ code: 'backup-newer', details: { version: '3.1.4' } })
    const newerDatabase = await refusal(
      await writeEntries(
        editManifest(entries, (manifest) => {
          manifest.schemaVersion = 99
          manifest.appVersion = '2.0.0'
        }),
      ),
    )
    expect(newerDatabase.toReport()).toEqual({
      code: 'backup-newer',
      details: { version: '2.0.0' },
    })
    const other = await refusal(
      await writeEntries(
        editManifest(entries, (manifest) => Object.assign(manifest, { product: 'Chronicler' })),
      ),
    )
    expect(other.toReport()).toEqual({
      code: 'backup-other-product',
      details: { product: 'Chronicler' },
    })
  })
})
