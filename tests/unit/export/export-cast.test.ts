import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { exportCast } from '../../../src/main/export/export-cast'
import { stripMetadata } from '../../../src/main/export/strip-metadata'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { AppError } from '../../../src/shared/errors'
import type { ExportOrder } from '../../../src/shared/export'
import { appErrorOf } from '../../support/errors'
import { addCast, fileOf, openLibrary, storePortrait } from '../../support/library'
import { distinctPng, fixture } from '../../support/pictures'
import { plainImageSandbox } from '../../support/plain-image-sandbox'
import { addUnassigned } from '../../support/unassigned-portraits'

const target = () => mkdtempSync(join(tmpdir(), 'castkeeper-export-'))
const parts = (library: ReturnType<typeof openLibrary>) =>
  ({
    library,
    fileSystem: nodeFileSystem(),
    imageSandbox: plainImageSandbox(),
    language: 'fr',
  }) as const

async function makeCastLibrary() {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  const names = [
    'Elowen Silverleaf',
    'elowen silverleaf',
    'CON',
    '../../etc/passwd',
    'a'.repeat(200),
    '=1+1',
  ]
  for (const name of names) library.characters.create({ campaignId: campaign.id, name })
  await storePortrait(library, campaign, { bytes: distinctPng() })
  await storePortrait(library, character, { bytes: distinctPng() })
  await storePortrait(library, { kind: 'character', id: 2 }, { bytes: distinctPng() })
  const lost = await storePortrait(library, { kind: 'character', id: 3 }, { bytes: distinctPng() })
  rmSync(fileOf(library, lost))
  return { ...library, campaign }
}

describe('a cast for people', () => {
  test('is a folder with a picture for everybody, lists, and a sheet to print', async () => {
    const library = await makeCastLibrary()
    const folder = target()
    const order = {
      what: { kind: 'campaign', id: library.campaign.id },
      form: 'folder',
      withMetadata: false,
      withNotes: false,
      pictures: 'as-stored',
    } as const
    library.characters.setStatus(1, 'dead')
    library.characters.setStatus(2, 'en fuite')
    const made = await exportCast(parts(library), order, { folder })
    expect(made).toMatchObject({
      characters: 7,
      portraits: 3,
      withoutPortrait: ['elowen silverleaf'],
    })
    expect(readdirSync(folder)).toEqual(['La Quête du Dragon Noir'])
    const files = readdirSync(made.path)
    expect(files).toEqual(
      expect.arrayContaining([
        'Elowen Silverleaf.png',
        'elowen silverleaf.svg',
        '_CON.svg',
        '-..-etc-passwd.svg',
        '=1+1.svg',
        'Éowyn 🔥 田中.png',
        'La Quête du Dragon Noir (Maître du jeu).png',
        'cast.html',
        'characters.csv',
        'characters.json',
        'characters.md',
      ]),
    )
    expect(readFileSync(join(made.path, 'Elowen Silverleaf.png')).includes('parameters')).toBe(
      false,
    )
    const csv = readFileSync(join(made.path, 'characters.csv'), 'utf8')
    expect(csv).toContain(`\r\n"'=1+1",`)
    const sheet = readFileSync(join(made.path, 'cast.html'), 'utf8')
    expect(sheet).toContain("default-src 'none'")
    expect(sheet).not.toMatch(/<script|https?:/)
    const { characters } = JSON.parse(readFileSync(join(made.path, 'characters.json'), 'utf8'))
    for (const { picture } of characters) expect(files).toContain(picture)
    const statuses = characters.map((one: { status: string | null }) => one.status)
    expect(statuses.toSorted()).toEqual(['dead', 'en fuite', null, null, null, null, null])
    expect(csv).toContain(',"en fuite",')
    expect(readFileSync(join(made.path, 'characters.md'), 'utf8')).toMatch(/Mort\\?\(e/)
    const again = await exportCast(parts(library), order, { folder })
    expect(again.path).toBe(`${made.path} (2)`)
  })

  test('is a zip that other programs open', async () => {
    const library = await makeCastLibrary()
    const order = {
      what: { kind: 'characters', ids: [1, 2] },
      form: 'zip',
      withMetadata: true,
      withNotes: false,
      pictures: 'as-stored',
    } satisfies ExportOrder
    const { path } = await exportCast(parts(library), order, { folder: target() })
    const names: string[] = []
    const zip = await yauzl.openPromise(path)
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName)
      // It checks the sum of what it reads.
      const stream = await zip.openReadStreamPromise(entry)
      for await (const piece of stream) expect(piece.length).toBeGreaterThan(0)
    }
    expect(names).toEqual([
      'Elowen Silverleaf.png',
      'Éowyn 🔥 田中.png',
      'characters.md',
      'characters.json',
      'characters.csv',
      'cast.html',
    ])
  })

  test.each(['folder', 'zip'] as const)(
    'holds no note of the game master in a %s, unless they are asked for',
    async (form) => {
      const library = await makeCastLibrary()
      const secret = 'SheIsTheTraitor'
      library.campaigns.edit(library.campaign.id, { notes: secret })
      for (const id of library.characters.idsOf(library.campaign.id)) {
        library.characters.edit(id, { notes: `${secret} ${id}`, description: 'for everybody' })
      }
      const wants = { text: `Mira\n${secret}`, isOnly: false }
      library.wordLists.change({ campaignId: library.campaign.id, lists: { wants } })
      const exported = async (withNotes: boolean) => {
        const { path } = await exportCast(
          parts(library),
          {
            what: { kind: 'campaign', id: library.campaign.id },
            form,
            withMetadata: true,
            withNotes,
            pictures: 'as-stored',
          },
          { folder: target() },
        )
        const files = form === 'zip' ? [path] : readdirSync(path).map((name) => join(path, name))
        return files
          .filter((file) => readFileSync(file).includes(secret))
          .map((file) => basename(file))
      }
      expect(await exported(false)).toEqual([])
      const documents = ['cast.html', 'characters.csv', 'characters.json', 'characters.md']
      const lists = [...documents, 'words-wants.txt']
      expect((await exported(true)).sort()).toEqual(
        form === 'zip' ? ['La Quête du Dragon Noir.zip'] : lists,
      )
    },
  )

  test('asks for each campaign once, and is in the order of names', async () => {
    const library = openLibrary()
    const { id: campaignId } = library.campaigns.create({ name: 'Horde' })
    for (const n of [10, 2, 1]) library.characters.create({ campaignId, name: `Goblin ${n}` })
    let reads = 0
    const campaigns = {
      ...library.campaigns,
      read(id: number) {
        reads += 1
        return library.campaigns.read(id)
      },
    }
    const ids = library.characters.idsOf(campaignId)
    const { path } = await exportCast(
      { ...parts(library), library: { ...library, campaigns } },
      {
        what: { kind: 'characters', ids },
        form: 'folder',
        withMetadata: false,
        withNotes: false,
        pictures: 'as-stored',
      },
      { folder: target() },
    )
    expect(reads).toBe(1)
    const { characters } = JSON.parse(readFileSync(join(path, 'characters.json'), 'utf8'))
    expect(characters.map(({ name }: { name: string }) => name)).toEqual([
      'Goblin 1',
      'Goblin 2',
      'Goblin 10',
    ])
  })

  test('cuts a long description of the sheet between two characters', async () => {
    const library = openLibrary()
    const { id: campaignId } = library.campaigns.create({ name: 'Horde' })
    const description = readFileSync(
      new URL('../../support/cases/description-599.txt', import.meta.url),
      'utf8',
    )
    const { id } = library.characters.create({ campaignId, name: 'Bob', description })
    const { path } = await exportCast(
      parts(library),
      {
        what: { kind: 'characters', ids: [id] },
        form: 'folder',
        withMetadata: false,
        withNotes: false,
        pictures: 'as-stored',
      },
      { folder: target() },
    )
    const sheet = readFileSync(join(path, 'cast.html'), 'utf8')
    expect(sheet).toContain(`>${description.slice(0, 599)}…</p>`)
    expect(sheet).not.toContain('\ufffd')
  })

  test('gives every portrait the format that is asked for, and no other picture', async () => {
    const library = await makeCastLibrary()
    const order = {
      what: { kind: 'characters', ids: [1, 2] },
      form: 'folder',
      withMetadata: false,
      withNotes: false,
      pictures: 'webp',
    } satisfies ExportOrder
    const { path } = await exportCast(parts(library), order, { folder: target() })
    const pictures = readdirSync(path).filter((name) => /\.(?:png|jpg|webp)$/.test(name))
    expect(pictures.map((name) => name.split('.').at(-1))).toEqual(['webp', 'webp'])
    for (const name of pictures) {
      expect(inspectPicture(readFileSync(join(path, name))).format).toBe('webp')
    }
  })

  test('leaves nothing when it is cancelled or its folder is not there', async () => {
    const library = await makeCastLibrary()
    const folder = target()
    const stop = new AbortController()
    const order = {
      what: { kind: 'campaign', id: 1 },
      form: 'folder',
      withMetadata: false,
      withNotes: false,
      pictures: 'as-stored',
    } as const
    const exporting = exportCast(parts(library), order, {
      folder,
      signal: stop.signal,
      onProgress: () => stop.abort(new AppError('backup-cancelled')),
    })
    expect((await appErrorOf(exporting)).code).toBe('backup-cancelled')
    expect(readdirSync(folder)).toEqual([])
    const gone = exportCast(parts(library), order, { folder: join(folder, 'gone') })
    expect((await appErrorOf(gone)).code).toBe('backup-target-gone')
  })
})

describe('what is embedded', () => {
  test.each([
    'personal.png',
    'personal.jpg',
    'personal.webp',
    'orientation-6.jpg',
    'lossy.webp',
    'scene.jpg',
  ] as const)('is taken out of %s; size and orientation stay', (name) => {
    const before = inspectPicture(fixture(name))
    const stripped = stripMetadata(fixture(name))
    const { widthPx, heightPx, orientation } = inspectPicture(stripped)
    expect({ widthPx, heightPx, orientation }).toEqual({
      widthPx: before.widthPx,
      heightPx: before.heightPx,
      orientation: before.orientation,
    })
    expect(Buffer.from(stripped).toString('latin1')).not.toMatch(
      /xmpmeta|tEXt|iTXt|GPS|http:\/\/ns/,
    )
  })
})

test('chosen portraits are pictures alone, named after their characters', async () => {
  const library = await makeCastLibrary()
  const [master, face, ...others] = library.portraits.ids()
  const [unassigned] = await addUnassigned(library, [1])
  const ids = [face ?? 0, master ?? 0, ...others, unassigned?.id ?? 0, face ?? 0]
  const order = {
    what: { kind: 'portraits', ids },
    form: 'folder',
    withMetadata: false,
    withNotes: true,
    pictures: 'as-stored',
  } as const satisfies ExportOrder
  const folder = target()
  const made = await exportCast(parts(library), order, { folder })
  expect(made).toMatchObject({
    characters: 0,
    portraits: 4,
    withoutPortrait: ['elowen silverleaf'],
  })
  expect(readdirSync(folder)).toEqual(['Portraits sélectionnés'])
  expect(readdirSync(made.path).toSorted()).toEqual(
    [
      'Elowen Silverleaf.png',
      'La Quête du Dragon Noir.png',
      'found 1.png',
      'Éowyn 🔥 田中.png',
    ].toSorted(),
  )
  const gone: ExportOrder = { ...order, what: { kind: 'portraits', ids: [999] } }
  const error = await appErrorOf(exportCast(parts(library), gone, { folder }))
  expect(error.code).toBe('not-found')
  expect(readdirSync(folder)).toHaveLength(1)
})
