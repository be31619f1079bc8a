import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTranslator, errorSentence } from '../../../src/shared/translate'
import { serverIdentity, testAuthority } from '../../support/certificates'
import { appErrorOf } from '../../support/errors'
import { replies } from '../../support/image-replies'
import {
  generationsPath,
  type ImageReply,
  type ImageServer,
  startImageServer,
} from '../../support/image-server'
import { fixture, scenePng } from '../../support/pictures'
import { openStudio, type Studio, type StudioPlan } from '../../support/studio'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

function studio(plan: Partial<StudioPlan> = {}): Promise<Studio> {
  return openStudio({ connection: { baseUrl: server.baseUrl }, ...plan })
}

/** Orders one portrait, which fails, and holds the library to what it was before. */
async function failing(reply: ImageReply, plan: Partial<StudioPlan> = {}) {
  server.script(generationsPath, reply)
  const open = await studio(plan)
  const { id } = await open.generation.start(open.order())
  const job = await open.reaches(id, 'failed')
  expect(open.complaints()).toEqual([])
  // What was answered with a success is kept, whatever it is; of a refusal nothing is.
  expect(open.inbox()).toHaveLength(job.kept)
  expect(open.generation.jobs().map((one) => one.id)).toEqual([id])
  const requests = server.hits(generationsPath).length
  const said = (language: 'en' | 'fr') =>
    errorSentence(createTranslator(language), job.error ?? { code: 'unexpected', details: {} })
  return { job, requests, studio: open, said }
}

const host = () => `127.0.0.1:${server.port}`

describe('an order that cannot be sent', () => {
  it('fault 1: without a key nothing is sent and nothing is written down', async () => {
    const baseUrl = server.baseUrl
    const open = await studio({ connection: { provider: 'openai', key: null, baseUrl } })
    const error = await appErrorOf(open.generation.start(open.order({ provider: 'openai' })))
    expect(error.code).toBe('key-missing')
    open.settings.connection = { ...open.settings.connection, key: ' \n' }
    expect((await appErrorOf(open.generation.start(open.order()))).code).toBe('key-missing')
    expect(server.hits()).toEqual([])
    expect(open.generation.jobs()).toEqual([])
    expect(open.complaints()).toEqual([])
  })

  it('needs a model, an address, and a subject that is there', async () => {
    const open = await studio()
    const usual = open.settings.connection
    const codeWith = async (changes: object, order = open.order()) => {
      open.settings.connection = { ...usual, ...changes }
      return (await appErrorOf(open.generation.start(order))).code
    }
    expect(await codeWith({ model: ' ' })).toBe('model-missing')
    expect(await codeWith({ baseUrl: '' })).toBe('base-url-invalid')
    const nobody = { kind: 'character', id: 999 } as const
    expect(await codeWith({}, open.order({ subject: nobody }))).toBe('not-found')
    open.characters.trash(open.character.id)
    expect(await codeWith({})).toBe('in-trash')
    expect(server.hits()).toEqual([])
  })

  it('fault 22: offline, the order fails with the host and can be asked for again', async () => {
    const gone = await startImageServer()
    await gone.stop()
    const open = await studio({ connection: { baseUrl: gone.baseUrl } })
    const { id } = await open.generation.start(open.order())
    const job = await open.reaches(id, 'failed')
    expect(job.error).toEqual({
      code: 'connection-failed',
      details: { host: `127.0.0.1:${gone.port}` },
    })
    expect(job.mayHaveBeenBilled).toBe(false)
    open.settings.connection = { ...open.settings.connection, baseUrl: server.baseUrl }
    await open.generation.retry(id)
    expect((await open.reaches(id, 'done')).portraitIds).toHaveLength(1)
  })

  it('fault 22: a name that is not found says so', async () => {
    const open = await studio({
      connection: { baseUrl: 'https://images.test/v1' },
      lookup: (_hostname, _options, found) => {
        found(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), [])
      },
    })
    const { id } = await open.generation.start(open.order())
    const { error } = await open.reaches(id, 'failed')
    expect(error).toEqual({ code: 'connection-failed', details: { host: 'images.test' } })
  })

  it('fault 21: a certificate that is not valid gets no key and no prompt', async () => {
    for (const name of ['self-signed', 'expired', 'not-yet-valid', 'other-host'] as const) {
      const secure = await startImageServer({ tls: serverIdentity(name) })
      const open = await studio({
        connection: { baseUrl: secure.baseUrl },
        authorities: [testAuthority()],
      })
      const { id } = await open.generation.start(open.order())
      const { error, mayHaveBeenBilled } = await open.reaches(id, 'failed')
      expect(error?.code, name).toBe('certificate-invalid')
      expect(mayHaveBeenBilled).toBe(false)
      expect(secure.hits()).toEqual([])
      expect(open.complaints()).toEqual([])
      await secure.stop()
    }
  })
})

describe('a service that says no', () => {
  it('fault 2: a wrong key is said once and not tried again', async () => {
    const { job, requests, said } = await failing(
      replies.serviceError(401, { code: 'invalid_api_key', message: 'Incorrect key: sk-cast****' }),
    )
    expect(job.error).toEqual({
      code: 'key-refused',
      details: { host: host(), status: 401, said: 'Incorrect key: …' },
    })
    expect(requests).toBe(1)
    expect(said('en')).toContain(`${host()} refused the key (401)`)
  })

  it('fault 3: an organisation that is not verified is told what to do', async () => {
    const message = 'Your organization must be verified to use the model `gpt-image-2`.'
    const { job, requests, said } = await failing(replies.serviceError(403, { message }))
    expect(job.error?.code).toBe('organisation-not-verified')
    expect(requests).toBe(1)
    expect(said('en')).toContain('15 minutes')
  })

  it('fault 3: a country that is not served is told apart', async () => {
    const code = 'unsupported_country_region_territory'
    const { said } = await failing(replies.serviceError(403, { code }))
    expect(said('en')).toContain('does not serve the country')
    expect(said('fr')).toContain('ne dessert pas le pays')
  })

  it('fault 4: a model that is not there is named, with those that are', async () => {
    const { job, requests, said } = await failing(
      replies.serviceError(404, { code: 'model_not_found' }),
    )
    expect(job.error?.code).toBe('model-not-found')
    expect(requests).toBe(1)
    expect(said('en')).toContain(
      `${host()} does not offer the model “test-image-1”. It offers: test-image-1, test-image-0, and test-words-1.`,
    )
  })

  it.each(['moderation_blocked', 'content_policy_violation'])(
    'fault 7: a prompt refused with %s stays and can be changed',
    async (code) => {
      const { job, requests } = await failing(replies.serviceError(400, { code }))
      expect(job.error?.code).toBe('prompt-refused')
      expect(job.prompt).toBe('A secret knight of the realm')
      expect(job.mayHaveBeenBilled).toBe(false)
      expect(requests).toBe(1)
    },
  )
})

describe('an answer that holds no portrait', () => {
  it('fault 11: a page is not an image service', async () => {
    const { job, said } = await failing(replies.html())
    expect(job.error?.code).toBe('not-an-image-service')
    expect(said('en')).toContain('(text/html)')
    expect(said('fr')).toContain('(text/html)')
  })

  it.each([
    ['an error', replies.json({ error: { message: 'asleep' } })],
    ['empty data', replies.json({ data: [] })],
    ['an empty picture', replies.json({ data: [{}] })],
  ])('fault 12: %s in a 200 is no image', async (_, reply) => {
    const { job, requests } = await failing(reply)
    expect(job.error?.code).toBe('no-image-in-answer')
    expect(requests).toBe(1)
  })

  it('fault 12: the service’s own reason is told', async () => {
    const { said } = await failing(replies.json({ error: { message: 'asleep' } }))
    expect(said('en')).toContain('“asleep”')
  })

  it.each([
    ['cut', scenePng().toString('base64').slice(0, 101), 'answer-not-a-picture'],
    [
      'with other characters',
      `${scenePng().toString('base64').slice(0, 99)}!`,
      'answer-not-a-picture',
    ],
    ['of rubbish', Buffer.from('not a picture at all').toString('base64'), 'answer-not-a-picture'],
    ['of nothing', '', 'no-image-in-answer'],
  ])('fault 13: base64 %s is refused', async (_, b64_json, code) => {
    const { job } = await failing(replies.json({ data: [{ b64_json }] }))
    expect(job.error?.code).toBe(code)
  })

  it('fault 13: base64 of 200 MB is cut off while it is read', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 200000000'
    for (const reply of [replies.raw(head), replies.endless()]) {
      expect((await failing(reply)).job.error?.code).toBe('answer-too-large')
    }
    await server.waitForQuiet()
  })

  it('fault 13: a picture cut in the middle of good base64 is refused by its structure', async () => {
    const cut = scenePng().subarray(0, 60)
    const { job } = await failing(replies.pictures([cut]))
    expect(job.error).toEqual({
      code: 'answer-not-a-picture',
      details: { host: host(), reason: 'picture-truncated' },
    })
    expect(job.mayHaveBeenBilled).toBe(true)
  })

  it('fault 14: SVG is refused by its bytes', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    const { job } = await failing(replies.pictures([svg]))
    expect(job.error?.code).toBe('answer-not-a-picture')
  })

  it('fault 14: of a GIF the first frame is kept as PNG', async () => {
    server.script(generationsPath, replies.pictures([fixture('animated.gif')]))
    const open = await studio()
    const { stored } = await open.generation.run(open.order())
    expect(stored[0]?.portrait.format).toBe('png')
    expect(stored[0]?.notices).toContain('first-frame-only')
  })

  it.each([
    ['a refused link', replies.serviceError(403), 'link-expired'],
    ['a link to nothing', replies.serviceError(404), 'link-expired'],
    ['a link that fails', replies.serviceError(500), 'link-refused'],
    ['an endless file', replies.endless(), 'download-too-large'],
    ['a file that never comes', replies.stall(), 'download-stalled'],
    ['a page', replies.html(), 'answer-not-a-picture'],
  ] as const)('a link to %s fails with its own message', async (_, reply, code) => {
    server.script('/pictures/x.png', reply)
    const links = replies.links([`${server.origin}/pictures/x.png`])
    // Short for what never comes alone: the others may take as long as a busy computer needs.
    const timeouts = code === 'download-stalled' ? { answerMs: 150, idleMs: 150 } : {}
    const { job } = await failing(links, { timeouts })
    expect(job.error?.code).toBe(code)
    expect(job.mayHaveBeenBilled).toBe(true)
  })
})
