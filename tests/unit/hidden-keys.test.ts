import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKnownKeys, hidingKey } from '../../src/main/generation/services/hide-key'
import { draw, refusalOf, serviceAt } from '../support/asking'
import { appErrorOf } from '../support/errors'
import { replies } from '../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../support/image-server'
import { picturePng } from '../support/pictures/png-by-name'

// None of these begins like a key of a known service.
const shapes = [
  ['of letters and digits', 'b7Qx92mLpZ'],
  ['with slashes and plus signs', 'ab/cd+ef==gh'],
  ['with quotes and backslashes', 'q"uo\\te<&>\'d!'],
  ['like a word', 'swordfish'],
  ['shorter than any real one', 'abc1'],
  ['of 300 characters', 'Zy9-'.repeat(75)],
  ['with the signs of patterns', 'a.*+?^$()|[]{b}'],
] as const

/** Each way a server may write a key. */
const spellings: readonly (readonly [string, (key: string) => string])[] = [
  ['as it is', (key) => key],
  ['in capitals', (key) => key.toUpperCase()],
  ['for an address', encodeURIComponent],
  ['for an address twice', (key) => encodeURIComponent(encodeURIComponent(key))],
  [
    'for an address, every sign of it',
    (key) => Array.from(Buffer.from(key), (byte) => `%${byte.toString(16)}`).join(''),
  ],
  ['as JSON', (key) => JSON.stringify(key).slice(1, -1)],
  ['as JSON in JSON', (key) => JSON.stringify(JSON.stringify(key)).slice(3, -3)],
  [
    'as JSON, every sign of it',
    (key) =>
      Array.from(key, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  ],
  ['for HTML', (key) => key.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)],
]

describe('the key of a connection', () => {
  it.each(shapes)('%s is hidden however it is written', (_, key) => {
    const hide = hidingKey(key)
    for (const [how, write] of spellings) {
      expect(hide(`invalid key: ${write(key)}, sorry`), how).toBe('invalid key: …, sorry')
    }
  })

  it.each(shapes.filter(([, key]) => key.length >= 8))(
    '%s is hidden inside base64 at any place',
    (_, key) => {
      const hide = hidingKey(key)
      for (const before of ['', 'u', 'me', 'bot', 'Bearer ', 'user:']) {
        for (const after of ['', ':', '\n\n']) {
          const text = Buffer.from(before + key + after).toString('base64')
          expect(hide(`got ${text} instead`)).toBe('got … instead')
          const forAddresses = Buffer.from(before + key + after).toString('base64url')
          expect(hide(`got ${forAddresses} instead`)).toBe('got … instead')
        }
      }
    },
  )

  it('is hidden when its end was cut off', () => {
    expect(hidingKey('Zy9-'.repeat(75))(`bad key ${'Zy9-'.repeat(20)}`)).toBe('bad key …')
  })

  it('leaves words alone that only look like a short key', () => {
    expect(hidingKey('test')('the latest test of tests')).toBe('the latest … of tests')
    expect(hidingKey('')('nothing')).toBe('nothing')
    expect(hidingKey(null)('nothing')).toBe('nothing')
  })

  it('is one of several that this process knows', () => {
    const keys = createKnownKeys()
    keys.add('first-of-all')
    keys.add('second-one')
    keys.add(null)
    expect(keys.hide('first-of-all, second-one')).toBe('…, …')
  })
})

describe('a service that quotes the key', () => {
  let server: ImageServer

  beforeEach(async () => {
    server = await startImageServer()
  })
  afterEach(() => server.stop())

  it.each(shapes)('%s does not get it into an error', async (_, key) => {
    const connection = { key }
    const message = `${'x '.repeat(95)}key ${key} is wrong`
    const answers = [
      replies.serviceError(400, { message }),
      replies.serviceError(401, { message, code: key, type: key }),
      replies.serviceError(400, { message: 'no', param: key, code: 'unknown_parameter' }),
      replies.serviceError(402, { type: key }, { 'x-request-id': key }),
      replies.json({ detail: [{ msg: `${key} refused` }] }, 422),
      replies.json({ success: false, message: key }),
      replies.bytes(Buffer.from(`bad ${key}`), 'text/plain', 400),
      replies.bytes(Buffer.from('<p>no</p>'), `text/${key.replace(/[^a-z]/gi, '')}`, 404),
      replies.bytes(Buffer.from(''), 'text/plain', 308, {
        location: `https://${key.replace(/[^a-z0-9]/gi, '')}.example/`,
      }),
    ]
    for (const answer of answers) {
      const error = await refusalOf(server, answer, { connection })
      const told = JSON.stringify([error.toReport(), error.requestId, error.parameter])
      expect(told).not.toContain(JSON.stringify(key).slice(1, -1))
    }
  })

  it('does not get it into what is kept of a picture, nor into the list of models', async () => {
    const key = 'b7Qx92mLpZ'
    const revisedPrompt = `A knight named ${key}`
    const answer = replies.pictures([await picturePng('one')], { revisedPrompt })
    const drawn = await draw(server, answer, { connection: { key } })
    expect(drawn.pictures[0]?.revisedPrompt).toBe('A knight named …')
    server.script('/v1/models', replies.json({ data: [{ id: `flux-${key}` }] }))
    const models = await serviceAt(server, { connection: { key } }).listModels()
    expect(models.map(({ id }) => id)).toEqual(['flux-…'])
    server.script(generationsPath, replies.serviceError(404, { code: 'model_not_found' }))
    const error = await appErrorOf(draw(server, undefined, { connection: { key } }))
    expect(error.details.offered).toEqual(['flux-…'])
  })
})
