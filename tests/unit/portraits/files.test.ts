import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { retryWhileBusy } from '../../../src/main/core/disk/retry-while-busy'
import { checkLibrary, folderContents } from '../../support/check-library'
import {
  addCast,
  fileOf,
  openLibrary,
  picture,
  portraitFolder,
  storePortrait,
} from '../../support/library'
import { makeDataFolder } from '../../support/records'

/** A library with one portrait in it; `fault` hits what is done after that. */
async function openCast(fault = 'any:1000000=EIO', onHit?: () => void) {
  const before = openLibrary()
  const cast = addCast(before)
  const portrait = await storePortrait(before, cast.character, { bytes: picture(1) })
  before.database.close()
  const fileSystem = retryWhileBusy(withFailpoints(plainFileSystem(), fault, onHit), {
    wait: () => Promise.resolve(),
  })
  const library = openLibrary({ dataFolder: before.dataFolder, fileSystem })
  return { library, ...cast, portrait, folder: portraitFolder(before.dataFolder, 'characters') }
}

describe('a disk that refuses', () => {
  test.each([
    ['fault 49: a full disk', 'write:1=ENOSPC', 'disk-full'],
    ['fault 49: a full disk from the first byte', 'create:1=ENOSPC', 'disk-full'],
    ['fault 50: an input/output error that stays', 'sync:1=EIO,sync:2=EIO', 'write-failed'],
    ['fault 51: a folder without the right to write', 'create:1=EACCES', 'folder-not-writable'],
    ['fault 51: a disk mounted read-only', 'create:1=EROFS', 'folder-not-writable'],
    ['fault 53: a used-up quota', 'write:1=EDQUOT', 'disk-full'],
    ['fault 53: a file size limit', 'write:1=EFBIG', 'disk-full'],
  ])('%s costs the new portrait alone, and the next try works', async (_, fault, code) => {
    const { library, character, portrait, folder } = await openCast(fault)
    const before = folderContents(folder)
    const adding = storePortrait(library, character, { bytes: picture(2) })
    await expect(adding).rejects.toMatchObject({ code, details: { folder: 'characters' } })
    expect(folderContents(folder)).toEqual(before)
    expect(library.portraits.current(character)).toEqual(portrait)
    const next = await storePortrait(library, character, { bytes: picture(2) })
    expect(library.portraits.history(character)).toEqual([next, portrait])
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('fault 49: says how many bytes were needed and how many are free', async () => {
    const { library, character } = await openCast('write:1=ENOSPC')
    const adding = storePortrait(library, character, { bytes: picture(2) })
    await expect(adding).rejects.toMatchObject({
      details: { neededBytes: picture(2).length, freeBytes: expect.any(Number) },
    })
  })

  test('fault 52: short of file descriptors, the portrait waits and comes through', async () => {
    const { library, character } = await openCast('create:1=EMFILE,link:1=ENFILE,readdir:1=EMFILE')
    const added = await storePortrait(library, character, { bytes: picture(2) })
    expect(library.portraits.current(character)).toEqual(added)
    const reading = openLibrary({
      dataFolder: library.dataFolder,
      fileSystem: retryWhileBusy(withFailpoints(plainFileSystem(), 'readFile:1=EMFILE')),
    })
    expect((await reading.portraits.read(added)).state).toBe('sound')
    expect(reading.stateChanges).toEqual([])
  })

  test('fault 49: a full disk at every call there is: nothing is half done, and the next try works', async () => {
    let wasHit = true
    for (let n = 1; wasHit; n += 1) {
      wasHit = false
      const { library, character, portrait } = await openCast(`any:${n}=ENOSPC`, () => {
        wasHit = true
      })
      try {
        await storePortrait(library, character, { bytes: picture(2) })
      } catch (error) {
        expect(error).toMatchObject({ code: 'disk-full' })
        expect(library.portraits.current(character)).toEqual(portrait)
        expect(library.portraits.history(character)).toEqual([portrait])
        await storePortrait(library, character, { bytes: picture(2) })
      }
      expect(library.portraits.history(character)).toHaveLength(2)
      expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
      library.database.close()
    }
  })
})

test('fault 62: while a slow disk takes its time, everything else goes on', async () => {
  const { promise: synced, resolve: sync } = Promise.withResolvers<void>()
  const { promise: syncing, resolve: reachSync } = Promise.withResolvers<void>()
  const disk = plainFileSystem()
  const library = openLibrary({
    fileSystem: {
      ...disk,
      create: async (path) => {
        const file = await disk.create(path)
        const slowSync = async () => {
          reachSync()
          await synced
          await file.sync()
        }
        return { write: file.write, close: file.close, sync: slowSync }
      },
    },
  })
  const { campaign, character } = addCast(library)
  const adding = storePortrait(library, character)
  await syncing
  expect(library.campaigns.edit(campaign.id, { name: 'Meanwhile' }).name).toBe('Meanwhile')
  expect(library.portraits.current(character)).toBeNull()
  sync()
  const added = await adding
  expect(library.portraits.current(character)).toEqual(added)
})

describe('the portraits folder changed under us', () => {
  test('fault 55: a deleted folder is made again, and the lost portrait is flagged', async () => {
    const { library, character, portrait, folder } = await openCast()
    rmSync(join(library.dataFolder, 'static'), { recursive: true })
    const added = await storePortrait(library, character, { bytes: picture(2) })
    expect(readdirSync(folder)).toEqual(['character_1-2.png'])
    expect((await library.portraits.read(portrait)).state).toBe('missing')
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    expect(library.portraits.history(character).map(({ id }) => id)).toEqual([
      added.id,
      portrait.id,
    ])
  })

  test.each([
    ['a file', 'characters', (path: string) => writeFileSync(path, 'not a folder')],
    ['a link', 'characters', (path: string) => symlinkSync(makeDataFolder(), path)],
    ['a link that leads nowhere', 'characters', (path: string) => symlinkSync('/nowhere', path)],
    ['a link higher up', '..', (path: string) => symlinkSync(`${path}-aside`, path)],
  ])(
    'fault 55: with %s in its place it is refused by name, nothing is read or written there, and it works again once mended',
    async (_, below, replace) => {
      const { library, character, portrait, folder } = await openCast()
      const moved = join(folder, '..', below)
      renameSync(moved, `${moved}-aside`)
      replace(moved)
      const adding = storePortrait(library, character, { bytes: picture(2) })
      await expect(adding).rejects.toMatchObject({
        code: 'folder-replaced',
        details: { folder: below === '..' ? 'static' : 'characters' },
      })
      expect((await library.portraits.read(portrait)).state).not.toBe('sound')
      expect(library.portraits.history(character).map(({ id }) => id)).toEqual([portrait.id])
      rmSync(moved)
      renameSync(`${moved}-aside`, moved)
      const flagged = library.portraits.history(character)[0]
      if (flagged) expect((await library.portraits.read(flagged)).state).toBe('sound')
      await storePortrait(library, character, { bytes: picture(2) })
      expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    },
  )

  test.each(['/etc/hostname', '../../castkeeper.db', 'character_2.png'])(
    'fault 56: a link to %s in the place of a portrait is not followed',
    async (target) => {
      const { library, portrait, folder } = await openCast()
      writeFileSync(join(folder, 'character_2.png'), picture(1))
      rmSync(fileOf(library, portrait))
      symlinkSync(target, fileOf(library, portrait))
      expect(await library.portraits.read(portrait)).toEqual({ state: 'unreadable' })
      expect(await library.portraits.check(portrait)).toBe('unreadable')
    },
  )

  test('a directory in the place of a portrait is unreadable, not a crash', async () => {
    const { library, portrait } = await openCast()
    rmSync(fileOf(library, portrait))
    mkdirSync(fileOf(library, portrait))
    expect(await library.portraits.read(portrait)).toEqual({ state: 'unreadable' })
  })

  test.each(['EACCES', 'EIO', 'ENOTDIR'])('%s while reading is unreadable', async (code) => {
    const { library, portrait } = await openCast(`readFile=${code}`)
    expect(await library.portraits.read(portrait)).toEqual({ state: 'unreadable' })
    expect(library.portraits.find(portrait.id)?.state).toBe('unreadable')
  })

  test.each([
    'static/portraits/characters/../../castkeeper.db',
    'static/portraits/secret.png',
    'static/portraits/characters/.castkeeper-1-0123456789abcdef.partial',
    '/etc/hostname',
    'static\\portraits\\characters\\character_1.png',
  ])('a row that says %s is never opened', async (path) => {
    const { library, portrait } = await openCast('lstat=EIO,readFile=EIO')
    const { state } = await library.portraits.read({ ...portrait, path })
    expect(state).toBe('unreadable')
  })
})

describe('names that are taken', () => {
  test.each([
    ['a foreign file', 'character_1-2.png'],
    ['a foreign file of another kind', 'character_1-2.jpg'],
    ['one in other capitals', 'Character_1-2.PNG'],
  ])('fault 57: where %s stands, the next number is taken', async (_, name) => {
    const { library, character, folder } = await openCast()
    writeFileSync(join(folder, name), 'somebody else’s')
    const added = await storePortrait(library, character, { bytes: picture(2) })
    expect(added.path).toBe('static/portraits/characters/character_1-3.png')
    expect(readFileSync(join(folder, name), 'utf8')).toBe('somebody else’s')
  })

  test('fault 57: on a disk that does not tell capitals apart nothing is overwritten either', async () => {
    const { library, character, folder } = await openCast()
    // Such a disk shows the name as it was given first and finds it whatever capitals are asked for.
    writeFileSync(join(folder, 'CHARACTER_1-2.PNG'), 'somebody else’s')
    const disk = plainFileSystem()
    const caseless = openLibrary({
      dataFolder: library.dataFolder,
      fileSystem: {
        ...disk,
        link: (path, name) =>
          disk.link(path, name.replace('character_1-2.png', 'CHARACTER_1-2.PNG')),
        readdir: async () => [],
      },
    })
    const added = await storePortrait(caseless, character, { bytes: picture(2) })
    expect(added.path).toBe('static/portraits/characters/character_1-3.png')
    expect(readFileSync(join(folder, 'CHARACTER_1-2.PNG'), 'utf8')).toBe('somebody else’s')
  })

  test('fault 57: two writers at the same moment get a number each', async () => {
    const { library, character } = await openCast()
    const other = openLibrary({ dataFolder: library.dataFolder })
    const added = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        storePortrait(index % 2 ? library : other, character, { bytes: picture(index) }),
      ),
    )
    expect(new Set(added.map(({ path }) => path)).size).toBe(12)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    expect(readdirSync(portraitFolder(library.dataFolder, 'characters'))).toHaveLength(13)
  })

  test.each([
    ['a decomposed name', 'E\u0301owyn'],
    ['emoji and right-to-left letters', '🔥 שלום'],
    ['a device’s name', 'CON'],
    ['a trailing dot and dots to climb by', '../../../x.'],
    ['NUL', 'a\u0000b.png'],
    ['300 characters', 'x'.repeat(300)],
  ])('fault 58: %s never becomes part of a stored file’s name', async (_, name) => {
    const library = openLibrary()
    const campaign = library.campaigns.create({ name: name.slice(0, 200) })
    const subject = { kind: 'campaign', id: campaign.id } as const
    const portrait = await storePortrait(library, subject, {
      provenance: { source: 'own-file', originalName: name },
    })
    expect(portrait.path).toBe(`static/portraits/gm/gm_${campaign.id}.png`)
    expect(readdirSync(portraitFolder(library.dataFolder, 'gm'))).toEqual([`gm_${campaign.id}.png`])
  })

  test.each([
    'with spaces',
    'hash#and%41percent',
    'Łukasz Ελένη 田中 שלום',
    `${'very-long-'.repeat(20)}/${'and-deep-'.repeat(20)}`,
  ])('fault 59: everything works in a data folder called %s', async (name) => {
    const dataFolder = join(makeDataFolder(), name)
    const library = openLibrary({ dataFolder })
    const { character } = addCast(library)
    const portrait = await storePortrait(library, character)
    expect((await library.portraits.read(portrait)).state).toBe('sound')
    expect(existsSync(fileOf(library, portrait))).toBe(true)
    expect(checkLibrary(library.database, dataFolder)).toEqual([])
  })
})
