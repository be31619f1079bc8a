import { expect, test } from 'vitest'
import { checkEntries } from '../../../src/main/backup/archive/check-entries'
import { checkIntegrity } from '../../../src/main/integrity/check'
import { listData } from '../../../src/main/relocation/list-files'
import { checkParts, plant } from '../../support/integrity'
import { openLibrary } from '../../support/library'
import { scenePng } from '../../support/pictures'

const appleDouble = Buffer.concat([Buffer.from('0005160700020000', 'hex'), Buffer.alloc(96)])

const left: readonly (readonly [path: string, bytes: Buffer])[] = [
  ['gm/.DS_Store', Buffer.from('notes of a file manager')],
  ['characters/Thumbs.db', Buffer.from('small pictures')],
  ['characters/._character_1.png', appleDouble],
  ['characters/half.png', appleDouble],
  ['characters/@eaDir/character_1.png/SYNOPHOTO_THUMB_SM.jpg', scenePng()],
  ['gm/.stversions/gm_1.png', scenePng()],
]

const among = 'static/portraits'

test('a check passes over what systems left among the portraits, and counts it', async () => {
  const library = openLibrary()
  for (const [path, bytes] of left) plant(library, `${among}/${path}`, bytes)
  const report = await checkIntegrity(checkParts(library))
  expect(report.findings).toEqual([])
  expect(report.passedOver).toBe(left.length)
  // What is told by its bytes alone still counts as a portrait's room.
  expect(report.usage.portraits).toBe(appleDouble.length * 2)
})

test('a picture that only has such a name is reported', async () => {
  const library = openLibrary()
  plant(library, `${among}/gm/._hero.png`, scenePng())
  const report = await checkIntegrity(checkParts(library))
  expect(report.findings).toMatchObject([
    { kind: 'file-without-row', path: 'static/portraits/gm/._hero.png' },
  ])
  expect(report.passedOver).toBe(0)
})

test('a move leaves them behind, but for a picture that only has such a name', async () => {
  const library = openLibrary()
  for (const [path, bytes] of left) plant(library, `${among}/${path}`, bytes)
  plant(library, `${among}/gm/._hero.png`, scenePng())
  const { files } = await listData(library.fileSystem, library.dataFolder)
  const moved = files.map(({ path }) => path).filter((path) => path.includes('._'))
  expect(moved).toEqual(['static/portraits/gm/._hero.png'])
  expect(files.some(({ path }) => /DS_Store|Thumbs|eaDir|stversions/.test(path))).toBe(false)
})

test('a backup that passed through other systems is read without what they added', () => {
  const own = { name: 'manifest.json', kind: 'file' as const }
  const added = ['.DS_Store', '._manifest.json', '__MACOSX/._manifest.json', '@eaDir/x.jpg']
  const entries = [own, ...added.map((name) => ({ name, kind: 'file' as const }))]
  expect([...checkEntries(entries).keys()]).toEqual(['manifest.json'])
})
