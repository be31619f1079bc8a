import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draw, refusalOf, serviceAt } from '../../../support/asking'
import { appErrorOf } from '../../../support/errors'
import { replies } from '../../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../../support/image-server'
import { scenePng } from '../../../support/pictures'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

function bodies(): Record<string, unknown>[] {
  return server.hits(generationsPath).map(({ body }) => JSON.parse(body))
}

describe('an order', () => {
  it('brings pictures as bytes', async () => {
    const { pictures, requestId, parameters } = await draw(server, replies.pictures([scenePng()]))
    expect(pictures).toEqual([{ revisedPrompt: null, bytes: scenePng() }])
    expect(requestId).toBe('req_test')
    expect(parameters).toEqual({
      model: 'test-image-1',
      n: 1,
      size: '1024x1536',
      response_format: 'b64_json',
    })
  })

  it('brings pictures as links, and the prompt as the service reworded it', async () => {
    const url = 'https://blob.test/private/a.png?sig=secret'
    const { pictures } = await draw(
      server,
      replies.json({ data: [{ url, revised_prompt: 'A fine knight' }] }),
    )
    expect(pictures).toEqual([{ revisedPrompt: 'A fine knight', url }])
  })

  it('takes a data: address and blank fields for what they are', async () => {
    const b64 = scenePng().toString('base64')
    const url = `data:image/png;base64,${b64}`
    const data = [
      { b64_json: '', url },
      { b64_json: `${b64}\n`, url: '' },
    ]
    const { pictures } = await draw(server, replies.json({ data }))
    expect(pictures.map((picture) => 'bytes' in picture)).toEqual([true, true])
  })

  it('sends the key and nothing else that tells who or where we are', async () => {
    await draw(server)
    const [hit] = server.hits()
    expect(hit?.headers.authorization).toBe('Bearer sk-test-key')
    expect(Object.keys(hit?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ])
    expect(hit?.headers['user-agent']).toBe('Castkeeper')
  })

  it('sends no Authorization when there is no key', async () => {
    await draw(server, undefined, { connection: { key: null } })
    expect(server.hits()[0]?.headers).not.toHaveProperty('authorization')
  })

  it('is sent once more without each parameter that is not known there', async () => {
    const about = (param: string) => replies.serviceError(400, { code: 'unknown_parameter', param })
    const asAsked = replies.pictures([scenePng()])
    server.script(generationsPath, about('response_format'), about('size'), asAsked)
    const { parameters } = await draw(server)
    expect(parameters).toEqual({ model: 'test-image-1', n: 1 })
    expect(bodies().map((body) => Object.keys(body).sort())).toEqual([
      ['model', 'n', 'prompt', 'response_format', 'size'],
      ['model', 'n', 'prompt', 'size'],
      ['model', 'n', 'prompt'],
    ])
  })

  it('understands a server that names the parameter only in its sentence', async () => {
    const fastApi = replies.json(
      { detail: [{ loc: ['body', 'size'], msg: 'extra fields not permitted' }] },
      422,
    )
    server.script(generationsPath, fastApi, replies.pictures([scenePng()]))
    expect((await draw(server)).parameters).not.toHaveProperty('size')
  })

  it('is not sent for ever when the same parameter is refused again', async () => {
    const error = await refusalOf(
      server,
      replies.serviceError(400, { code: 'unknown_parameter', param: 'size' }),
    )
    expect(error.code).toBe('parameter-refused')
    expect(error.details.parameter).toBe('size')
    expect(server.hits(generationsPath)).toHaveLength(2)
  })

  it('is not repeated by the SDK', async () => {
    for (const status of [408, 409, 429, 500, 503]) {
      const before = server.hits().length
      await refusalOf(server, replies.serviceError(status))
      expect(server.hits().length - before, String(status)).toBe(1)
    }
  })
})

describe('the list of models', () => {
  it('holds each model with the day it is shut down', async () => {
    expect(await serviceAt(server).listModels()).toEqual([
      { id: 'test-image-1', shutdownDate: null },
      { id: 'test-image-0', shutdownDate: '2026-12-01' },
      { id: 'test-words-1', shutdownDate: null },
    ])
    expect(server.hits().map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/models'])
  })

  it.each([
    ['a list of its own', [{ id: 'flux' }], ['flux']],
    ['one odd entry', { data: [{ name: 'x' }, { id: 'flux' }] }, ['flux']],
    ['null among them', { data: [null, 7, { id: '' }, { id: 'flux' }] }, ['flux']],
    ['plain names', ['flux', 'sdxl'], ['flux', 'sdxl']],
    ['the names of Ollama', { models: [{ name: 'flux:dev', size: 7 }] }, ['flux:dev']],
    ['an object by name', { data: { flux: { ready: true }, sdxl: null } }, ['flux', 'sdxl']],
    ['the same one twice', [{ id: 'flux' }, { id: 'flux' }], ['flux']],
    ['nothing in it', { data: [] }, []],
  ])('is read as far as it can be: %s', async (_, body, ids) => {
    server.script('/v1/models', replies.json(body))
    expect((await serviceAt(server).listModels()).map(({ id }) => id)).toEqual(ids)
  })

  it.each([
    ['a page', replies.html(), 'not-an-image-service'],
    ['something else', replies.json({ object: 'nothing' }), 'not-an-image-service'],
    ['nothing', replies.serviceError(404, { message: 'no such route' }), 'not-an-image-service'],
    ['a wrong key', replies.serviceError(401), 'key-refused'],
  ])('is refused when it is %s', async (_, reply, code) => {
    server.script('/v1/models', reply)
    expect((await appErrorOf(serviceAt(server).listModels())).code).toBe(code)
  })
})
