import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { countMatches } from '../../../src/main/add-pictures/decide'
import { PictureOffers } from '../../../src/main/add-pictures/offers'
import { guessOldLibrary } from '../../../src/main/legacy-import/source/guess-old-library'
import { appErrorOf } from '../../support/errors'
import { folderOf } from '../../support/folder-of'
import { zip } from '../../support/legacy/zip'
import { openLibrary, picture } from '../../support/library'

type Files = Parameters<typeof folderOf>[0]

const offerOf = (...paths: readonly string[]) =>
  new PictureOffers({ guessOldLibrary }).offer(
    paths.map((path) => ({ kind: 'path', path }) as const),
    'own-file',
  )

async function tarOf(files: Files): Promise<Buffer> {
  const packed = pack()
  for (const [name, content] of Object.entries(files)) packed.entry({ name }, Buffer.from(content))
  packed.finalize()
  const pieces: Buffer[] = []
  for await (const piece of packed) if (Buffer.isBuffer(piece)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const zipOf = (files: Files): Buffer =>
  zip(Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) })))

const inArchive = async (name: string, bytes: Buffer) => join(folderOf({ [name]: bytes }), name)

const art = { 'elowen_silverleaf.png': picture(1), 'deep/vorn.webp': picture(2), 'notes.txt': 'x' }
const old = {
  'database.db': 'SQLite format 3\0',
  'static/portraits/characters/character_1.png': picture(1),
}

describe('what was dropped is', () => {
  test.each<[string, Files, string]>([
    ['pictures', art, 'pictures'],
    [
      'pictures in folders called as the old app’s',
      { 'gm/a.png': '', 'characters/b.png': '' },
      'pictures',
    ],
    ['pictures beside the database of another program', { ...art, 'catalog.db': 'x' }, 'pictures'],
    ['pictures beside what Windows leaves', { 'a.png': '', 'Thumbs.db': 'x' }, 'pictures'],
    ['the old app’s folder', old, 'old-library'],
    ['a backup of its database', { 'database_backup_20250101_120000.db': 'x' }, 'old-library'],
    ['its portraits alone', { 'portraits/gm/gm_12.png': '' }, 'old-library'],
    ['a lone database of any name', { 'mine.sqlite3': 'x' }, 'old-library'],
    ['nothing of either', { 'notes.txt': 'x' }, 'nothing'],
    ['an empty folder', {}, 'nothing'],
  ])('%s, as a folder, a zip, a tar and a packed tar', async (_, files, what) => {
    expect((await offerOf(folderOf(files))).what).toBe(what)
    const isEmpty = Object.keys(files).length === 0
    if (isEmpty) return
    expect((await offerOf(await inArchive('a.zip', zipOf(files)))).what).toBe(what)
    const tar = await tarOf(files)
    expect((await offerOf(await inArchive('a.tar', tar))).what).toBe(what)
    expect((await offerOf(await inArchive('a.tgz', gzipSync(tar)))).what).toBe(what)
  })

  test('counted, with what the first would be called', async () => {
    const folder = folderOf(art)
    expect(await offerOf(folder)).toMatchObject({ count: 3, firstName: 'Vorn' })
    expect(await offerOf(join(folder, 'elowen_silverleaf.png'))).toMatchObject({
      what: 'pictures',
      count: 1,
      firstName: 'Elowen Silverleaf',
    })
  })

  test('refused when it is a damaged archive, or one of a kind that cannot be opened', async () => {
    const cut = await inArchive('art.zip', zipOf(art).subarray(0, 50))
    expect((await appErrorOf(offerOf(cut))).code).toBe('import-archive-damaged')
    const packed = await inArchive('art.7z', Buffer.from('7z\u00bc\u00af\u0027\u001c', 'latin1'))
    expect((await appErrorOf(offerOf(packed))).code).toBe('import-unpack-first')
  })

  test('held until something else is dropped', async () => {
    const offers = new PictureOffers({ guessOldLibrary })
    const sources = [{ kind: 'path', path: folderOf(art) }] as const
    const first = await offers.offer(sources, 'own-file')
    expect(offers.read(first.id).files).toHaveLength(3)
    await offers.offer([{ kind: 'bytes', name: 'a.png', bytes: picture(1) }], 'pasted')
    expect(() => offers.read(first.id)).toThrow('not-found')
  })
})

test('files that have the name of one character are counted', () => {
  const { campaigns, characters, database } = openLibrary()
  const campaignId = campaigns.create({ name: 'The Ash Road' }).id
  for (const name of ['Elowen', 'Vorn', 'Vorn']) characters.create({ campaignId, name })
  const files = ['art/elowen-1.png', 'art/elowen-2.png', 'vorn.png', 'stranger.png']
  expect(countMatches(database, campaignId, files)).toEqual({ matched: 2, people: 1, total: 4 })
})
