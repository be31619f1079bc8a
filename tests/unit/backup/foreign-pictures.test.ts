import { hash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import { openForRestore } from '../../../src/main/backup/open-for-restore'
import { restoreBackup } from '../../../src/main/backup/restore'
import { isPictureOf } from '../../../src/main/portraits/is-picture'
import { backUp, makeLibrary } from '../../support/backup/making'
import { verify } from '../../support/backup/refusing'
import { restoreParts } from '../../support/backup/restoring'
import {
  type Entry,
  forge,
  readEntries,
  unpackByHand,
  writeEntries,
} from '../../support/backup/tampering'
import { caseCopy } from '../../support/cases'
import { picture } from '../../support/library'
import { claimingPng } from '../../support/pictures'
import { readInPlace } from '../../support/read-in-place'
import { makeClock, makeDataFolder } from '../../support/records'

readInPlace()

const stillGif = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

describe.each([
  ['16,000 pixels high and wide', 'pic-bomb-16000.tar'],
  ['no picture at all', 'pic-garbage.tar'],
])('a portrait in a backup that is %s', (_what, name) => {
  test('is a warning when it is verified and when it is restored, and its bytes stay', async () => {
    const path = caseCopy(name)
    const verdict = await verify(path)
    expect(verdict.proof.harmed).toMatchObject([{ state: 'damaged' }])
    expect(verdict.warnings).toEqual(verdict.proof.harmed)
    const dataFolder = makeDataFolder()
    const restored = await restoreBackup(path, restoreParts(dataFolder))
    expect(restored.proof.harmed).toEqual(verdict.proof.harmed)
    const file = join(dataFolder, restored.proof.harmed[0]?.path ?? '')
    expect(existsSync(file)).toBe(true)
    expect(isPictureOf(readFileSync(file), 'png')).toBe(false)
  })

  test('is neither shown nor taken from it', async () => {
    const clock = makeClock()
    const visit = await openForRestore(caseCopy(name), { dataFolder: makeDataFolder(), clock })
    const rows = visit.database
      .prepare<[], Parameters<typeof visit.readPortrait>[0]>('SELECT * FROM portrait ORDER BY id')
      .all()
    const read = await Promise.all(rows.map((row) => visit.readPortrait(row)))
    expect(read.map((bytes) => bytes === null)).toEqual([false, true])
    await visit.close()
  })
})

/** A backup whose first character's portrait, its row and the manifest all say the same of these bytes. */
function forgeWhole(entries: readonly Entry[], bytes: Buffer): Entry[] {
  const name = /character_1\.png$/
  const retold = forge(entries, /\.db$/, (content) => {
    const path = join(makeDataFolder(), 'forged.db')
    writeFileSync(path, content)
    const database = new SQLite(path)
    database
      .prepare("UPDATE portrait SET sha256 = ?, bytes = ? WHERE path LIKE '%/character_1.png'")
      .run(hash('sha256', bytes), bytes.length)
    database.close()
    return readFileSync(path)
  })
  return forge(retold, name, () => bytes)
}

describe('a portrait of which file, row and manifest are forged alike', () => {
  let entries: Entry[] = []
  beforeAll(async () => {
    entries = await readEntries((await backUp(await makeLibrary())).path)
  })
  const whole = Buffer.from(picture(1))

  test.each<[string, Buffer]>([
    ['a web page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a picture of another kind', Buffer.from(stillGif, 'base64')],
    ['a picture of 65,000 by 65,000 pixels', claimingPng(65_000, 65_000)],
    ['a picture cut before its end', whole.subarray(0, whole.length - 12)],
    ['a picture with something before it', Buffer.concat([Buffer.from('x'), whole])],
    ['one byte', Buffer.from('x')],
  ])('is a warning when it is %s, packed and as a folder', async (_what, bytes) => {
    const forged = forgeWhole(entries, bytes)
    for (const path of [await writeEntries(forged), unpackByHand(forged)]) {
      const verdict = await verify(path)
      expect(verdict.proof.harmed).toMatchObject([{ state: 'damaged' }])
      const clock = makeClock()
      const visit = await openForRestore(path, { dataFolder: makeDataFolder(), clock })
      const row = visit.database
        .prepare<[], Parameters<typeof visit.readPortrait>[0]>(
          "SELECT * FROM portrait WHERE path LIKE '%/character_1.png'",
        )
        .get()
      if (row === undefined) throw new Error('no such row')
      expect(await visit.readPortrait(row)).toBeNull()
      await visit.close()
    }
  })

  test('is sound with more behind its end, which no decoder reads', async () => {
    const forged = forgeWhole(entries, Buffer.concat([whole, Buffer.from('PK\u0003\u0004')]))
    expect((await verify(await writeEntries(forged))).proof.harmed).toEqual([])
  })
})

describe('a forged portrait', () => {
  let entries: Entry[] = []
  beforeAll(async () => {
    entries = await readEntries((await backUp(await makeLibrary())).path)
  })

  test.each([
    ['a web page', () => Buffer.from('<html><script>alert(1)</script></html>')],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a picture cut in its header', () => Buffer.from(picture(1)).subarray(0, 20)],
  ])('that is %s has no row that fits it', async (_what, make) => {
    const forged = forge(entries, /character_1\.png$/, make)
    await expect(verify(await writeEntries(forged))).rejects.toThrow('backup-portrait-missing')
  })
})

test.each([
  ['png', Buffer.alloc(0), false],
  ['png', Buffer.from(picture(1)), true],
  ['webp', Buffer.from(picture(1)), false],
  ['jpeg', Buffer.from('ffd8ff', 'hex'), false],
])('as %s bytes are judged before a decoder has them', (format, bytes, isOne) => {
  expect(isPictureOf(bytes, format)).toBe(isOne)
})
