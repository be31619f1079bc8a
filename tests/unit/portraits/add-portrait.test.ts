import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import type {
  DevelopedThumbnail,
  ImageSandbox,
} from '../../../src/main/image-sandbox/image-sandbox'
import { createKeepOriginal } from '../../../src/main/integrity/quarantine/keep-original'
import { createAddPortrait } from '../../../src/main/portraits/add-portrait'
import { readOwnFile } from '../../../src/main/portraits/own-file'
import { caseFile } from '../../support/cases'
import { checkLibrary, folderContents } from '../../support/check-library'
import { addCast, fileOf, openLibrary, storePortrait } from '../../support/library'
import {
  animatedPng,
  emptyZip,
  fixture,
  pngWithTail,
  scenePng,
  soundPictures,
} from '../../support/pictures'
import { plainImageSandbox } from '../../support/plain-image-sandbox'
import { makeDataFolder } from '../../support/records'

async function openDoor(imageSandbox: ImageSandbox = plainImageSandbox()) {
  const library = openLibrary()
  const { character } = addCast(library)
  const former = await storePortrait(library, character)
  const kept = new Map<string, readonly DevelopedThumbnail[]>()
  const addPortrait = createAddPortrait({
    keepOriginal: createKeepOriginal(library.quarantine),
    portraits: library.portraits,
    imageSandbox,
    thumbnails: {
      keep: async (sha256, thumbnails) => {
        kept.set(sha256, thumbnails)
      },
    },
  })
  const offer = (bytes: Uint8Array, originalName: string | null = null) =>
    addPortrait({
      subject: character,
      bytes,
      provenance: { source: 'own-file', originalName },
      makeCurrent: true,
    })
  return { library, character, former, kept, offer }
}

describe('a picture that is taken in', () => {
  test.each([
    ['PNG', scenePng(), 'png'],
    ['JPEG', fixture('scene.jpg'), 'jpg'],
    ['WebP', fixture('lossless.webp'), 'webp'],
  ])(
    '%s is kept byte for byte, becomes the portrait and has a thumbnail',
    async (_, bytes, ending) => {
      const { library, character, kept, offer } = await openDoor()
      const { portrait, notices } = await offer(bytes)
      expect(readFileSync(fileOf(library, portrait))).toEqual(bytes)
      expect(portrait).toMatchObject({
        path: `static/portraits/characters/character_1-2.${ending}`,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        widthPx: 48,
        heightPx: 32,
        source: 'own-file',
      })
      expect(notices).toEqual([])
      expect(library.portraits.current(character)).toEqual(portrait)
      expect(kept.get(portrait.sha256)?.map(({ size }) => size)).toEqual([256])
      expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    },
  )

  test.each([
    ['an animated GIF', fixture('animated.gif'), ['first-frame-only', 'converted-to-png'], 'gif'],
    ['an AVIF', fixture('scene.avif'), ['converted-to-png'], 'avif'],
    ['an AVIF in Display P3', caseFile('p3.avif'), ['converted-to-png'], 'avif'],
    ['a turned AVIF', fixture('rotated.avif'), ['converted-to-png'], 'avif'],
    ['an animated WebP', fixture('animated.webp'), ['first-frame-only'], 'webp'],
    ['an animated PNG', animatedPng(3), ['first-frame-only'], 'png'],
  ])('%s is kept as it came beside what is stored, and that is said', async (...row) => {
    const [, bytes, said, ending] = row
    const { library, offer } = await openDoor()
    const { portrait, notices } = await offer(bytes, 'from a phone')
    expect(notices).toEqual([...said, 'original-kept'])
    const { entries } = await library.quarantine.list()
    expect(entries).toMatchObject([
      {
        why: 'converted',
        portraitId: portrait.id,
        originalPath: `static/portraits/characters/character_1_original.${ending}`,
        facts: { originalName: 'from a phone' },
      },
    ])
    const kept = await library.quarantine.read(entries[0]?.id ?? '')
    expect(Buffer.from(kept.bytes)).toEqual(bytes)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test.each([
    ['a 16-bit PNG', soundPictures['a 16-bit PNG']()],
    ['a PNG in Display P3', soundPictures['a PNG in Display P3']()],
    ['a CMYK JPEG', fixture('cmyk.jpg')],
  ])('%s keeps its colours, as it is stored byte for byte', async (_, bytes) => {
    const { library, offer } = await openDoor()
    const { portrait, notices } = await offer(bytes)
    expect(readFileSync(fileOf(library, portrait))).toEqual(bytes)
    expect(notices).toEqual([])
    expect((await library.quarantine.list()).entries).toEqual([])
  })

  test('is not stored when its original cannot be kept', async () => {
    const { library, character, former, offer } = await openDoor()
    writeFileSync(join(library.dataFolder, 'quarantine'), 'in the way')
    await expect(offer(fixture('scene.avif'))).rejects.toMatchObject({ code: 'folder-replaced' })
    expect(library.portraits.history(character)).toEqual([former])
  })

  test('what had to be taken out of it is said, and the SHA-256 is that of what was stored', async () => {
    const { library, offer } = await openDoor()
    const personal = await offer(fixture('personal.jpg'))
    expect(personal.notices).toEqual(['place-removed', 'author-removed'])
    const tailed = await offer(pngWithTail(emptyZip()))
    expect(tailed.notices).toEqual(['tail-removed'])
    expect(readFileSync(fileOf(library, tailed.portrait))).toEqual(scenePng())
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('its size is that of the upright picture', async () => {
    const { offer } = await openDoor()
    const { portrait } = await offer(fixture('orientation-6.jpg'))
    expect([portrait.widthPx, portrait.heightPx]).toEqual([48, 32])
  })

  test('fault 58: any name of the file it came from is kept only to be shown', async () => {
    const { offer } = await openDoor()
    for (const name of ['../../CON.', 'a\u0000b', `${'🔥'.repeat(300)}.png`, 'E\u0301owyn\ud800']) {
      const { portrait } = await offer(scenePng(), name)
      expect(portrait.path).toMatch(/^static\/portraits\/characters\/character_1-\d+\.png$/)
      expect(portrait.originalName?.isWellFormed()).toBe(true)
      expect(portrait.originalName).not.toContain('\u0000')
      expect(Array.from(portrait.originalName ?? '').length).toBeLessThanOrEqual(255)
    }
  })
})

describe('what is refused leaves everything as it was', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0), 'picture-empty'],
    ['a web page', Buffer.from('<!doctype html><title>Sign in</title>'), 'picture-not-supported'],
    ['half a PNG', scenePng().subarray(0, 60), 'picture-truncated'],
  ])('%s', async (_, bytes, code) => {
    const { library, character, former, offer } = await openDoor()
    const before = folderContents(join(library.dataFolder, 'static'))
    await expect(offer(bytes)).rejects.toMatchObject({ code })
    expect(folderContents(join(library.dataFolder, 'static'))).toEqual(before)
    expect(library.portraits.history(character)).toEqual([former])
  })

  test.each(['picture-damaged', 'darkroom-crashed'] as const)(
    'a picture the image sandbox answers with %s',
    async (code) => {
      const { library, character, former, kept, offer } = await openDoor(plainImageSandbox(code))
      await expect(offer(scenePng())).rejects.toMatchObject({ code })
      expect(library.portraits.history(character)).toEqual([former])
      expect(kept.size).toBe(0)
    },
  )
})

describe('a file of one’s own', () => {
  const fileSystem = nodeFileSystem()

  test('is read whole, also through a link one made oneself', async () => {
    const folder = makeDataFolder()
    writeFileSync(join(folder, 'face.jpeg'), scenePng())
    symlinkSync('face.jpeg', join(folder, 'link.png'))
    const { name, bytes } = await readOwnFile(fileSystem, join(folder, 'link.png'))
    expect(name).toBe('link.png')
    expect(Buffer.from(bytes)).toEqual(scenePng())
  })

  test('of more than 64 MiB is refused before it is read', async () => {
    const path = join(makeDataFolder(), 'huge.png')
    writeFileSync(path, '')
    truncateSync(path, 64 * 1024 * 1024 + 1)
    await expect(readOwnFile(fileSystem, path)).rejects.toMatchObject({
      code: 'picture-too-many-bytes',
    })
  })

  test('that is gone, or a folder, cannot be read, and only its name is told', async () => {
    const folder = makeDataFolder()
    mkdirSync(join(folder, 'a folder.png'))
    for (const name of ['gone.png', 'a folder.png']) {
      await expect(readOwnFile(fileSystem, join(folder, name))).rejects.toMatchObject({
        code: 'file-unreadable',
        details: { name },
      })
    }
  })
})
