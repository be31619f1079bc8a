import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openForRestore } from '../../../src/main/backup/open-for-restore'
import { restoreBackup } from '../../../src/main/backup/restore'
import { isPictureOf } from '../../../src/main/portraits/is-picture'
import { backUp, makeLibrary } from '../../support/backup/making'
import { verify } from '../../support/backup/refusing'
import { restoreParts } from '../../support/backup/restoring'
import { type Entry, forge, readEntries, writeEntries } from '../../support/backup/tampering'
import { caseCopy } from '../../support/cases'
import { picture } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'
import { makeClock, makeDataFolder } from '../../support/records'

readInPlace()

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
