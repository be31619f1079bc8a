import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import SQLite from 'better-sqlite3'
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { chooseSource } from '../../../src/main/legacy-import/source/archive'
import { AppError } from '../../../src/shared/errors'
import { caseCopy, caseFile } from '../../support/cases'
import { appErrorOf } from '../../support/errors'
import { makeOldFolder, scanIn, treeHash } from '../../support/legacy/scanning'
import { type ZipEntry, zip } from '../../support/legacy/zip'
import { scenePng } from '../../support/pictures'

interface TarEntry {
  readonly name: string
  readonly bytes?: Buffer
  readonly type?: 'file' | 'symlink' | 'link' | 'directory' | 'character-device' | 'fifo'
  readonly linkname?: string
}

async function tar(entries: readonly TarEntry[]): Promise<Buffer> {
  const packed = pack()
  for (const { bytes, ...header } of entries) {
    packed.entry({ mtime: new Date('2025-03-01T12:00:00Z'), ...header }, bytes ?? Buffer.alloc(0))
  }
  packed.finalize()
  const pieces: Buffer[] = []
  for await (const piece of packed) if (Buffer.isBuffer(piece)) pieces.push(piece)
  return Buffer.concat(pieces)
}

function database(): Buffer {
  const path = join(makeOldFolder(), 'any.db')
  new SQLite(path).exec('CREATE TABLE t (a)').close()
  return readFileSync(path)
}

const honest = (): TarEntry[] => [
  { name: 'old app/', type: 'directory' },
  { name: 'old app/database.db', bytes: database() },
  { name: 'old app/database.db-wal', bytes: Buffer.from('log') },
  { name: 'old app/static/portraits/gm/gm_1.png', bytes: scenePng() },
  { name: 'old app/static/portraits/characters/character_7.png', bytes: scenePng() },
  { name: 'old app/static/logo.png', bytes: scenePng() },
  { name: 'old app/app.py', bytes: Buffer.from('import os') },
  { name: 'old app/venv/bin/python', type: 'symlink', linkname: '/usr/bin/python3' },
]

const unpacked = [
  'old app/database.db',
  'old app/database.db-wal',
  'old app/static/portraits/characters/character_7.png',
  'old app/static/portraits/gm/gm_1.png',
]

const asZip = (entries: readonly TarEntry[]): Buffer =>
  zip(entries.filter(({ type }) => type === undefined).map(({ name, bytes }) => ({ name, bytes })))

async function choose(bytes: Uint8Array, name = 'old app.zip', signal?: AbortSignal) {
  const temporaryFolder = makeOldFolder()
  const chosen = join(makeOldFolder(), name)
  writeFileSync(chosen, bytes)
  const choosing = chooseSource({ chosen, temporaryFolder, signal })
  return { chosen, temporaryFolder, choosing }
}

async function refusalOf(bytes: Uint8Array, name?: string) {
  const { temporaryFolder, choosing } = await choose(bytes, name)
  const error = await appErrorOf(choosing)
  expect(readdirSync(temporaryFolder)).toEqual([])
  return error.toReport()
}

test.each([
  ['old app.tar', async () => tar(honest())],
  ['old app.tar.gz', async () => gzipSync(await tar(honest()))],
  ['old app.tgz', async () => gzipSync(await tar(honest()))],
  ['old app.zip', async () => asZip(honest())],
] as const)('takes out of %s what an old library needs, and nothing else', async (name, make) => {
  const { chosen, temporaryFolder, choosing } = await choose(await make(), name)
  const { source, close } = await choosing
  const [folder = ''] = readdirSync(temporaryFolder)
  const root = join(temporaryFolder, folder)
  expect(Object.keys(treeHash(root)).toSorted()).toEqual(unpacked)
  expect(source).toMatchObject({
    chosen,
    database: join(root, 'old app/database.db'),
    portraits: join(root, 'old app/static/portraits'),
  })
  const picture = join(root, 'old app/static/portraits/gm/gm_1.png')
  expect(readFileSync(picture).equals(scenePng())).toBe(true)
  expect(statSync(picture).mtime.getUTCFullYear()).toBe(2025)
  await close()
  expect(readdirSync(temporaryFolder)).toEqual([])
})

test('leaves a folder and a database that are no archives where they are', async () => {
  const folder = makeOldFolder()
  mkdirSync(join(folder, 'static/portraits/gm'), { recursive: true })
  writeFileSync(join(folder, 'database.db'), database())
  for (const chosen of [folder, join(folder, 'database.db')]) {
    const { source, close } = await chooseSource({ chosen, temporaryFolder: makeOldFolder() })
    expect(source.database).toBe(join(folder, 'database.db'))
    await close()
    expect(readdirSync(folder)).toContain('database.db')
  }
})

const face = (name: string): TarEntry => ({ name, bytes: scenePng() })
const inGm = (name: string): string => `static/portraits/gm/${name}`

test.each([
  ['a path that climbs', [face('../static/portraits/gm/gm_1.png')], 'leads-outside'],
  ['a path that climbs in between', [face('a/../../gm/gm_1.png')], 'leads-outside'],
  ['a path that climbs with backslashes', [face('a\\..\\..\\gm\\gm_1.png')], 'leads-outside'],
  ['an absolute path', [face('/etc/gm/gm_1.png')], 'leads-outside'],
  ['a drive', [face('C:\\gm\\gm_1.png')], 'leads-outside'],
  ["another computer's folder", [face('\\\\server\\share\\gm\\gm_1.png')], 'leads-outside'],
  ['a path behind a file', [face(inGm('gm_1.png\\..\\..\\gm_2.png'))], 'leads-outside'],
  ['dots with blanks', [face('gm/ .. /gm_1.png')], 'leads-outside'],
  ['a file in a file', [face('gm/a.png'), face('gm/a.png/gm_1.png')], 'holds-twice'],
  ['a file in the place of a folder', [face('gm/a.png/gm_1.png'), face('GM/A.png')], 'holds-twice'],
  ['a name twice', [face(inGm('gm_1.png')), face(inGm('gm_1.png'))], 'holds-twice'],
  ['a name twice but for case', [face(inGm('gm_1.png')), face(inGm('GM_1.PNG'))], 'holds-twice'],
  [
    'a name twice but for its accents',
    [face(inGm('é.png')), face(inGm('e\u0301.png'))],
    'holds-twice',
  ],
] as const)(
  'fault 96: refuses an archive with %s, and leaves nothing',
  async (_, entries, found) => {
    const refused = { code: 'import-archive-unsafe', details: { name: 'x', found } }
    const plain = entries.map((entry) => ({ ...entry }))
    expect(await refusalOf(await tar(plain), 'x')).toEqual(refused)
    expect(await refusalOf(gzipSync(await tar(plain)), 'x')).toEqual(refused)
    expect(await refusalOf(asZip(plain), 'x')).toEqual(refused)
  },
)

test.each([
  ['symlink', inGm('gm_2.png')],
  ['symlink', 'comparemodel-venv/bin/python3'],
  ['link', 'old app/database.db'],
  ['character-device', inGm('gm_3.png')],
  ['fifo', 'old app/static/portraits/gm/gm_9.png'],
] as const)(
  'fault 96: leaves a %s as %s out of a tar archive, and counts it',
  async (type, name) => {
    const bytes = await tar([...honest(), { name, type, linkname: '/etc/passwd' }])
    const { temporaryFolder, choosing } = await choose(bytes)
    const { source, close } = await choosing
    const [folder = ''] = readdirSync(temporaryFolder)
    expect(Object.keys(treeHash(join(temporaryFolder, folder))).toSorted()).toEqual(unpacked)
    // One link lies among other people's programs.
    expect(source.leftOut).toBe(2)
    await close()
  },
)

test.each([
  ['a link', { name: 'gm/gm_1.png', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }],
  ['a device', { name: 'gm/gm_1.png', mode: 0o020666 }],
] as const satisfies [string, ZipEntry][])(
  'fault 96: leaves %s out of a ZIP archive, and counts it',
  async (_, entry) => {
    const { choosing } = await choose(zip([{ name: 'database.db', bytes: database() }, entry]))
    const { source, close } = await choosing
    expect([source.portraits, source.leftOut]).toEqual([null, 1])
    await close()
  },
)

test('fault 96: asks nothing of entries that are not needed', async () => {
  const odd = ['../../.bashrc', '/etc/passwd', 'a/CON', 'notes: old.txt', 'bell\u0007.txt', 'x.']
  const entries = odd.map((name) => ({ name, bytes: Buffer.from('x') }))
  for (const bytes of [await tar([...honest(), ...entries]), asZip([...honest(), ...entries])]) {
    const { temporaryFolder, choosing } = await choose(bytes)
    const { close } = await choosing
    const [folder = ''] = readdirSync(temporaryFolder)
    expect(Object.keys(treeHash(join(temporaryFolder, folder))).toSorted()).toEqual(unpacked)
    await close()
  }
})

test.each([
  ['a colon', 'Screenshot 10:30:22.png', 'Screenshot 10_30_22.png'],
  ['a control character', 'gm_1\u0007.png', 'gm_1_.png'],
  ['a name Windows gives to a device', 'CON.png', '_CON.png'],
  ['a question', 'who?.png', 'who_.png'],
  ['a name longer than disks take', `${'é'.repeat(200)}.png`, `${'é'.repeat(125)}.png`],
] as const)('renames a picture with %s on the way', async (_, name, kept) => {
  const { choosing } = await choose(await tar([...honest(), face(`old app/${inGm(name)}`)]))
  const { source, close } = await choosing
  const names = readdirSync(join(source.portraits ?? '', 'gm')).map((one) => one.normalize('NFC'))
  expect(names).toContain(kept)
  await close()
})

test('keeps both of two pictures whose names become the same', async () => {
  const both = ['a:b.png', 'a_b.png', 'a?b.png'].map((name) => face(`old app/${inGm(name)}`))
  const { choosing } = await choose(await tar([...honest(), ...both]))
  const { source, close } = await choosing
  const names = readdirSync(join(source.portraits ?? '', 'gm'))
  expect(names.filter((name) => name.startsWith('a_b'))).toHaveLength(3)
  await close()
})

test.each([
  ['colon-in-name.tar.gz', 'characters/Screenshot 2025-08-12 10_30_22.png'],
  ['link-in-venv.tar.gz', 'characters/character_1.png'],
])('reads %s', async (name, path) => {
  const chosen = caseCopy(name)
  const { source, close } = await chooseSource({ chosen, temporaryFolder: makeOldFolder() })
  expect(statSync(join(source.portraits ?? '', path)).size).toBe(2_733)
  await close()
})

test('refuses a folder that claims to hold bytes as damage, and does not wait for them', async () => {
  const { choosing } = await choose(caseFile('raw-dir-with-size.tar'))
  expect((await appErrorOf(choosing)).code).toBe('import-archive-damaged')
})

test('says something true of a picture that claims to be larger than any disk', async () => {
  const { choosing } = await choose(caseFile('zip64-u-huge.zip'))
  const { source, close } = await choosing
  const { library, ...findings } = await scanIn('', { source })
  expect(library).toBeNull()
  expect(findings.damagedFiles.map(({ harm }) => harm)).toEqual(['file-too-large'])
  await findings.close()
  await close()
})

test.each([
  ['xz', 'fd377a585a00'],
  ['zst', '28b52ffd'],
  ['7z', '377abcaf271c'],
  ['rar', '526172211a0701'],
  ['bz2', '425a683931415926'],
  ['lz4', '04224d18'],
] as const)(
  'says of an archive in the form %s that it has to be unpacked first',
  async (format, head) => {
    const bytes = Buffer.concat([Buffer.from(head, 'hex'), Buffer.alloc(2_000, 7)])
    expect(await refusalOf(bytes, 'old.db')).toEqual({
      code: 'import-unpack-first',
      details: { name: 'old.db', format },
    })
  },
)

test.each([
  [
    'one block of data under two names',
    [
      { name: 'gm/gm_1.png', bytes: scenePng() },
      { name: 'gm/gm_2.png', bytes: scenePng(), sharesData: true },
    ],
    'lies-about-size',
  ],
  [
    'a database that claims to be 300 GB',
    [{ name: 'database.db', bytes: Buffer.alloc(10), saidBytes: 0xffff_fff0 }],
    'too-large',
  ],
] as const satisfies [string, ZipEntry[], string][])(
  'fault 96: refuses a ZIP archive with %s',
  async (_, entries, found) => {
    expect(await refusalOf(zip(entries))).toMatchObject({
      code: 'import-archive-unsafe',
      details: { found },
    })
  },
)

test('fault 96: stops at a file that is larger than it claims', async () => {
  const bytes = zip([{ name: 'database.db', bytes: Buffer.alloc(4_000_000), saidBytes: 4_096 }])
  expect((await refusalOf(bytes)).code).toBe('import-archive-damaged')
})

test('fault 96: refuses an archive that grows without end', async () => {
  const many = Array.from({ length: 30 }, (_, at) => ({
    name: `gm/gm_${at}.png`,
    saidBytes: 60_000_000,
  }))
  const refused = {
    code: 'import-archive-unsafe',
    details: { name: 'old app.zip', found: 'too-large' },
  }
  expect(await refusalOf(zip(many))).toEqual(refused)
  const named = [{ name: 'x'.repeat(20_000_000), bytes: Buffer.alloc(0) }]
  const report = await refusalOf(gzipSync(await tar(named)))
  expect(report.code).toBe('import-archive-damaged')
})

test('fault 96: says of an encrypted archive that it is one', async () => {
  const bytes = zip([{ name: 'database.db', bytes: Buffer.alloc(100), isEncrypted: true }])
  expect((await refusalOf(bytes)).code).toBe('import-archive-encrypted')
})

test.each([
  ['a cut ZIP', () => asZip(honest()).subarray(0, 900)],
  [
    'a ZIP with a wrong sum',
    () => zip([{ name: 'a.db', bytes: Buffer.alloc(99), hasWrongSum: true }]),
  ],
  [
    'something before a ZIP',
    () => Buffer.concat([Buffer.from('PK\u0003\u0004junk'), asZip(honest())]),
  ],
  ['gzip that is no tar', () => gzipSync(database())],
] as const)('fault 96: calls %s damaged', async (_, make) => {
  const report = await refusalOf(make(), 'old.zip')
  expect(report).toEqual({ code: 'import-archive-damaged', details: { name: 'old.zip' } })
})

test('fault 96: calls a cut tar archive damaged, compressed or not', async () => {
  const whole = await tar(honest())
  const cut = whole.subarray(0, 2_000)
  expect((await refusalOf(cut)).code).toBe('import-archive-damaged')
  const packed = gzipSync(whole)
  expect((await refusalOf(packed.subarray(0, packed.length - 200))).code).toBe(
    'import-archive-damaged',
  )
})

test('says of an archive without an old library that nothing was found, by its own name', async () => {
  const report = await refusalOf(zip([{ name: '42.zip', bytes: asZip(honest()) }]), '42.zip')
  expect(report).toEqual({ code: 'import-nothing-found', details: { name: '42.zip' } })
})

test('keeps only the size of a picture of 2 GB', async () => {
  const { temporaryFolder, choosing } = await choose(
    zip([
      { name: 'gm/gm_1.png', bytes: scenePng(), saidBytes: 2 ** 31 },
      { name: 'gm/gm_2.png', bytes: scenePng() },
    ]),
  )
  const { source, close } = await choosing
  expect(statSync(join(source.portraits ?? '', 'gm/gm_1.png'))).toMatchObject({ size: 2 ** 31 })
  await close()
  expect(readdirSync(temporaryFolder)).toEqual([])
})

test('stops when it is told to, and leaves nothing', async () => {
  for (const bytes of [await tar(honest()), asZip(honest())]) {
    const { temporaryFolder, choosing } = await choose(
      bytes,
      'x',
      AbortSignal.abort(new AppError('import-cancelled')),
    )
    expect((await appErrorOf(choosing)).code).toBe('import-cancelled')
    expect(readdirSync(temporaryFolder)).toEqual([])
  }
})
