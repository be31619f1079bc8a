import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTranslator, errorSentence } from '../../../../src/shared/translate'
import { refusalOf, wish } from '../../../support/asking'
import { replies } from '../../../support/image-replies'
import { type ImageServer, startImageServer } from '../../../support/image-server'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

const quota = 'Your quota for today is used up'
const sentenceOf = (error: Parameters<typeof errorSentence>[1]) =>
  errorSentence(createTranslator('en'), error)

describe('the reason of a service', () => {
  const bodies: readonly (readonly [string, unknown])[] = [
    ['in error.message', { error: { message: quota } }],
    ['as error', { error: quota }],
    ['as detail', { detail: quota }],
    ['as message', { success: false, message: quota }],
    ['in a list of detail', { detail: [{ msg: quota, type: 'value_error' }] }],
    ['in a list of errors', { errors: [{ detail: quota, status: '400' }] }],
    ['as a list of texts', { errors: [quota] }],
    ['as title of a problem', { type: 'about:blank', title: quota, status: 400 }],
    ['in an error of an error', { error: { error: { message: quota } } }],
    ['in a list of data', { data: [{ error: { message: quota } }] }],
    ['as an object of data', { data: { message: quota } }],
    ['as the fault of a gateway', { fault: { faultstring: quota } }],
    ['as base_resp', { base_resp: { status_code: 1, status_msg: quota } }],
    ['under a name in capitals', { Error: { Message: quota } }],
    ['as the whole body', quota],
    ['in a list', [{ error: { code: 400, message: quota } }]],
    ['as the end of a candidate', { candidates: [{ finishMessage: quota }] }],
    ['as what blocked a prompt', { promptFeedback: { blockReasonMessage: quota } }],
    ['as the words of a chat', { choices: [{ message: { content: quota } }] }],
    ['as a part that is text', { candidates: [{ content: { parts: [{ text: quota }] } }] }],
  ]

  it.each(bodies)('%s is shown with a 400', async (_, body) => {
    const error = await refusalOf(server, replies.json(body, 400))
    expect(error.code).toBe('order-refused')
    expect(sentenceOf(error)).toContain(quota)
  })

  it.each(bodies)('%s is shown with a 200 that has no picture', async (_, body) => {
    const error = await refusalOf(server, replies.json(body))
    expect(error.code).toBe('no-image-in-answer')
    expect(sentenceOf(error)).toContain(quota)
  })

  it.each([
    [401, 'key-refused'],
    [402, 'credit-exhausted'],
    [403, 'access-refused'],
    [404, 'not-an-image-service'],
    [408, 'answer-timed-out'],
    [422, 'order-refused'],
    [429, 'rate-limited'],
    [500, 'service-overloaded'],
    [504, 'answer-timed-out'],
    [529, 'service-overloaded'],
  ])('is shown with %i', async (status, code) => {
    const error = await refusalOf(server, replies.json({ message: quota }, status))
    expect(error.code).toBe(code)
    expect(sentenceOf(error)).toContain(`“${quota}”`)
  })

  it.each([
    ['text/plain', 'prompt is too long'],
    ['application/json', 'prompt is too long'],
    ['application/octet-stream', 'prompt is too long\n'],
  ])('is shown with its status when it is bare text called %s', async (type, text) => {
    const error = await refusalOf(server, replies.bytes(Buffer.from(text), type, 400))
    expect(error.code).toBe('order-refused')
    expect(sentenceOf(error)).toContain('(400): “prompt is too long”')
  })

  it('is what a reader would see of a page', async () => {
    const page =
      '<!doctype html><html><head><title>413 Too large</title><style>p{}</style></head><body><script>x()</script><p>At most 2&nbsp;000 signs &amp; no more</p></body></html>'
    const error = await refusalOf(server, replies.bytes(Buffer.from(page), 'text/html', 413))
    expect(error.code).toBe('not-an-image-service')
    expect(error.details.said).toBe('413 Too large · At most 2 000 signs & no more')
  })

  it('names what it is about', async () => {
    const byPath = { detail: [{ loc: ['body', 'prompt'], msg: 'is too long' }] }
    const byName = { title: 'One or more errors', errors: { Prompt: ['is too long', 'is rude'] } }
    const reasonOf = async (body: unknown) =>
      (await refusalOf(server, replies.json(body, 422))).details.reason
    expect(await reasonOf(byPath)).toBe('prompt: is too long')
    expect(await reasonOf(byName)).toBe(
      'Prompt: is too long · Prompt: is rude · One or more errors',
    )
  })

  it.each([
    ['an error deeper than anybody looks', `${'{"error":'.repeat(5_000)}"x"${'}'.repeat(5_000)}`],
    ['a million errors', JSON.stringify({ errors: Array(200_000).fill('x') })],
    ['a text of a megabyte', JSON.stringify({ message: 'y '.repeat(500_000) })],
    ['a page that never closes', `<html>${'<a '.repeat(200_000)}`],
    ['bytes that are no text', '\0\u0001\u0002\ufffd'],
  ])('is bounded: %s', async (_, text) => {
    const error = await refusalOf(server, replies.bytes(Buffer.from(text), 'text/plain', 400))
    const said = String(error.details.reason ?? error.details.said ?? '')
    expect(Array.from(said).length).toBeLessThanOrEqual(200)
  })

  it('is not the prompt given back', async () => {
    const body = { message: 'Bad request', request: { prompt: wish.prompt }, input: wish.prompt }
    const error = await refusalOf(server, replies.json(body, 400))
    expect(error.details.reason).toBe('Bad request')
  })
})

describe('a redirect of an order', () => {
  it.each([
    ['https://other.example/v1/images/generations?key=1#x', 'https://other.example', 'elsewhere'],
    ['//other.example:8080/v1', 'other.example:8080', 'elsewhere'],
    ['https://user:secret@other.example/', 'https://other.example', 'elsewhere'],
    ['/b64-lines/v1/images/generations', null, 'path'],
    ['javascript:alert(1)', null, undefined],
    ['http://[', null, undefined],
  ])('to %s is told and not followed', async (location, to, context) => {
    const error = await refusalOf(
      server,
      replies.bytes(Buffer.from(''), 'text/plain', 308, { location }),
    )
    expect(error.code).toBe('service-moved')
    expect(error.details).toMatchObject({ status: 308, to })
    expect(error.details.context).toBe(context)
    expect(server.hits()).toHaveLength(1)
  })

  it.each([301, 302, 303, 307])('is told with %i', async (status) => {
    const location = 'https://other.example/login'
    const error = await refusalOf(
      server,
      replies.bytes(Buffer.from(''), 'text/html', status, { location }),
    )
    expect(sentenceOf(error)).toContain(`redirects to https://other.example (${status})`)
  })
})
