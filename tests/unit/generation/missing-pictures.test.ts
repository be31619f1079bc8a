import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTranslator, errorSentence } from '../../../src/shared/translate'
import { replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { distinctPng } from '../../support/pictures'
import { openStudio, type Studio } from '../../support/studio'

let server: ImageServer
let studio: Studio

beforeEach(async () => {
  server = await startImageServer()
  studio = await openStudio({ connection: { baseUrl: server.baseUrl, responseFormat: 'url' } })
  const paths = ['/pictures/a.png', '/pictures/b.png', '/pictures/c.png']
  server.script(generationsPath, replies.links(paths.map((path) => server.origin + path)))
  for (const path of paths) server.script(path, replies.bytes(distinctPng()))
})
afterEach(() => server.stop())

const sent = () => server.hits(generationsPath).length
const refuse = (path: string, status = 502) => server.script(path, replies.html(status))

/** An order for three pictures, as it ended. */
async function orderThree() {
  return (await studio.generation.run(studio.order({ count: 3 }))).job
}

/** Asks for what is missing; resolves with how that ended. */
async function retry(id: number) {
  const told = studio.seen.length
  const job = await studio.generation.retry(id)
  if (job.state === 'done') return job
  await studio.until(() => studio.seen.slice(told).some(({ state }) => state === 'done'))
  return studio.now(id)
}

describe('a picture among others that could not be fetched', () => {
  it('is not forgotten: the job stays, says why, and Retry fetches it without a second order', async () => {
    refuse('/pictures/b.png')
    const job = await orderThree()
    expect(job).toMatchObject({ state: 'done', count: 3, error: { code: 'link-refused' } })
    expect(job.portraitIds).toHaveLength(2)
    expect(studio.generation.jobs()).toEqual([job])
    const shown = studio.portraits.current(studio.character)
    server.script('/pictures/b.png', replies.bytes(distinctPng()))
    const whole = await retry(job.id)
    expect(whole).toMatchObject({ state: 'done', error: null })
    expect(whole.portraitIds).toHaveLength(3)
    expect(studio.generation.jobs()).toEqual([])
    expect(studio.portraits.current(studio.character)).toEqual(shown)
    expect(sent()).toBe(1)
    expect(server.hits('/pictures/a.png')).toHaveLength(1)
  })

  it('can be asked for again and again, and takes nothing from those that are here', async () => {
    refuse('/pictures/a.png')
    refuse('/pictures/c.png')
    const { id } = await orderThree()
    expect(await retry(id)).toMatchObject({ state: 'done', error: { code: 'link-refused' } })
    server.script('/pictures/a.png', replies.bytes(distinctPng()))
    const more = await retry(id)
    expect(more).toMatchObject({ state: 'done', error: { code: 'link-refused' } })
    expect(more.portraitIds).toHaveLength(2)
    server.script('/pictures/c.png', replies.bytes(distinctPng()))
    expect((await retry(id)).portraitIds).toHaveLength(3)
    expect(sent()).toBe(1)
  })

  it('whose link is dead is said to be lost, and nothing is paid twice for it', async () => {
    refuse('/pictures/b.png', 403)
    const { id, error } = await orderThree()
    expect(error?.code).toBe('link-expired')
    const gone = await retry(id)
    expect(gone).toMatchObject({ state: 'done', error: { code: 'link-expired' }, kept: 1 })
    expect(sent()).toBe(1)
    await studio.generation.discard(id)
    expect(studio.generation.jobs()).toEqual([])
    const report = (await studio.generation.retry(id)).error ?? { code: 'unexpected', details: {} }
    expect(errorSentence(createTranslator('en'), report)).toContain('no longer there')
    expect(sent()).toBe(1)
  })

  it('is tried before one whose link is dead decides what is said', async () => {
    refuse('/pictures/a.png', 403)
    refuse('/pictures/b.png')
    const { id, error } = await orderThree()
    expect(error?.code).toBe('link-refused')
    server.script('/pictures/b.png', replies.bytes(distinctPng()))
    expect((await retry(id)).portraitIds).toHaveLength(2)
    // Each time once as it stands there, and once with the key of the service.
    expect(server.hits('/pictures/a.png')).toHaveLength(4)
  })

  it('is still known to be missing after a restart, and fetched when it is asked for', async () => {
    refuse('/pictures/b.png')
    const { id } = await orderThree()
    studio.database.close()
    const { dataFolder } = studio
    studio = await openStudio({ connection: { baseUrl: server.baseUrl }, dataFolder })
    expect(studio.generation.jobs()).toMatchObject([{ id, error: { code: 'link-refused' } }])
    server.script('/pictures/b.png', replies.bytes(distinctPng()))
    expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 0 })
    expect(server.hits('/pictures/b.png')).toHaveLength(3)
    expect(studio.now(id)).toMatchObject({ error: { code: 'link-refused' }, kept: 1 })
    expect(await retry(id)).toMatchObject({ state: 'done', error: null, kept: 0 })
    expect(sent()).toBe(1)
  })
})
