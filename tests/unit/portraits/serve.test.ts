import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { drawAvatar } from '../../../src/main/portraits/avatar'
import { createPortraitServer, fallbackHeader } from '../../../src/main/portraits/serve'
import { portraitUrl } from '../../../src/shared/portrait'
import { fileOf, type Library, openLibrary, picture, storePortrait } from '../../support/library'
import { bytesOf, openServer, small, urlOf } from '../../support/portrait-server'
import { addUnassigned } from '../../support/unassigned-portraits'

/** Holds a response to what every stand-in must be. */
async function expectAvatar(response: Response, reason: string, library: Library): Promise<void> {
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/svg+xml')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get(fallbackHeader)).toBe(reason)
  const { avatarStyle, avatarSeed } = library.characters.read(1)
  expect(await response.text()).toBe(await drawAvatar({ style: avatarStyle, seed: avatarSeed }))
}

describe('a sound portrait', () => {
  test('is sent whole, with its own type, to be kept for ever', async () => {
    const { get, url } = await openServer()
    const response = await get(url)
    expect(await bytesOf(response)).toEqual(picture())
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(picture().length),
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.get('etag')).not.toBe((await get(urlOf(1, 256))).headers.get('etag'))
    expect(response.headers.has(fallbackHeader)).toBe(false)
  })

  test('comes small when a size is asked for, and the second time without reading anything', async () => {
    let reads = 0
    const { get, library } = await openServer({
      thumbnails: {
        read: async (_portrait, size) => {
          reads += 1
          return Buffer.from(`${size}`)
        },
      },
    })
    for (const size of [128, 256, 512, 256] as const) {
      const response = await get(urlOf(1, size))
      expect(response.headers.get('content-type')).toBe('image/webp')
      expect(String(await bytesOf(response))).toBe(String(size))
    }
    expect(reads).toBe(3)
    expect(library.stateChanges).toEqual([])
  })

  test('fault 82: an address names one portrait for ever, whichever is shown now', async () => {
    const { get, library, character, url } = await openServer()
    const second = await storePortrait(library, character, { bytes: picture(2) })
    expect(await bytesOf(await get(url))).toEqual(picture(1))
    expect(await bytesOf(await get(urlOf(second.id)))).toEqual(picture(2))
    library.portraits.trash(second.id)
    const third = await storePortrait(library, character, { bytes: picture(3) })
    expect(third.id).toBeGreaterThan(second.id)
    expect(await bytesOf(await get(urlOf(second.id)))).toEqual(picture(2))
  })
})

describe('a loose portrait', () => {
  test('has an address of its own, which no other portrait has', async () => {
    const { get, library, portrait } = await openServer()
    const [loose] = await addUnassigned(library, [7])
    const id = loose?.id ?? 0
    expect(await bytesOf(await get(portraitUrl(null, { portraitId: id })))).toEqual(picture(7))
    const thumbnail = await get(portraitUrl(null, { portraitId: id, size: 256 }))
    expect(await bytesOf(thumbnail)).toEqual(small)
    for (const url of [urlOf(id), `app://portraits/loose/${portrait.id}`]) {
      expect((await get(url)).headers.get(fallbackHeader)).toBe('none')
    }
    expect((await get(`app://portraits/loose/${id}?v=${portrait.id}`)).status).toBe(400)
  })

  test('fault 78: has a face that stands in while its file is gone', async () => {
    const { get, library } = await openServer()
    const [loose] = await addUnassigned(library, [7])
    if (!loose) throw new Error('not stored')
    rmSync(fileOf(library, loose))
    const response = await get(portraitUrl(null, { portraitId: loose.id }))
    expect(response.headers.get(fallbackHeader)).toBe('missing')
    expect(await response.text()).toMatch(/^<svg/)
    expect(library.portraits.find(loose.id)?.state).toBe('missing')
  })
})

describe('never a broken picture', () => {
  test('fault 78: without a portrait the avatar comes, not to be kept', async () => {
    const { get, library } = await openServer()
    await expectAvatar(await get(urlOf(0)), 'none', library)
    await expectAvatar(await get('app://portraits/character/1'), 'none', library)
    await expectAvatar(await get('app://portraits/character/1?size=256'), 'none', library)
    await expectAvatar(await get(urlOf(4_000)), 'none', library)
  })

  test('fault 78: another subject’s portrait is not shown as this one’s', async () => {
    const { get, library, campaign } = await openServer()
    const other = await storePortrait(library, campaign)
    await expectAvatar(await get(urlOf(other.id)), 'none', library)
  })

  test('fault 78: a subject that is not in the library has a face too', async () => {
    const { get } = await openServer()
    const response = await get('app://portraits/campaign/77?v=1')
    expect([response.status, response.headers.get(fallbackHeader)]).toEqual([200, 'none'])
    expect(await response.text()).toMatch(/^<svg/)
  })

  test.each([
    ['missing', (path: string) => rmSync(path)],
    ['damaged', (path: string) => writeFileSync(path, '')],
    ['damaged', (path: string) => writeFileSync(path, '<html>not a picture</html>')],
    [
      'unreadable',
      (path: string) => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
    [
      'unreadable',
      (path: string) => {
        rmSync(path)
        symlinkSync('/etc/passwd', path)
      },
    ],
  ])(
    'fault 78: a file found %s gives the avatar, the reason, a flagged row and news of it',
    async (reason, harm) => {
      for (const size of [undefined, 256] as const) {
        const { get, library, portrait } = await openServer()
        harm(fileOf(library, portrait))
        await expectAvatar(await get(urlOf(portrait.id, size)), reason, library)
        expect(library.portraits.find(portrait.id)?.state).toBe(reason)
        expect(library.stateChanges.map(({ state }) => state)).toEqual([reason])
        rmSync(fileOf(library, portrait), { recursive: true, force: true })
        writeFileSync(fileOf(library, portrait), picture())
        expect((await get(urlOf(portrait.id, size))).headers.get('content-type')).toMatch(
          /png|webp/,
        )
        expect(library.portraits.find(portrait.id)?.state).toBe('sound')
      }
    },
  )

  test.each(['EACCES', 'EIO'])('fault 78: %s while reading gives the avatar', async (code) => {
    const before = await openServer()
    const library = openLibrary({
      dataFolder: before.library.dataFolder,
      fileSystem: withFailpoints(plainFileSystem(), `readFile=${code}`),
    })
    const serve = createPortraitServer({
      upright: async (bytes) => bytes,
      database: library.database,
      portraits: library.portraits,
      thumbnails: { read: async () => small },
      onTrouble: () => expect.unreachable(),
    })
    await expectAvatar(await serve(new Request(before.url)), 'unreadable', library)
  })

  test('fault 78: a database that cannot answer costs no picture either', async () => {
    const { get, library, troubles, url } = await openServer()
    library.database.close()
    const response = await get(url)
    expect([response.status, response.headers.get(fallbackHeader)]).toEqual([200, 'unreadable'])
    expect(await response.text()).toMatch(/^<svg/)
    expect(troubles).not.toEqual([])
  })

  test('fault 60: a flipped byte that left the size as it was is found when the whole picture is sent', async () => {
    const { get, library, portrait } = await openServer()
    const path = fileOf(library, portrait)
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(50) ^ 4, 50)
    writeFileSync(path, bytes)
    expect((await get(urlOf(portrait.id, 256))).status).toBe(200)
    await expectAvatar(await get(urlOf(portrait.id)), 'damaged', library)
    await expectAvatar(await get(urlOf(portrait.id, 256)), 'damaged', library)
  })

  test('fault 80: what is no picture is never sent as one, whatever its row says', async () => {
    const { get, library, character } = await openServer()
    const html = Buffer.from('<script>alert(1)</script>')
    const portrait = await storePortrait(library, character, { bytes: html, format: 'jpeg' })
    const response = await get(urlOf(portrait.id))
    await expectAvatar(response.clone(), 'damaged', library)
    const webp = await storePortrait(library, character, { bytes: picture(7), format: 'webp' })
    await expectAvatar(await get(urlOf(webp.id)), 'damaged', library)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'")
  })
})
