import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf, wish } from '../../../support/asking'
import { replies } from '../../../support/image-replies'
import { type ImageServer, startImageServer } from '../../../support/image-server'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

describe('a refusal', () => {
  it.each([
    [401, { code: 'invalid_api_key' }, 'key-refused'],
    [
      403,
      { message: 'Your organization must be verified to use the model' },
      'organisation-not-verified',
    ],
    [403, { code: 'unsupported_country_region_territory' }, 'access-refused'],
    [403, {}, 'access-refused'],
    [404, { code: 'model_not_found' }, 'model-not-found'],
    [404, { message: 'model "test-image-1" not found, try pulling it first' }, 'model-not-found'],
    [400, { code: 'model_not_found' }, 'model-not-found'],
    [404, { message: 'Invalid URL (POST /v2/images/generations)' }, 'not-an-image-service'],
    [405, {}, 'not-an-image-service'],
    [402, {}, 'credit-exhausted'],
    [429, { code: 'rate_limit_exceeded' }, 'rate-limited'],
    [429, { code: 'slow_down' }, 'rate-limited'],
    [429, {}, 'rate-limited'],
    [400, { code: 'moderation_blocked' }, 'prompt-refused'],
    [400, { code: 'content_policy_violation' }, 'prompt-refused'],
    [400, { code: 'unknown_parameter', param: 'n' }, 'parameter-refused'],
    [400, { code: 'string_above_max_length', param: 'prompt' }, 'order-refused'],
    [400, {}, 'order-refused'],
    [409, {}, 'order-refused'],
    [408, {}, 'answer-timed-out'],
    [504, {}, 'answer-timed-out'],
    [500, {}, 'service-overloaded'],
    [502, {}, 'service-overloaded'],
    [503, {}, 'service-overloaded'],
    [529, {}, 'service-overloaded'],
  ] as const)('of %i %j is %s', async (status, body, code) => {
    const error = await refusalOf(server, replies.serviceError(status, body))
    expect(error.code).toBe(code)
    expect(error.details.host).toBe(`127.0.0.1:${server.port}`)
  })

  it.each([
    ['credit_balance_exhausted', 'credit'],
    ['insufficient_quota', 'credit'],
    ['project_spend_limit_exceeded', 'project'],
    ['organization_spend_limit_exceeded', 'organisation'],
    ['organization_usage_limit_exceeded', 'usage'],
  ])('of 429 %s names the limit and is not tried again', async (code, context) => {
    const error = await refusalOf(
      server,
      replies.serviceError(429, { code }, { 'retry-after': '1' }),
    )
    expect(error).toMatchObject({ code: 'credit-exhausted', retry: 'never' })
    expect(error.details).toMatchObject({ limit: code, context })
  })

  it('names the limit also when only the type says it, or an older 400', async () => {
    const byType = await refusalOf(
      server,
      replies.serviceError(429, { type: 'insufficient_quota' }),
    )
    const older = await refusalOf(
      server,
      replies.serviceError(400, { code: 'billing_hard_limit_reached' }),
    )
    expect([byType.code, older.code]).toEqual(['credit-exhausted', 'credit-exhausted'])
    expect(older.details.context).toBe('hard-limit')
  })

  it('says how long to wait, in whichever form the service says it', async () => {
    const now = () => new Date('2026-11-22T20:00:00Z')
    const waitOf = async (headers: Record<string, string>) =>
      (await refusalOf(server, replies.serviceError(429, {}, headers), { now })).retryAfterMs
    expect(await waitOf({ 'retry-after': '20' })).toBe(20_000)
    expect(await waitOf({ 'retry-after': 'Sun, 22 Nov 2026 20:00:30 GMT' })).toBe(30_000)
    expect(await waitOf({ 'retry-after': 'Sun, 22 Nov 2026 19:00:00 GMT' })).toBe(0)
    expect(await waitOf({ 'retry-after-ms': '1500' })).toBe(1_500)
    expect(await waitOf({ 'retry-after': 'soon' })).toBeNull()
    expect(await waitOf({})).toBeNull()
  })

  it('names the models that are offered instead, those for images first', async () => {
    const error = await refusalOf(server, replies.serviceError(404, { code: 'model_not_found' }))
    expect(error.details).toEqual({
      host: `127.0.0.1:${server.port}`,
      model: 'test-image-1',
      offered: ['test-image-1', 'test-image-0', 'test-words-1'],
      context: 'offered',
    })
  })

  it('keeps no more of the service’s words than is safe', async () => {
    const message = `No <b>${wish.prompt}</b>\n\u0007with sk-abcdef1234567890 at https://evil.test/x?sig=1 for org-abc123 ${'long '.repeat(100)}`
    const { details } = await refusalOf(server, replies.serviceError(400, { message }))
    expect(details.reason).toMatch(/^No <b>…<\/b> with … at … for … long long/)
    expect(Array.from(String(details.reason)).length).toBeLessThanOrEqual(200)
  })

  it('inside a 200 is a refusal all the same', async () => {
    const inside = (error: unknown) => refusalOf(server, replies.json({ error }))
    expect((await inside({ code: 'moderation_blocked', message: 'No.' })).code).toBe(
      'prompt-refused',
    )
    expect((await inside({ code: 'insufficient_quota' })).code).toBe('credit-exhausted')
    const other = await inside({ message: 'the model is asleep' })
    expect(other.code).toBe('no-image-in-answer')
    expect(other.details.reason).toBe('the model is asleep')
    expect((await inside('out of memory')).details.reason).toBe('out of memory')
  })
})
