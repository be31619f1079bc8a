import {
  linkSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PictureFormat } from '../../../src/main/image-sandbox/image-sandbox'
import { pageRows, pictureOfRow, rowsOf } from '../../../src/main/legacy-import/scan/scan-rows'
import { summarise } from '../../../src/main/legacy-import/scan/summarise'
import { AppError } from '../../../src/shared/errors'
import { importRowQuerySchema, type OldPortraitReason } from '../../../src/shared/legacy-import'
import { appErrorOf } from '../../support/errors'
import { addOldRow, newOldDatabase, putFiles } from '../../support/legacy/old-database'
import { makeOldFolder, scanIn, treeHash } from '../../support/legacy/scanning'
import {
  badHeaderCrcPng,
  bitFlippedPng,
  cutAt,
  distinctPng,
  fixture,
  hugeRgbaPng,
  pngWithTail,
  scenePng,
} from '../../support/pictures'
import { plainImageSandbox } from '../../support/plain-image-sandbox'

const ownPath = (id: number): string => `static/portraits/characters/character_${id}.png`

/** A project with one character for each value, in this order from 1. */
function projectWith(values: readonly (string | null)[]): string {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G2')
  addOldRow(database, 'users', { email: 'aline@example.org', password: 'x' })
  for (const [at, portrait_url] of values.entries()) {
    addOldRow(database, 'characters', { user_id: 1, name: `Character ${at + 1}`, portrait_url })
  }
  database.close()
  mkdirSync(join(folder, 'static/portraits/characters'), { recursive: true })
  return folder
}

/** What is said of a character whose own file holds these bytes. */
async function lookAtBytes(bytes: Uint8Array, name = ownPath(1)) {
  const folder = projectWith([name])
  putFiles(folder, { [name]: bytes })
  const before = treeHash(folder)
  const findings = await scanIn(folder)
  await findings.close()
  expect(treeHash(folder)).toEqual(before)
  const [portrait] = findings.portraits
  if (portrait === undefined) throw new Error('no portrait')
  return portrait
}

test.each([
  ['scene.jpg', 'jpeg'],
  ['progressive.jpg', 'jpeg'],
  ['lossy.webp', 'webp'],
  ['lossless.webp', 'webp'],
  ['animated.gif', 'gif'],
  ['scene.avif', 'avif'],
] as const satisfies [string, PictureFormat][])(
  'knows %s for what it is under the name of a PNG, and under its own',
  async (name, format) => {
    expect(await lookAtBytes(fixture(name))).toMatchObject({
      class: 'local-mislabelled-format',
      reason: null,
      details: { format },
      file: { format, harm: null },
    })
    const own = `static/portraits/characters/mine${name.slice(name.lastIndexOf('.'))}`
    expect((await lookAtBytes(fixture(name), own)).class).toBe('local-ok')
  },
)

const html = '<!DOCTYPE html><html><body>403 Forbidden</body></html>'

test.each([
  ['an SVG that names a file', '<svg><image href="file:///etc/passwd"/></svg>', 'svg'],
  ['an HTML page', html, 'html'],
  ['a TIFF', fixture('scene.tiff'), 'tiff'],
  ['a HEIF', fixture('scene.heic'), 'heif'],
  ['an ICO', fixture('scene.ico'), 'ico'],
  ['a PDF', '%PDF-1.7 and so on', 'pdf'],
  ['a .vips', Buffer.from([0x08, 0xf2, 0xa6, 0xb6, 0, 0, 0, 1]), 'unknown'],
] as const)(
  'fault 41: takes %s named .png for no picture, and never decodes it',
  async (_, bytes, found) => {
    expect(await lookAtBytes(Buffer.from(bytes))).toMatchObject({
      class: 'local-corrupt',
      reason: 'file-not-a-picture',
      details: { found },
      file: null,
    })
  },
)

const large = distinctPng(600, 600)
const noisy = Buffer.concat([large.subarray(0, -12), Buffer.alloc(9_000), large.subarray(-12)])

test.each([
  ['nothing', Buffer.alloc(0), 'file-empty'],
  ['half a PNG', cutAt(scenePng(), 0.5), 'file-truncated'],
  ['a PNG without its end', cutAt(scenePng(), 0.99), 'file-truncated'],
  ['half a JPEG', cutAt(fixture('scene.jpg'), 0.5), 'file-truncated'],
  ['half a WebP', cutAt(fixture('lossy.webp'), 0.5), 'file-truncated'],
  ['a PNG with a flipped bit', bitFlippedPng({ mendCrc: false }), 'file-damaged'],
  ['a PNG with a wrong header', badHeaderCrcPng(), 'file-damaged'],
  ['a PNG with a hole before its end', noisy, 'file-damaged'],
  ['a PNG of 256 megapixels', hugeRgbaPng(), 'file-too-large'],
] as const satisfies [string, Buffer, OldPortraitReason][])(
  'says what is wrong with %s',
  async (_, bytes, reason) => {
    expect(await lookAtBytes(bytes)).toMatchObject({ class: 'local-corrupt', reason, file: null })
  },
)

test('takes a picture with something behind its end, which the import cuts off', async () => {
  expect((await lookAtBytes(pngWithTail('PK\u0003\u0004 and more'))).class).toBe('local-ok')
  const jpeg = Buffer.concat([fixture('scene.jpg'), Buffer.alloc(6_000)])
  expect((await lookAtBytes(jpeg)).class).toBe('local-mislabelled-format')
})

test('asks the image sandbox for a proof, and believes it', async () => {
  const folder = projectWith([ownPath(1)])
  putFiles(folder, { [ownPath(1)]: scenePng() })
  const { portraits } = await scanIn(folder, { imageSandbox: plainImageSandbox('picture-damaged') })
  expect(portraits[0]).toMatchObject({ class: 'local-corrupt', reason: 'file-damaged' })
})

test('says of a portrait of 2 GB that it is too large, and reads none of it', async () => {
  const folder = projectWith([ownPath(1)])
  putFiles(folder, { [ownPath(1)]: scenePng() })
  truncateSync(join(folder, ownPath(1)), 2 ** 31)
  const { portraits, close } = await scanIn(folder)
  expect(portraits[0]).toMatchObject({
    class: 'local-corrupt',
    reason: 'file-too-large',
    details: { bytes: 2 ** 31 },
  })
  await close()
})

test('fault 87: never follows a link, of a file or of a folder, and reports both', async () => {
  const elsewhere = makeOldFolder()
  putFiles(elsewhere, { 'secret.png': scenePng(), 'gm/gm_1.png': scenePng() })
  const folder = projectWith([ownPath(1), 'static/portraits/linked/gm_1.png'])
  symlinkSync(join(elsewhere, 'secret.png'), join(folder, ownPath(1)))
  symlinkSync(join(elsewhere, 'gm'), join(folder, 'static/portraits/linked'))
  symlinkSync('.', join(folder, 'static/portraits/again'))
  const { portraits, refused, looseFiles, close } = await scanIn(folder)
  for (const portrait of portraits) {
    expect(portrait).toMatchObject({ class: 'local-missing', form: 'outside', file: null })
  }
  expect(looseFiles).toEqual([])
  expect(refused).toEqual([
    ownPath(1),
    'static/portraits/linked/gm_1.png',
    'static/portraits/again',
    'static/portraits/linked',
  ])
  await close()
})

test('fault 87: reads no file through a folder that became a link since', async () => {
  const folder = projectWith([ownPath(1)])
  putFiles(folder, { [ownPath(1)]: scenePng() })
  const { portraits, readFile, close } = await scanIn(folder)
  const file = portraits[0]?.file
  if (file === null || file === undefined) throw new Error('no file')
  const characters = join(folder, 'static/portraits/characters')
  renameSync(characters, join(folder, 'moved'))
  symlinkSync(join(folder, 'moved'), characters)
  await expect(readFile(file)).rejects.toThrow('ELOOP')
  await close()
})

test('fault 87: refuses what leads outside, and says missing of what is not there', async () => {
  const values = [
    '../../secret.png',
    '/etc/passwd',
    ownPath(3),
    'file:///etc/passwd',
    '\\\\nas\\x.png',
  ]
  const { portraits, refused, close } = await scanIn(projectWith(values))
  expect(portraits.map(({ reason }) => reason)).toEqual([
    ...['path-outside', 'path-outside', 'file-missing', 'path-outside', 'path-outside'],
  ])
  expect(refused).toEqual(values.filter((value) => value !== ownPath(3)))
  await close()
})

test('recovers, offers and sets aside what lies on the disk', async () => {
  const expired = 'https://files.oaiusercontent.com/file-a?se=2025-01-01T00%3A00%3A00Z&sig=secret'
  const folder = projectWith([expired, null, 'a tall elf', expired, ownPath(1), `"${ownPath(5)}"`])
  putFiles(folder, {
    [ownPath(1)]: distinctPng(),
    [ownPath(2)]: distinctPng(),
    [ownPath(3)]: distinctPng(),
    [ownPath(4)]: html,
    [ownPath(5)]: html,
    [ownPath(77)]: distinctPng(),
    [ownPath(78)]: '',
    'static/portraits/gm/.DS_Store': 'not a face',
    'static/portraits/portraits_backup_20250101_000000/gm/gm_1.png': distinctPng(),
  })
  const findings = await scanIn(folder)
  const { portraits, looseFiles, damagedFiles } = findings
  expect(portraits[0]).toMatchObject({ class: 'temp-url-expired', isRecovery: true, reason: null })
  expect(portraits[1]).toMatchObject({ class: 'none', file: null, reason: 'file-without-value' })
  expect(portraits[1]?.offeredFile?.path).toBe('characters/character_2.png')
  expect(portraits[2]).toMatchObject({ class: 'other-url', reason: 'value-unreadable' })
  expect(portraits[3]).toMatchObject({
    ...{ class: 'temp-url-expired', file: null, reason: 'link-expired', url: null },
    details: { host: 'files.oaiusercontent.com', since: '2025-01-01T00:00:00.000Z' },
  })
  expect(portraits[4]).toMatchObject({ class: 'local-ok', isRecovery: false })
  expect(portraits[5]).toMatchObject({ class: 'local-corrupt' })
  expect(looseFiles.map(({ path }) => path)).toEqual(['characters/character_77.png'])
  expect(damagedFiles.map(({ bytes }) => bytes)).toEqual([html.length, 0])
  const rows = rowsOf(findings)
  expect(
    JSON.stringify([rows, summarise(findings, { rows: 0, removed: 0, campaigns: new Set() })]),
  ).not.toMatch(/secret|sig=/)
  expect(rows.map(({ hasPicture }) => hasPicture)).toEqual([true, true, true, false, true, false])
  expect(await pictureOfRow(findings, 1)).not.toBeNull()
  expect(await pictureOfRow(findings, 3)).toBeNull()
  await findings.close()
})

test('finds a file whose name was written in other letters', async () => {
  const folder = projectWith(['Static\\Portraits\\characters\\MINE é.PNG'])
  putFiles(folder, { 'static/portraits/characters/mine e\u0301.png': scenePng() })
  const { portraits, close } = await scanIn(folder)
  expect(portraits[0]?.class).toBe('local-ok')
  await close()
})

test('sums up what was found, and pages through it', async () => {
  const live = 'https://oaidalleapiprodscus.blob.core.windows.net/private/org-x/img.png'
  const values = [ownPath(1), ownPath(2), live, 'http://example.com/a.png', null]
  const folder = projectWith([...values, `data:image/png;base64,${scenePng().toString('base64')}`])
  putFiles(folder, { [ownPath(1)]: scenePng() })
  linkSync(join(folder, ownPath(1)), join(folder, ownPath(99)))
  utimesSync(join(folder, ownPath(99)), 1_000, 1_000)
  const findings = await scanIn(folder)
  expect(findings.looseFiles[0]?.modifiedAt).toEqual(new Date(1_000_000))
  const look = summarise(findings, { rows: 2, removed: 0, campaigns: new Set() })
  expect(look).toMatchObject({
    ...{ generation: 'G2', isPartial: false, rows: 6, alreadyImported: 2 },
    classes: {
      'local-ok': 1,
      'local-missing': 1,
      'temp-url-maybe-live': 1,
      'other-url': 2,
      none: 1,
    },
    hosts: ['example.com', 'oaidalleapiprodscus.blob.core.windows.net'],
    users: [{ id: 1, email: 'aline@example.org', campaigns: 0, characters: 6, messages: 0 }],
    looseFiles: ['characters/character_99.png'],
    pictureBytes: 2 * scenePng().length,
  })
  const rows = rowsOf(findings)
  const query = (wish: object) => pageRows(rows, importRowQuerySchema.parse(wish))
  expect(query({ class: 'other-url' })).toMatchObject({
    total: 2,
    rows: [{ index: 3 }, { index: 5 }],
  })
  expect(query({ search: 'CHARACTER 3' }).rows.map(({ originId }) => originId)).toEqual([3])
  expect(query({ search: 'áline@' }).total).toBe(6)
  expect(query({ offset: 4, limit: 1 })).toMatchObject({
    total: 6,
    offset: 4,
    rows: [{ originId: 5 }],
  })
  expect(rows[5]).toMatchObject({ originUser: 'aline@example.org', hasPicture: true })
  await findings.close()
})

test('stops a look when it is told to', async () => {
  const folder = projectWith([])
  for (let id = 1; id <= 40; id += 1) {
    writeFileSync(join(folder, ownPath(id)), distinctPng())
  }
  const stop = new AbortController()
  const look = scanIn(folder, {
    signal: stop.signal,
    onProgress: ({ step }) => {
      if (step === 'scan') stop.abort(new AppError('import-cancelled'))
    },
  })
  expect((await appErrorOf(look)).code).toBe('import-cancelled')
})
