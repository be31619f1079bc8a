import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { chooseSource } from '../../../src/main/legacy-import/source/archive'
import {
  belowNought,
  beyondNumbers,
  claimingTar,
  claimingZip,
  hollowGzip,
  paxRecord,
  type TarClaim,
  type ZipClaim,
} from '../../support/archive-claims'
import { appErrorOf } from '../../support/errors'
import { makeOldFolder } from '../../support/legacy/scanning'
import { zip } from '../../support/legacy/zip'
import { scenePng } from '../../support/pictures'

const gm = 'static/portraits/gm/gm_1.png'
const face: TarClaim = { name: gm, bytes: scenePng() }

function choose(bytes: Uint8Array, signal?: AbortSignal) {
  const temporaryFolder = makeOldFolder()
  const chosen = join(makeOldFolder(), 'old app')
  writeFileSync(chosen, bytes)
  return { temporaryFolder, choosing: chooseSource({ chosen, temporaryFolder, signal }) }
}

/** What an archive is refused with, once nothing is left of it. */
async function refusalOf(bytes: Uint8Array): Promise<string> {
  const { temporaryFolder, choosing } = choose(bytes)
  const { code, details } = await appErrorOf(choosing)
  expect(readdirSync(temporaryFolder)).toEqual([])
  return details.found === undefined ? code : `${code}: ${details.found}`
}

const block = Buffer.alloc(512, 'x')
const pax = (text: string): TarClaim => ({ name: 'records', type: 'x', bytes: paxRecord(text) })

test.each<[string, TarClaim[]]>([
  ['a link that claims to hold bytes', [{ name: 'gm/a', type: '2', bytes: block }, face]],
  ['a hard link that does', [{ name: 'gm/a', type: '1', bytes: block }, face]],
  ['a pipe that does', [{ name: 'gm/a', type: '6', bytes: block }, face]],
  ['a device that does', [{ name: 'gm/a', type: '3', bytes: block }, face]],
  ['a sparse file of terabytes', [{ name: gm, type: 'S', claims: 2 ** 42 }, face]],
  ['a picture of more bytes than there are numbers', [{ name: gm, claims: beyondNumbers }]],
  ['a picture of fewer bytes than none', [{ name: gm, claims: belowNought }]],
  ['a size that is no number', [{ name: gm, claims: Buffer.from('many bytes  ') }]],
  ['a picture of petabytes, as records say', [pax('size=9000000000000000'), face]],
  ['a database of petabytes, as records say', [pax('size=9000000000000000'), { name: 'a.db' }]],
  ['a size below nought, as records say', [pax('size=-512'), face]],
  ['a size that is no number, as records say', [pax('size=all'), face]],
  ['records of gigabytes', [{ name: 'r', type: 'x', claims: 2 ** 33 }, face]],
])('fault 96: a tar with %s is refused, and not waited for', async (_what, entries) => {
  const cut = claimingTar(entries, { isCut: true })
  for (const bytes of [claimingTar(entries), cut, gzipSync(cut)]) {
    expect(await refusalOf(bytes)).toMatch(/^import-archive-(?:damaged|unsafe: too-large)$/)
  }
})

test('reads what git makes of a folder, with a record about everything', async () => {
  const records = { name: 'pax_global_header', type: 'g', bytes: paxRecord('comment=0123abcd') }
  const { choosing } = choose(claimingTar([records, face]))
  const { source, close } = await choosing
  expect(existsSync(join(source.portraits ?? '', 'gm/gm_1.png'))).toBe(true)
  await close()
})

test.each<[string, string, ZipClaim, string]>([
  ['a database of 8 EB', 'a.db', { bytes: 2n ** 63n - 1n }, 'unsafe: lies-about-size'],
  ['a database of a terabyte', 'a.db', { bytes: 2n ** 40n }, 'unsafe: too-large'],
  ['a database packed into 8 EB', 'a.db', { packedBytes: 2n ** 63n - 1n }, 'damaged'],
  ['a database that lies behind the end', 'a.db', { offset: 2n ** 62n }, 'damaged'],
  ['a picture packed into 4 EB', gm, { packedBytes: 2n ** 62n }, 'damaged'],
  ['a picture that lies behind the end', gm, { offset: 2n ** 52n }, 'damaged'],
])('fault 96: a ZIP with %s is refused with a true word', async (_what, name, claim, found) => {
  const honest = zip([
    { name, bytes: scenePng() },
    { name: 'more.db', bytes: Buffer.alloc(9) },
  ])
  const answer = await refusalOf(claimingZip(honest, name, claim))
  expect(answer).toMatch(new RegExp(`^import-archive-(?:${found}|unsafe: lies-about-size)$`))
})

describe('the limits of an archive', () => {
  const deep = (folders: number): string => `${'a/'.repeat(folders)}gm/gm_1.png`

  test.each([
    ['tar', (name: string) => claimingTar([{ ...face, name }])],
    ['ZIP', (name: string) => zip([{ name, bytes: scenePng() }])],
  ])(
    'fault 96: folders in folders: a %s with more than thirty names in one path is refused',
    async (_kind, make) => {
      expect(await refusalOf(make(deep(28)))).toBe('import-nothing-found')
      expect(await refusalOf(make(deep(29)))).toBe('import-archive-unsafe: strange-name')
    },
  )

  test('fault 96: a tar of more than 300,000 entries is refused', { timeout: 60_000 }, async () => {
    const one = claimingTar([{ name: 'x' }], { isCut: true })
    const many = gzipSync(Buffer.alloc(one.length * 300_001, one), { level: 1 })
    expect(await refusalOf(many)).toBe('import-archive-unsafe: too-many-files')
  })

  test('fault 96: a gzip that grows without end is refused', { timeout: 60_000 }, async () => {
    const memberBytes = 16 * 2 ** 20
    const member = gzipSync(Buffer.alloc(memberBytes))
    const first = gzipSync(claimingTar([{ name: 'x', claims: 2 ** 33 }], { isCut: true }))
    const many = Buffer.concat([first, hollowGzip(1.4e9, member, memberBytes)])
    expect(await refusalOf(many)).toBe('import-archive-unsafe: too-large')
  })
})
