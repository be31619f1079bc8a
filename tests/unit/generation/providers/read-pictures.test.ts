import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draw, refusalOf } from '../../../support/asking'
import { replies } from '../../../support/image-replies'
import { type ImageReply, type ImageServer, startImageServer } from '../../../support/image-server'
import { distinctPng, scenePng } from '../../../support/pictures'

let server: ImageServer
const png = scenePng()
const other = distinctPng()
const b64 = png.toString('base64')
const lines = (text: string, ending: string, width = 76) =>
  text.replace(new RegExp(`.{${width}}`, 'g'), `$&${ending}`)

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

const one = (picture: unknown, more: object = {}) =>
  replies.json({ created: 1, data: [picture], ...more })
const text = (body: string, type = 'text/plain') => replies.bytes(Buffer.from(body), type)

const chat = (content: string) => ({ choices: [{ message: { content } }] })

/** The pictures of an answer: their bytes, or their addresses. */
async function read(reply: ImageReply): Promise<(Buffer | string)[]> {
  const { pictures } = await draw(server, reply)
  return pictures.map((one) => ('bytes' in one ? Buffer.from(one.bytes) : one.url))
}

describe('base64 is read in every spelling', () => {
  it.each([
    ['with the line breaks of RFC 2045', lines(b64, '\n')],
    ['with CRLF', lines(b64, '\r\n')],
    ['with one line for each 64 signs and an end of line', `${lines(b64, '\n', 64)}\n`],
    ['in the alphabet of RFC 4648 §5', b64.replace(/\+/g, '-').replace(/\//g, '_')],
    ['in both alphabets at once', b64.replace(/\+/g, '-')],
    ['without padding', b64.replace(/=+$/, '')],
    ['in the other alphabet without padding', png.toString('base64url')],
    ['with blanks and tabs around it', `  \t${b64}\n\n`],
    ['with line breaks that were escaped twice', lines(b64, '\\n')],
    ['with its signs percent-encoded', encodeURIComponent(b64)],
    [
      'as padded pieces one behind the other',
      `${png.subarray(0, 100).toString('base64')}${png.subarray(100).toString('base64')}`,
    ],
  ])('%s', async (_, b64_json) => {
    expect(await read(one({ b64_json }))).toEqual([png])
  })

  it('but a garbled one is not mended', async () => {
    for (const b64_json of ['iVBO*w0KGg==', `${b64.slice(0, 400)}"${b64.slice(400)}`, 'iVBOR']) {
      const error = await refusalOf(server, one({ b64_json }))
      expect(error.code).toBe('answer-not-a-picture')
    }
  })
})

describe('a data URL is read wherever it stands', () => {
  const urls = [
    ['with a charset', `data:image/png;charset=utf-8;base64,${b64}`],
    ['with several parameters', `data:image/png;name=a%2Cb.png;charset=utf-8;base64,${b64}`],
    ['with base64 before another parameter', `data:image/png;base64;name=a.png,${b64}`],
    ['without a type', `data:;base64,${b64}`],
    ['in capitals', `DATA:IMAGE/PNG;BASE64,${b64}`],
    ['with blanks', ` data:image/png; base64, ${b64}`],
    ['with percent-encoded base64', `data:image/png;base64,${encodeURIComponent(b64)}`],
    ['with line breaks', `data:image/png;base64,\n${lines(b64, '\r\n')}`],
    [
      'percent-encoded byte by byte',
      `data:image/png,${[...png].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
    ],
  ] as const
  it.each(urls)('%s', async (_, url) => {
    expect(await read(one({ b64_json: url }))).toEqual([png])
    expect(await read(one({ url }))).toEqual([png])
    expect(await read(replies.json({ images: [url] }))).toEqual([png])
  })
})

describe('an address is read as the service means it', () => {
  it.each([
    ['from the root', '/pictures/x.png', '/pictures/x.png'],
    ['beside the request', 'x.png', '/v1/images/x.png'],
    ['from the folder above', '../files/x.png', '/v1/files/x.png'],
    ['with a query alone', '?file=x', '/v1/images/generations?file=x'],
    ['with blanks in it', '/pictures/my knight.png', '/pictures/my%20knight.png'],
    ['with blanks around it', ' /pictures/x.png\n', '/pictures/x.png'],
  ])('%s', async (_, url, path) => {
    expect(await read(one({ url }))).toEqual([server.origin + path])
  })

  it('without its scheme, as a name, as an address or with two slashes', async () => {
    const host = new URL(server.origin).host
    for (const url of [`//${host}/x.png`, `${host}/x.png`]) {
      expect(await read(one({ url })), url).toEqual([`${server.origin}/x.png`])
    }
    const local = `localhost:${server.port}/x.png`
    expect(await read(one({ url: local }))).toEqual([`http://${local}`])
    expect(await read(one({ url: 'cdn.example.org/x.png' }))).toEqual([
      'https://cdn.example.org/x.png',
    ])
  })

  it('from the service itself where it calls itself by the address of all its networks', async () => {
    const url = `http://0.0.0.0:${server.port}/x.png`
    expect(await read(one({ url }))).toEqual([`${server.origin}/x.png`])
  })

  it.each(['file:///tmp/x.png', 'C:\\out\\x.png', '\\\\nas\\out\\x.png', 'ftp://x.test/a.png'])(
    'but %s leads nowhere, and says so',
    async (url) => {
      const error = await refusalOf(server, one({ url }))
      expect(error).toMatchObject({ code: 'no-image-in-answer', details: { context: 'path' } })
    },
  )
})

describe('an answer of another shape', () => {
  it.each([
    ['a list under the name of one', { data: { image_base64: [b64] } }],
    ['a list whose numbers were written down', { data: { 0: { b64_json: b64 } } }],
    ['the picture in the text of a chat', chat(`Here: ![a face](data:image/png;base64,${b64})`)],
  ])('has %s', async (_, body) => {
    expect(await read(replies.json(body))).toEqual([png])
  })

  it('has addresses under other names, or in the text of a chat', async () => {
    const address = 'https://cdn.test/face'
    for (const body of [
      { result: { sample: address } },
      { data: { image_urls: [address] } },
      chat(`![a face](${address} "Elowen")`),
    ]) {
      expect(await read(replies.json(body))).toEqual([address])
    }
  })

  it('is the picture itself, by its type or by its first bytes', async () => {
    expect(await read(replies.bytes(png, 'image/png'))).toEqual([png])
    expect(await read(replies.bytes(png, 'application/octet-stream'))).toEqual([png])
    expect(await read(replies.bytes(png, 'application/json'))).toEqual([png])
    const odd = Buffer.from('a picture of a kind nobody knows')
    expect(await read(replies.bytes(odd, 'image/x-new'))).toEqual([odd])
  })

  it('is a picture as text', async () => {
    expect(await read(text(b64))).toEqual([png])
    expect(await read(text(`data:image/png;base64,${b64}\n`))).toEqual([png])
    expect(await read(replies.json(b64))).toEqual([png])
  })

  it.each([
    ['a list of its own', [{ b64_json: b64 }, { b64_json: other.toString('base64') }]],
    ['images as texts (Automatic1111)', { images: [b64, other.toString('base64')], info: '{}' }],
    ['images as objects', { images: [{ base64: b64 }, { image_b64: other.toString('base64') }] }],
    [
      'artifacts (Stability)',
      { artifacts: [{ base64: b64 }, { base64: other.toString('base64') }] },
    ],
    [
      'candidates with parts (Gemini)',
      {
        candidates: [
          {
            content: {
              parts: [
                { inlineData: { mimeType: 'image/png', data: b64 } },
                { inlineData: { mimeType: 'image/png', data: other.toString('base64') } },
              ],
            },
          },
        ],
      },
    ],
    [
      'predictions (Vertex)',
      {
        predictions: [
          { bytesBase64Encoded: b64 },
          { bytesBase64Encoded: other.toString('base64') },
        ],
      },
    ],
    [
      'chat messages with images',
      {
        choices: [
          {
            message: {
              content: 'Here they are',
              images: [
                { type: 'image_url', image_url: { url: `data:image/png;base64,${b64}` } },
                {
                  image_url: { url: `data:image/png;base64,${other.toString('base64')}` },
                },
              ],
            },
          },
        ],
      },
    ],
    [
      'the same pictures under two names',
      { data: [{ b64_json: b64 }, { b64_json: other.toString('base64') }], images: [b64] },
    ],
  ])('is JSON with %s', async (_, body) => {
    expect(await read(replies.json(body))).toEqual([png, other])
  })

  it('holds an address where others send a list', async () => {
    const url = `${server.origin}/pictures/x.png`
    expect(await read(replies.json({ output: url }))).toEqual([url])
    expect(await read(replies.json({ output: [url] }))).toEqual([url])
    expect(await read(replies.json({ image: { url } }))).toEqual([url])
    expect(await read(replies.json({ images: ['/out/x.png'] }))).toEqual([
      `${server.origin}/out/x.png`,
    ])
  })

  it('is a stream of events, of which the sketches are left out', async () => {
    const event = (type: string, b64_json: string) =>
      `event: ${type}\ndata: ${JSON.stringify({ type, b64_json })}\n\n`
    const sketch = event('image_generation.partial_image', other.toString('base64'))
    const whole = event('image_generation.completed', b64)
    const stream = `: hello\n\n${sketch}${sketch}${whole}data: [DONE]\n\n`
    expect(await read(text(stream, 'text/event-stream'))).toEqual([png])
    expect(await read(text(stream.replaceAll('\n', '\r\n')))).toEqual([png])
    expect(await read(text(sketch, 'text/event-stream'))).toEqual([other])
    const bare = `data: {"data":\ndata: [{"b64_json":"${b64}"}]}\n\n`
    expect(await read(text(bare, 'text/event-stream'))).toEqual([png])
  })

  it('is a JSON value on each line', async () => {
    const second = JSON.stringify({ image: other.toString('base64'), done: true })
    const body = [
      JSON.stringify({ completed: 1, total: 2 }),
      JSON.stringify({ image: b64 }),
      second,
    ]
    expect(await read(text(body.join('\n'), 'application/x-ndjson'))).toEqual([png, other])
    expect(await read(text(`\u001e${body.join('\n\u001e')}\n`, 'application/json-seq'))).toEqual([
      png,
      other,
    ])
  })

  it('has an address where the bytes belong, or the bytes where the address does', async () => {
    const url = `${server.origin}/pictures/x.png`
    expect(await read(one({ b64_json: url }))).toEqual([url])
    expect(await read(one({ url: b64 }))).toEqual([png])
    expect(await read(one({ b64_json: '***', url }))).toEqual([url])
  })
})
