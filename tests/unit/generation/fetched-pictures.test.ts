import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replies } from '../../support/image-replies'
import {
  generationsPath,
  type ImageReply,
  type ImageServer,
  startImageServer,
} from '../../support/image-server'
import { scenePng } from '../../support/pictures'
import { openStudio, type Studio, secrets } from '../../support/studio'

let server: ImageServer
let other: ImageServer
let studio: Studio
const path = '/pictures/a.png'

beforeEach(async () => {
  server = await startImageServer()
  other = await startImageServer()
  studio = await openStudio({ connection: { baseUrl: server.baseUrl } })
})
afterEach(async () => {
  studio.database.close()
  await Promise.all([server.stop(), other.stop()])
})

/** Orders a picture that the service answers with this address, and says how that ended. */
async function orderAt(url: string) {
  server.script(generationsPath, replies.links([url]))
  const { id } = await studio.generation.start(studio.order())
  return studio.reaches(id, 'done', 'failed')
}

/** Asks who we are, in this way, and hands the picture only to who has said it. */
const locked =
  (status: number): ImageReply =>
  (exchange) => {
    const reply =
      exchange.hit.headers.authorization === `Bearer ${secrets.key}`
        ? replies.bytes(scenePng())
        : replies.bytes(Buffer.from('missing or malformed API key'), 'text/plain', status)
    return reply(exchange)
  }

const keysShownTo = (one: ImageServer) =>
  one
    .hits()
    .filter(({ method }) => method === 'GET')
    .map(({ headers }) => headers.authorization ?? null)

describe('a picture behind the key of its service', () => {
  it.each([401, 403])('is fetched with the key once %i has asked for it', async (status) => {
    server.script(path, locked(status))
    expect((await orderAt(server.origin + path)).state).toBe('done')
    expect(keysShownTo(server)).toEqual([null, `Bearer ${secrets.key}`])
  })

  it('is fetched without the key where nothing asks for it', async () => {
    expect((await orderAt(server.origin + path)).state).toBe('done')
    expect(keysShownTo(server)).toEqual([null])
  })

  it('is still refused when the key does not open it', async () => {
    server.script(path, replies.serviceError(403))
    expect(await orderAt(server.origin + path)).toMatchObject({
      state: 'failed',
      error: { code: 'link-expired', details: { status: 403 } },
    })
    expect(keysShownTo(server)).toHaveLength(2)
  })

  it.each([
    ['another port of the same host', () => other.origin + path, []],
    ['another name of the same computer', () => `http://localhost:${server.port}${path}`, [null]],
  ])('is not fetched with the key from %s', async (_, url, shown) => {
    server.script(path, locked(403))
    other.script(path, locked(403))
    expect((await orderAt(url())).state).toBe('failed')
    expect([...keysShownTo(server), ...keysShownTo(other)]).toEqual(shown)
  })

  it('does not get the key after a redirect elsewhere, nor after one back home', async () => {
    server.script('/from', replies.redirect(`http://localhost:${server.port}/elsewhere`))
    server.script('/elsewhere', replies.redirect(server.origin + path))
    server.script(path, locked(401))
    expect((await orderAt(`${server.origin}/from`)).state).toBe('failed')
    expect(keysShownTo(server)).toEqual([null, null, null])
  })

  it('gets it after a redirect within the very same origin', async () => {
    server.script('/from', replies.redirect(path))
    server.script(path, locked(401))
    expect((await orderAt(`${server.origin}/from`)).state).toBe('done')
    expect(keysShownTo(server)).toEqual([null, null, `Bearer ${secrets.key}`])
  })
})

describe('a picture at another name of this computer', () => {
  it.each(['localhost', '127.0.0.2', '[::ffff:127.0.0.1]', '0.0.0.0'])(
    'is fetched from %s, when the service is on this computer as well',
    async (host) => {
      const job = await orderAt(`http://${host}:${server.port}${path}`)
      // Only Linux listens at all of 127.0.0.0/8, and at 127.0.0.1 alone nobody answers for 127.0.0.2.
      if (host === '127.0.0.2') expect(job.error?.code).toBe('connection-failed')
      else expect(job.state).toBe('done')
    },
  )

  it.each(['localhost', '127.0.0.1', '[::1]'])(
    'is not asked for at %s when the service is elsewhere',
    async (host) => {
      studio.settings.connection = {
        ...studio.settings.connection,
        baseUrl: `http://service.test:${server.port}/v1`,
      }
      studio.database.close()
      studio = await openStudio({
        connection: { baseUrl: `http://service.test:${server.port}/v1` },
        lookup: (_hostname, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
      })
      const job = await orderAt(`http://${host}:${other.port}${path}`)
      expect(job).toMatchObject({ state: 'failed', error: { code: 'link-refused' } })
      expect(other.mostConnections()).toBe(0)
    },
  )

  it('is not asked for where a local name leads to another computer', async () => {
    studio.database.close()
    studio = await openStudio({
      connection: { baseUrl: server.baseUrl },
      lookup: (_hostname, _options, found) => found(null, [{ address: '10.0.0.1', family: 4 }]),
    })
    const job = await orderAt(`http://pictures.localhost:${server.port}${path}`)
    expect(job.error?.code).toBe('address-not-allowed')
  })
})

describe('a picture that is not there yet', () => {
  it.each([404, 410, 425])('is asked for again after %i', async (status) => {
    const notYet = replies.bytes(Buffer.from('not yet'), 'text/plain', status)
    server.script(path, notYet, notYet, replies.bytes(scenePng()))
    expect((await orderAt(server.origin + path)).state).toBe('done')
    expect(server.hits(path)).toHaveLength(3)
  })

  it('is asked for with pauses that grow, for a minute, and not for ever', async () => {
    server.script(path, replies.html(404))
    const job = await orderAt(server.origin + path)
    expect(job).toMatchObject({ state: 'failed', error: { code: 'link-expired' } })
    expect(studio.downloadPauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 30_000])
  })

  it('can be called off while it is waited for', async () => {
    studio.database.close()
    studio = await openStudio({ connection: { baseUrl: server.baseUrl }, holdsDownloads: true })
    server.script(path, replies.html(404))
    server.script(generationsPath, replies.links([server.origin + path]))
    const { id } = await studio.generation.start(studio.order())
    await studio.until(() => studio.downloadPauses.length === 1)
    studio.generation.cancel(id)
    expect((await studio.reaches(id, 'cancelled')).mayHaveBeenBilled).toBe(true)
    expect(server.hits(path)).toHaveLength(1)
  })
})
