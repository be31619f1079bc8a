import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draw, refusalOf } from '../../../support/asking'
import { replies } from '../../../support/image-replies'
import { type ImageServer, startImageServer } from '../../../support/image-server'
import { scenePng } from '../../../support/pictures'

let server: ImageServer
const b64 = scenePng().toString('base64')

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

const one = (picture: unknown, more: object = {}) =>
  replies.json({ created: 1, data: [picture], ...more })
const text = (body: string, type = 'text/plain') => replies.bytes(Buffer.from(body), type)

describe('one odd entry', () => {
  it.each([
    ['null', null],
    ['false', false],
    ['a number', 7],
    ['a text', 'blocked by the safety filter'],
    ['an empty list', []],
    ['an object without a picture', { revised_prompt: 'A knight' }],
    ['a garbled picture', { b64_json: '***' }],
  ])('costs only itself, and is told: %s', async (_, odd) => {
    const drawn = await draw(server, replies.json({ data: [odd, { b64_json: b64 }, odd] }))
    expect(drawn.pictures).toHaveLength(1)
    expect(drawn.notice).toMatchObject({ code: 'answer-partly-read', details: { count: 2 } })
  })

  it.each([
    ['url: false', { b64_json: b64, url: false }],
    ['url: null', { b64_json: b64, url: null }],
    ['b64_json: null', { b64_json: null, url: `data:image/png;base64,${b64}` }],
    ['a revised prompt that is a number', { b64_json: b64, revised_prompt: 7 }],
    ['an address that is an object', { b64_json: b64, url: {} }],
  ])('in a field is none: %s', async (_, picture) => {
    const drawn = await draw(server, one(picture))
    expect(drawn.pictures).toHaveLength(1)
    expect(drawn.notice).toBeNull()
  })

  it('more pictures than anybody orders are told, and so is a line that is no JSON', async () => {
    const many = await draw(server, replies.json({ images: Array.from({ length: 12 }, () => b64) }))
    expect(many.pictures).toHaveLength(10)
    expect(many.notice?.details.count).toBe(2)
    const body = `${JSON.stringify({ image: b64 })}\n{"image": "iVBO\n`
    expect((await draw(server, text(body))).notice?.details.count).toBe(1)
  })
})

describe('an error beside a picture', () => {
  it.each([
    ['an empty text', ''],
    ['null', null],
    ['an empty object', {}],
    ['false', false],
    ['0', 0],
    ['an empty list', []],
    ['blanks', '  '],
    ['an object that says nothing', { code: null, message: '' }],
  ])('that says nothing is none: %s', async (_, error) => {
    const drawn = await draw(server, one({ b64_json: b64 }, { error }))
    expect(drawn.pictures).toHaveLength(1)
    expect(drawn.notice).toBeNull()
  })

  it('that says something is told, and the picture that was paid is kept', async () => {
    const error = { code: 'moderation_blocked', message: 'One of them was blocked' }
    const drawn = await draw(server, one({ b64_json: b64 }, { error }))
    expect(drawn.pictures).toHaveLength(1)
    expect(drawn.notice?.code).toBe('prompt-refused')
  })

  it('that stands alone is what is said', async () => {
    const error = await refusalOf(
      server,
      replies.json({ data: [], error: { code: 'moderation_blocked' } }),
    )
    expect(error.code).toBe('prompt-refused')
  })
})

describe('a hostile answer', () => {
  it('of any depth, width or kind ends in a foreseen error', async () => {
    const deep = `${'{"data":['.repeat(5_000)}1${']}'.repeat(5_000)}`
    const wide = JSON.stringify({ data: Array.from({ length: 200_000 }, () => null) })
    const bodies = [
      deep,
      wide,
      '{"__proto__":{"data":[{"b64_json":1}]}}',
      '{"data":{"toString":1,"length":1e9}}',
      `{"data":[{"b64_json":"${'='.repeat(100_000)}"}]}`,
      `{"data":[{"url":"${'http://'.repeat(20_000)}"}]}`,
      `{"data":[{"url":"http://[::1"}]}`,
      `data:${'image/'.repeat(50_000)}`,
      'data: \n\ndata: \n\n',
      '\u0000\u0001\u0002',
      '%%%',
    ]
    for (const body of bodies) {
      const error = await refusalOf(server, text(body, 'application/json'))
      expect(['no-image-in-answer', 'not-an-image-service', 'answer-not-a-picture']).toContain(
        error.code,
      )
    }
  })
})
