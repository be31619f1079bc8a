import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { chooseSource } from '../../../src/main/legacy-import/source/archive'
import { caseCopy } from '../../support/cases'
import { oldProject, putFiles } from '../../support/legacy/old-database'
import { makeOldFolder, scanIn } from '../../support/legacy/scanning'
import { scenePng } from '../../support/pictures'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const appleDouble = Buffer.concat([Buffer.from('0005160700020000', 'hex'), Buffer.alloc(96)])
const portraits = 'static/portraits'

test.each([
  ['old-appledouble', 2],
  ['old-synology', 1],
])('passes over what is in %s beside the portraits', async (name, passedOver) => {
  const findings = await scanIn(caseCopy(name))
  expect([findings.looseFiles, findings.damagedFiles]).toEqual([[], []])
  expect(findings.portraits.map(({ class: one }) => one)).toEqual(['local-ok', 'local-ok'])
  expect(findings.passedOver).toBe(passedOver)
  await findings.close()
})

test.each([
  '.DS_Store',
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '.nfs000000000012',
  '~$hero.png',
  '.Trash-1000/files/gm_9.png',
  '#recycle/gm_9.png',
  '$RECYCLE.BIN/gm_9.png',
  '.stversions/gm_9.png',
  '.thumbnails/gm_9.png',
  'System Volume Information/gm_9.png',
  'lost+found/gm_9.png',
  '@EADIR/gm_9.png',
  '.zfs/snapshot/monday/gm_9.png',
  '.snapshot/daily.0/gm_9.png',
  'Network Trash Folder/gm_9.png',
  '.smbdelete000000012',
  '.goutputstream-X1Y2Z3',
  '.picasa.ini',
  '.sync.ffs_db',
  '._sync_a1b2c3.db',
])('passes over %s, and counts it', async (name) => {
  const folder = oldProject('G2')
  const before = await scanIn(folder)
  putFiles(folder, { [`${portraits}/gm/${name}`]: scenePng() })
  const findings = await scanIn(folder)
  expect(findings.looseFiles).toEqual(before.looseFiles)
  expect(findings.passedOver).toBe(before.passedOver + 1)
  await before.close()
  await findings.close()
})

test('tells the other half of a file by its bytes, whatever it is called', async () => {
  const folder = oldProject('G2')
  putFiles(folder, { [`${portraits}/gm/hero.png`]: appleDouble })
  const findings = await scanIn(folder)
  expect(findings.damagedFiles).toEqual([])
  expect(findings.passedOver).toBe(1)
  await findings.close()
})

test.each(['._hero.png', 'Thumbs.png', 'desktop.ini.png'])(
  'takes a picture that is called %s for what it is',
  async (name) => {
    const folder = oldProject('G2')
    putFiles(folder, { [`${portraits}/gm/${name}`]: scenePng() })
    const findings = await scanIn(folder)
    expect(findings.looseFiles.map(({ path }) => path)).toContain(`gm/${name}`)
    expect(findings.passedOver).toBe(0)
    await findings.close()
  },
)

test('finds no old library among what was thrown away', async () => {
  const folder = makeOldFolder()
  putFiles(folder, { '#recycle/static/portraits/gm/gm_1.png': scenePng() })
  const choosing = chooseSource({ chosen: folder, temporaryFolder: makeOldFolder() })
  await expect(choosing).rejects.toThrow('import-nothing-found')
})

test('finds a picture whose name was written as in an address', async () => {
  const findings = await scanIn(caseCopy('old-percent'))
  expect(findings.portraits.map(({ class: one }) => one)).toEqual(['local-ok', 'local-ok'])
  expect(findings.looseFiles).toEqual([])
  await findings.close()
})

test.each([
  ['h%25C3%25A9ros%25201.png', 'héros 1.png'],
  ['h%E9ros.png', 'héros.png'],
  ['H%c3%a9ros.PNG', 'héros.png'],
  ['héros 1.png', 'h%C3%A9ros%201.png'],
  ['100%.png', '100%.png'],
  ['Who%3F.png', 'Who_.png'],
])('finds the picture of a row that names it %s under the name %s', async (written, there) => {
  const folder = oldProject('G2')
  const database = new SQLite(join(folder, 'database.db'))
  database
    .prepare('UPDATE characters SET portrait_url = ? WHERE id = 1')
    .run(`${portraits}/characters/${written}`)
  database.close()
  putFiles(folder, { [`${portraits}/characters/${there}`]: scenePng() })
  const findings = await scanIn(folder)
  const own = findings.portraits.find((one) => one.kind === 'character' && one.originId === 1)
  expect([own?.class, own?.file?.path]).toEqual(['local-ok', `characters/${there}`])
  await findings.close()
})
