import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draw, refusalOf } from '../../../support/asking'
import { replies } from '../../../support/image-replies'
import { type ImageServer, startImageServer } from '../../../support/image-server'
import { scenePng } from '../../../support/pictures'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

describe('an answer that is none', () => {
  it.each([
    ['a page', replies.html(), 'not-an-image-service'],
    ['a page with an error', replies.html(404), 'not-an-image-service'],
    ['a redirect', replies.redirect('https://elsewhere.test/'), 'service-moved'],
    ['no data', replies.json({ created: 1 }), 'no-image-in-answer'],
    ['empty data', replies.json({ data: [] }), 'no-image-in-answer'],
    ['an empty picture', replies.json({ data: [{}] }), 'no-image-in-answer'],
    ['data of another kind', replies.json({ data: 'soon' }), 'no-image-in-answer'],
    ['an array', replies.json([1, 2]), 'no-image-in-answer'],
    ['null', replies.json(null), 'no-image-in-answer'],
    ['nothing', replies.bytes(Buffer.alloc(0), 'application/json'), 'no-image-in-answer'],
    ['204', replies.raw('HTTP/1.1 204 No Content'), 'no-image-in-answer'],
    ['a path on its disk', replies.links(['C:\\out\\x.png']), 'no-image-in-answer'],
    ['a file: address', replies.links(['file:///tmp/out.png']), 'no-image-in-answer'],
    ['cut base64', replies.json({ data: [{ b64_json: 'iVBORw0KGgoAA' }] }), 'answer-not-a-picture'],
    ['no base64', replies.json({ data: [{ b64_json: 'iVBO*w0KGg==' }] }), 'answer-not-a-picture'],
    ['a cut body', replies.shorterThanSaid(Buffer.from('{"data":['), 500), 'connection-lost'],
    ['a reset', replies.resetBeforeAnswer(), 'connection-lost'],
    ['an endless body', replies.endless(), 'answer-too-large'],
  ] as const)('is told apart: %s', async (_, reply, code) => {
    const error = await refusalOf(server, reply)
    expect(error.code).toBe(code)
    expect(error.details.host).toBe(`127.0.0.1:${server.port}`)
  })

  it('tells the type of a page', async () => {
    expect((await refusalOf(server, replies.html())).details).toMatchObject({
      type: 'text/html',
      status: 200,
    })
  })

  it('takes JSON for JSON whatever it is called', async () => {
    const body = JSON.stringify({ data: [{ b64_json: scenePng().toString('base64') }] })
    const { pictures } = await draw(server, replies.bytes(Buffer.from(body), 'text/plain'))
    expect(pictures).toHaveLength(1)
  })

  it('keeps the good pictures of an answer with a bad one', async () => {
    const b64_json = scenePng().toString('base64')
    const data = [{ b64_json: '***' }, { b64_json }, {}, { url: 'file:///tmp/x.png' }]
    expect((await draw(server, replies.json({ data }))).pictures).toHaveLength(1)
  })

  it('stops waiting, and says that it may have been billed', async () => {
    const error = await refusalOf(server, replies.stall(), { timeouts: { answerMs: 50 } })
    expect(error).toMatchObject({ code: 'answer-timed-out', mayHaveBeenBilled: true })
    await server.waitForQuiet()
  })

  it('says that nothing was sent when there is no connection', async () => {
    const baseUrl = 'http://127.0.0.1:1/v1'
    const error = await refusalOf(server, replies.stall(), { connection: { baseUrl } })
    expect(error).toMatchObject({ code: 'connection-failed', mayHaveBeenBilled: false })
  })
})
