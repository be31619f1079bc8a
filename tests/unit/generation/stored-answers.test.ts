import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { held, replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { distinctPng, scenePng } from '../../support/pictures'
import { plainImageSandbox } from '../../support/plain-image-sandbox'
import { openStudio, type Studio, type StudioPlan, secrets } from '../../support/studio'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

function openHere(plan: Partial<StudioPlan> = {}): Promise<Studio> {
  return openStudio({ connection: { baseUrl: server.baseUrl }, ...plan })
}

const sent = () => server.hits(generationsPath).length
const bytesOf = async (studio: Studio, id: number) =>
  (await studio.generation.unstored(id)).map((bytes) => Buffer.from(bytes))

/** Orders a portrait that is answered with this body, and fails. */
async function failing(body: Buffer, type = 'application/json') {
  server.script(generationsPath, replies.bytes(body, type))
  const studio = await openHere()
  const { id } = await studio.generation.start(studio.order())
  const job = await studio.reaches(id, 'failed')
  return { studio, id, job }
}

/** The app is closed, and started again on the same library. */
async function restarted(studio: Studio, plan: Partial<StudioPlan> = {}): Promise<Studio> {
  studio.generation.stop()
  studio.database.close()
  const next = await openHere({ dataFolder: studio.dataFolder, ...plan })
  await next.generation.recover()
  return next
}

describe('an answer without a picture we can read', () => {
  it.each([
    ['a page', Buffer.from('<!doctype html><title>Sign in'), 'text/html'],
    ['an empty list', Buffer.from('{"data":[]}'), 'application/json'],
    ['an error', Buffer.from('{"error":{"message":"no"}}'), 'application/json'],
    ['a garbled picture', Buffer.from('{"data":[{"b64_json":"***"}]}'), 'application/json'],
    ['a cut answer', Buffer.from('{"data":[{"b64_json":"iVBORw0KGgo'), 'application/json'],
    ['lines of their own', Buffer.from('\r\n\n{"picture":\n7}\n\n'), 'application/json'],
    ['bytes that are no text', Buffer.from([0, 255, 10, 13, 10, 128]), 'application/octet-stream'],
    ['a type nobody knows', Buffer.from('not a picture at all'), 'image/x-new'],
  ])('is kept byte for byte until it is let go of: %s', async (_, body, type) => {
    const { studio, id, job } = await failing(body, type)
    expect(job.kept).toBe(1)
    expect(await bytesOf(studio, id)).toEqual([body])
    await studio.generation.dismiss(id)
    expect(await bytesOf(studio, id)).toEqual([body])
    expect(await studio.generation.discard(id)).toMatchObject({ kept: 0 })
    expect(studio.inbox()).toEqual([])
    const { entries } = await studio.quarantine.list()
    expect(entries).toMatchObject([{ why: 'let-go' }])
  })

  it('is offered again by the next start, and not paid again', async () => {
    const body = Buffer.from('{"data":[]}')
    const { studio, id } = await failing(body)
    await studio.generation.dismiss(id)
    expect(studio.generation.jobs()).toEqual([])
    const next = await restarted(studio)
    expect(next.generation.jobs()).toMatchObject([{ id, kept: 1, state: 'failed' }])
    expect(await bytesOf(next, id)).toEqual([body])
    expect(sent()).toBe(1)
  })

  it('stays when the order is sent again, and is told beside the portrait that came then', async () => {
    const body = Buffer.from('{"data":[]}')
    const { studio, id } = await failing(body)
    server.script(generationsPath, replies.pictures([scenePng()]))
    await studio.generation.retry(id)
    const job = await studio.reaches(id, 'done')
    expect(job).toMatchObject({ kept: 1, error: { code: 'answer-partly-read' } })
    expect(await bytesOf(studio, id)).toEqual([body])
    await studio.generation.discard(id)
    expect(studio.generation.jobs()).toEqual([])
  })

  it('is held in memory where the disk refuses it', async () => {
    server.script(generationsPath, replies.json({ data: [] }))
    const studio = await openHere({
      inboxFileSystem: withFailpoints(plainFileSystem(), 'create=EROFS'),
    })
    const { id } = await studio.generation.start(studio.order())
    expect((await studio.reaches(id, 'failed')).kept).toBe(1)
    expect(await bytesOf(studio, id)).toEqual([Buffer.from('{"data":[]}')])
  })

  it('is not let go of while the quarantine cannot be written', async () => {
    const { studio, id } = await failing(Buffer.from('{}'))
    studio.database.close()
    const fileSystem = withFailpoints(plainFileSystem(), 'append=ENOSPC')
    const next = await openHere({ dataFolder: studio.dataFolder, fileSystem })
    await expect(next.generation.discard(id)).rejects.toMatchObject({ code: 'disk-full' })
    expect(await bytesOf(next, id)).toEqual([Buffer.from('{}')])
  })
})

describe('an answer of which a part cannot be read', () => {
  it('gives its good pictures and is kept whole', async () => {
    const data = [null, { b64_json: scenePng().toString('base64') }]
    server.script(generationsPath, replies.json({ data }))
    const studio = await openHere()
    const { job } = await studio.generation.run(studio.order())
    expect(job).toMatchObject({ state: 'done', kept: 1, error: { code: 'answer-partly-read' } })
    expect(job.portraitIds).toHaveLength(1)
    expect(await bytesOf(studio, job.id)).toEqual([Buffer.from(JSON.stringify({ data }))])
    const next = await restarted(studio)
    expect(next.portraits.history(next.character)).toHaveLength(2)
    expect(next.generation.jobs()).toMatchObject([
      { id: job.id, state: 'done', kept: 1, error: { code: 'answer-partly-read' } },
    ])
    expect(sent()).toBe(1)
  })

  it('is forgotten as soon as everything in it is in the library', async () => {
    server.script(generationsPath, replies.pictures([distinctPng(), distinctPng()]))
    const studio = await openHere()
    const { job } = await studio.generation.run(studio.order({ count: 2 }))
    expect(job).toMatchObject({ kept: 0, error: null })
    expect(studio.inbox()).toEqual([])
  })
})

describe('pictures that are still to be fetched', () => {
  const path = '/pictures/x.png'

  it('are known after the app was killed, fetched when asked for, and not paid again', async () => {
    const answer = held(replies.bytes(scenePng()))
    server.script(path, answer.reply, replies.bytes(scenePng()))
    server.script(generationsPath, replies.links([server.origin + path]))
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    await server.waitForHits(path, 1)
    expect(studio.inbox()).toEqual([`answer-${id}-1.bin`])
    const next = await restarted(studio)
    answer.release()
    expect(next.now(id)).toMatchObject({
      state: 'failed',
      kept: 1,
      error: { code: 'job-interrupted', details: { context: 'to-fetch' } },
    })
    expect(server.hits(path)).toHaveLength(1)
    await next.generation.retry(id)
    expect(await next.reaches(id, 'done')).toMatchObject({ kept: 0, error: null })
    expect(next.portraits.history(next.character)).toHaveLength(2)
    expect(sent()).toBe(1)
    expect(next.inbox()).toEqual([])
  })

  it('keep why they are not here through a restart', async () => {
    server.script(path, replies.html(404))
    server.script(generationsPath, replies.links([server.origin + path]))
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    expect((await studio.reaches(id, 'failed')).error?.code).toBe('link-expired')
    const next = await restarted(studio)
    expect(next.generation.jobs()).toMatchObject([{ id, kept: 1, error: { code: 'link-expired' } }])
  })

  it('are fetched with the key as well, when it is still that of the same service', async () => {
    server.script(path, replies.html(502))
    server.script(generationsPath, replies.links([server.origin + path]))
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'failed')
    server.script(path, replies.serviceError(401), replies.bytes(scenePng()))
    await studio.generation.retry(id)
    await studio.reaches(id, 'done')
    expect(server.hits(path).at(-1)?.headers.authorization).toBe(`Bearer ${secrets.key}`)
  })

  it('are never asked for with the key of another service the settings name by now', async () => {
    server.script(path, replies.html(502))
    server.script(generationsPath, replies.links([server.origin + path]))
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'failed')
    server.script(path, replies.serviceError(401))
    studio.settings.connection = {
      ...studio.settings.connection,
      baseUrl: 'https://other.test/v1',
      key: 'sk-of-another-service',
    }
    const told = studio.seen.length
    await studio.generation.retry(id)
    await studio.until(() => studio.seen.slice(told).some(({ state }) => state === 'failed'))
    const keys = server.hits(path).map(({ headers }) => headers.authorization)
    expect(keys).not.toContain('Bearer sk-of-another-service')
  })
})

describe('a picture the decoder fails at twice', () => {
  it('stays, is offered again by the next start, and can be saved as it came', async () => {
    const imageSandbox = plainImageSandbox('darkroom-crashed')
    server.script(generationsPath, replies.pictures([scenePng()]))
    const studio = await openHere({ imageSandbox })
    const { id } = await studio.generation.start(studio.order())
    expect((await studio.reaches(id, 'failed')).error?.code).toBe('darkroom-crashed')
    await studio.generation.dismiss(id)
    const next = await restarted(studio, { imageSandbox })
    expect(next.generation.jobs()).toMatchObject([{ id, kept: 1 }])
    expect(await bytesOf(next, id)).toEqual([scenePng()])
    expect(sent()).toBe(1)
  })
})
