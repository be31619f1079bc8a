import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRequest } from '../../../src/main/core/network/request'
import { isTemporaryUrl } from '../../../src/main/core/network/temporary-url'
import { createKeepOriginal } from '../../../src/main/integrity/quarantine/keep-original'
import { createAddPortrait } from '../../../src/main/portraits/add-portrait'
import { createFetchPicture } from '../../../src/main/portraits/download'
import { createLinks } from '../../../src/main/portraits/links'
import { linkUrlSchema } from '../../../src/shared/portrait-link'
import { type ImageReply, type ImageServer, startImageServer } from '../../support/image-server'
import { addCast, openLibrary } from '../../support/library'
import { distinctPng } from '../../support/pictures'
import { plainImageSandbox } from '../../support/plain-image-sandbox'

const path = '/faces/elowen.png'
let server: ImageServer
beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

/** A server that knows the state of its picture, as RFC 9110 has it. */
function picture(bytes: Uint8Array, headers: Record<string, string>): ImageReply {
  return ({ request, response }) => {
    const isKnown =
      (headers.etag !== undefined && request.headers['if-none-match'] === headers.etag) ||
      (headers['last-modified'] !== undefined &&
        request.headers['if-modified-since'] === headers['last-modified'])
    if (isKnown) response.writeHead(304, headers).end()
    else response.writeHead(200, { ...headers, 'content-type': 'image/png' }).end(bytes)
  }
}

async function open() {
  const library = openLibrary()
  const { character } = addCast(library)
  const addPortrait = createAddPortrait({
    keepOriginal: createKeepOriginal(library.quarantine),
    portraits: library.portraits,
    imageSandbox: plainImageSandbox(),
    thumbnails: { keep: async () => undefined },
  })
  const fetchPicture = createFetchPicture({ request: createRequest(), wait: async () => undefined })
  const links = createLinks({
    ...library,
    addPortrait,
    // The test's server is a private one that speaks plain http, which only a typed-in host may be.
    fetchPicture: (order) => fetchPicture({ ...order, privateOrigin: server.origin }),
  })
  const rows = () => library.database.prepare('SELECT * FROM portrait_link').all()
  return { library, character, links, rows, url: server.origin + path }
}

describe('a picture from a lasting address', () => {
  test('is fetched once and stored as an ordinary portrait, which needs no network from then on', async () => {
    server.script(path, picture(distinctPng(61, 60), { etag: '"one"' }))
    const { library, character, links, url, rows } = await open()
    const { portrait, isLinkKept } = await links.addPortrait(character, url)
    expect(isLinkKept).toBe(true)
    expect(portrait).toMatchObject({ originalName: 'elowen.png', widthPx: 61 })
    expect(library.portraits.current(character)?.id).toBe(portrait.id)
    expect(rows()).toMatchObject([{ portrait_id: portrait.id, url, etag: '"one"' }])
    await server.stop()
    expect((await library.portraits.read(portrait)).state).toBe('sound')
    expect(existsSync(join(library.dataFolder, portrait.path))).toBe(true)
    const [hit] = server.hits(path)
    expect(Object.keys(hit?.headers ?? {}).sort()).toEqual(
      ['accept', 'accept-encoding', 'connection', 'host'].sort(),
    )
  })

  test.each([
    ['an ETag', { etag: 'W/"abc"' }, 'if-none-match'],
    ['a date', { 'last-modified': 'Fri, 27 Nov 2026 20:00:00 GMT' }, 'if-modified-since'],
  ])('is asked about with %s, and 304 means unchanged', async (_what, headers, condition) => {
    server.script(path, picture(distinctPng(61, 60), headers))
    const { library, character, links, url } = await open()
    const { portrait } = await links.addPortrait(character, url)
    expect(await links.findUpdate(portrait.id)).toMatchObject({ state: 'unchanged' })
    expect(server.hits(path)[1]?.headers[condition]).toBe(Object.values(headers)[0])
    expect(library.portraits.history(character)).toHaveLength(1)
  })

  test('that a server sends again without saying that it is the same is still the same', async () => {
    server.script(path, picture(distinctPng(61, 60), {}))
    const { library, character, links, url } = await open()
    const { portrait } = await links.addPortrait(character, url)
    expect(await links.findUpdate(portrait.id)).toMatchObject({ state: 'unchanged' })
    expect(library.portraits.history(character)).toHaveLength(1)
  })

  test('that is another one by now joins the history; the old one stays', async () => {
    server.script(
      path,
      picture(distinctPng(61, 60), { etag: '"one"' }),
      picture(distinctPng(62, 60), { etag: '"two"' }),
    )
    const { library, character, links, url, rows } = await open()
    const { portrait: old } = await links.addPortrait(character, url)
    const looked = await links.findUpdate(old.id)
    if (looked.state !== 'new') throw new Error('not a new one')
    expect(library.portraits.history(character).map(({ id }) => id)).toEqual([
      looked.portrait.id,
      old.id,
    ])
    expect(library.portraits.current(character)?.id).toBe(looked.portrait.id)
    expect(rows()).toMatchObject([{ portrait_id: looked.portrait.id, etag: '"two"' }])
    expect(await links.findUpdate(looked.portrait.id)).toMatchObject({ state: 'unchanged' })
    await expect(links.findUpdate(old.id)).rejects.toMatchObject({ code: 'link-not-kept' })
  })

  test('that is gone or no picture by now leaves the portrait as it is', async () => {
    server.script(
      path,
      picture(distinctPng(61, 60), {}),
      ({ response }) => void response.writeHead(404).end(),
      ({ response }) => void response.writeHead(200).end('<html>sold</html>'),
    )
    const { library, character, links, url, rows } = await open()
    const { portrait } = await links.addPortrait(character, url)
    await expect(links.findUpdate(portrait.id)).rejects.toMatchObject({ code: 'link-expired' })
    await expect(links.findUpdate(portrait.id)).rejects.toMatchObject({
      code: 'picture-not-supported',
    })
    expect(library.portraits.current(character)?.id).toBe(portrait.id)
    expect(rows()).toHaveLength(1)
  })
})

describe('an address that will not last', () => {
  test('is used once, and nothing of it is written down', async () => {
    const { character, links, url, rows, library } = await open()
    server.script(path, picture(distinctPng(61, 60), {}))
    const signed = `${url}?X-Amz-Signature=secret-of-the-owner&X-Amz-Expires=300`
    server.script(signed.slice(server.origin.length), picture(distinctPng(61, 60), {}))
    const { isLinkKept, portrait } = await links.addPortrait(character, signed)
    expect(isLinkKept).toBe(false)
    expect(rows()).toEqual([])
    expect(JSON.stringify(portrait)).not.toContain('secret')
    expect(JSON.stringify(library.database.prepare('SELECT * FROM portrait').all())).not.toContain(
      'secret',
    )
  })

  test.each([
    'https://gm:password@example.org/a.png',
    'https://oaidalleapiprodscus.blob.core.windows.net/private/a.png?se=2026-01-01T00%3A00%3A00Z&sig=x',
    'https://bucket.s3.amazonaws.com/a.png?X-Amz-Credential=AKIA&X-Amz-Signature=0',
    'https://storage.googleapis.com/b/a.png?X-Goog-Signature=0',
    'https://d111.cloudfront.net/a.png?Policy=e&Signature=f&Key-Pair-Id=K',
    'https://cdn.discordapp.com/attachments/1/2/a.png?ex=6&is=6&hm=abc',
    'https://example.org/a.png?access_token=abc',
  ])('is known by what it holds: %s', (text) => {
    expect(isTemporaryUrl(new URL(text))).toBe(true)
  })

  test.each([
    'https://example.org/faces/elowen.png',
    'https://example.org/a.png?width=512&v=3',
    'https://upload.wikimedia.org/wikipedia/commons/a/a9/Example.jpg',
  ])('an ordinary one is kept: %s', (text) => {
    expect(isTemporaryUrl(new URL(text))).toBe(false)
  })

  test.each(['http://example.org/a.png', 'file:///etc/passwd', 'ftp://x/y', 'elowen', ''])(
    '%j is refused before anybody is asked',
    (text) => {
      expect(linkUrlSchema.safeParse(text).success).toBe(false)
    },
  )
})
