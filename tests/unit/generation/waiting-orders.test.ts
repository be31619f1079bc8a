import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTranslator, errorSentence } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { held, replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { scenePng } from '../../support/pictures'
import { openStudio, type Studio } from '../../support/studio'

let server: ImageServer
let studio: Studio

beforeEach(async () => {
  server = await startImageServer()
  studio = await openStudio({ connection: { baseUrl: server.baseUrl } })
})
afterEach(() => server.stop())

const sent = () => server.hits(generationsPath).length

/** Orders a portrait for several new characters. */
async function orderFor(names: readonly string[]): Promise<number[]> {
  const started = names.map((name) =>
    studio.generation.start(studio.order({ subject: studio.another(name) })),
  )
  return (await Promise.all(started)).map(({ id }) => id)
}

describe('a service that asks to wait', () => {
  const slowDown = replies.serviceError(429, { code: 'slow_down' }, { 'retry-after': '20' })

  it('fault 5: the order waits 20 s with a countdown, nothing else is sent, then it goes on', async () => {
    server.script(generationsPath, slowDown, replies.asAsked())
    const { id } = await studio.generation.start(studio.order())
    const wait = await studio.waitNumber(1)
    expect(wait.milliseconds).toBe(20_000)
    const waiting = studio.now(id)
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, error: null })
    const untilMs = Date.parse(waiting.retryAt ?? '') - Date.parse(waiting.updatedAt)
    expect(untilMs).toBeGreaterThan(15_000)
    const others = await orderFor(['Anna', 'Bert', 'Cleo'])
    expect(sent()).toBe(1)
    wait.end()
    const done = await studio.reaches(id, 'done')
    expect(done).toMatchObject({ attempts: 2, retryAt: null })
    await Promise.all(others.map((other) => studio.reaches(other, 'done')))
    expect(sent()).toBe(5)
  })

  it('fault 5: after the wait one order goes first, not all of them', async () => {
    const first = held(replies.asAsked())
    server.script(generationsPath, slowDown, first.reply, replies.asAsked())
    const { id } = await studio.generation.start(studio.order())
    const wait = await studio.waitNumber(1)
    const others = await orderFor(['Anna', 'Bert', 'Cleo'])
    wait.end()
    await server.waitForHits(generationsPath, 2)
    expect(studio.seen.filter(({ state }) => state === 'sent').map((job) => job.id)).toEqual([
      id,
      id,
    ])
    first.release()
    await Promise.all([id, ...others].map((one) => studio.reaches(one, 'done')))
  })

  it('fault 5: it is asked three times in all, then the order fails', async () => {
    server.script(generationsPath, slowDown)
    const { id } = await studio.generation.start(studio.order())
    for (const count of [1, 2]) (await studio.waitNumber(count)).end()
    const { error, attempts } = await studio.reaches(id, 'failed')
    expect(error).toEqual({
      code: 'rate-limited',
      details: { host: `127.0.0.1:${server.port}`, seconds: 20, said: 'Scripted 429' },
    })
    expect(attempts).toBe(3)
    expect(sent()).toBe(3)
    expect(studio.complaints()).toEqual([])
  })

  it('fault 5: Cancel works while it waits', async () => {
    server.script(generationsPath, slowDown)
    const { id } = await studio.generation.start(studio.order())
    const wait = await studio.waitNumber(1)
    studio.generation.cancel(id)
    expect(studio.now(id)).toMatchObject({ state: 'cancelled', mayHaveBeenBilled: false })
    expect(studio.generation.jobs()).toEqual([])
    wait.end()
    const again = await studio.generation.start(studio.order())
    await server.waitForHits(generationsPath, 2)
    expect(again.id).not.toBe(id)
  })

  it('does not sit out a wait of hours', async () => {
    server.script(generationsPath, replies.serviceError(429, {}, { 'retry-after': '7200' }))
    const { id } = await studio.generation.start(studio.order())
    expect((await studio.reaches(id, 'failed')).error?.details.seconds).toBe(7_200)
    expect(studio.waits).toEqual([])
  })
})

describe('an account without credit', () => {
  it.each([
    ['credit_balance_exhausted', 429, 'credit'],
    ['project_spend_limit_exceeded', 429, 'spending limit of your project'],
    ['organization_spend_limit_exceeded', 429, 'spending limit of your organization'],
    ['organization_usage_limit_exceeded', 429, 'usage limit of your organization'],
    ['insufficient_quota', 429, 'credit'],
    ['billing_hard_limit_reached', 400, 'spending limit of your account'],
  ] as const)('fault 6: %s is named and not tried again', async (code, status, words) => {
    server.script(generationsPath, replies.serviceError(status, { code }))
    const { id } = await studio.generation.start(studio.order())
    const { error } = await studio.reaches(id, 'failed')
    const sentence = errorSentence(
      createTranslator('en'),
      error ?? { code: 'unexpected', details: {} },
    )
    expect(sentence).toContain(words)
    expect(sentence).toContain(`127.0.0.1:${server.port}`)
    expect(sent()).toBe(1)
    expect(studio.complaints()).toEqual([])
  })

  it('fault 6: the queue pauses and tells why; it does not fail one by one', async () => {
    const refusal = held(replies.serviceError(429, { code: 'insufficient_quota' }))
    const good = held(replies.asAsked())
    server.script(generationsPath, refusal.reply)
    const [refused = 0] = await orderFor(['Anna'])
    await server.waitForHits(generationsPath, 1)
    server.script(generationsPath, good.reply)
    const [sentBefore = 0, third = 0, fourth = 0] = await orderFor(['Bert', 'Cleo', 'Dora'])
    await server.waitForHits(generationsPath, 2)
    refusal.release()
    await studio.until(() => studio.now(fourth).error !== null)
    good.release()
    await studio.reaches(sentBefore, 'done')
    expect(
      [refused, third, fourth].map((id) => [studio.now(id).state, studio.now(id).error?.code]),
    ).toEqual([
      ['failed', 'credit-exhausted'],
      ['waiting', 'credit-exhausted'],
      ['waiting', 'credit-exhausted'],
    ])
    expect(sent()).toBe(2)
  })

  it('fault 6: an order that cannot be marked holds up neither the others nor another service', async () => {
    const other = await startImageServer()
    const refusal = held(replies.serviceError(429, { code: 'insufficient_quota' }))
    server.script(generationsPath, refusal.reply)
    const [refused = 0] = await orderFor(['Anna'])
    await server.waitForHits(generationsPath, 1)
    server.script(generationsPath, replies.stall())
    const [, third = 0, fourth = 0] = await orderFor(['Bert', 'Cleo', 'Dora'])
    await server.waitForHits(generationsPath, 2)
    studio.settings.connection = { ...studio.settings.connection, baseUrl: other.baseUrl }
    const [elsewhere = 0] = await orderFor(['Emil'])
    studio.database.exec(`CREATE TRIGGER full BEFORE UPDATE ON generation_job
      WHEN new.id = ${third} AND new.error_code IS NOT NULL
      BEGIN SELECT raise(ABORT, 'no room'); END`)
    refusal.release()
    await studio.reaches(elsewhere, 'done')
    expect(studio.now(fourth).error?.code).toBe('credit-exhausted')
    expect(studio.now(refused).state).toBe('failed')
    expect(studio.lines.join('\n')).toContain(`order not marked {"job":${third}`)
    await other.stop()
  })

  it('fault 6: asked again after paying, the one asked for goes first and the rest follow', async () => {
    const refusal = held(replies.serviceError(429, { code: 'insufficient_quota' }))
    server.script(generationsPath, refusal.reply, replies.asAsked())
    const { id } = await studio.generation.start(studio.order())
    await server.waitForHits(generationsPath, 1)
    server.script(generationsPath, replies.stall())
    const [second = 0] = await orderFor(['Anna'])
    await server.waitForHits(generationsPath, 2)
    const [third = 0, fourth = 0] = await orderFor(['Bert', 'Cleo'])
    refusal.release()
    await studio.reaches(id, 'failed')
    await studio.until(() => studio.now(fourth).error !== null)
    expect(studio.now(third)).toMatchObject({
      state: 'waiting',
      error: { code: 'credit-exhausted' },
    })
    expect(sent()).toBe(2)
    studio.generation.cancel(second)
    await studio.reaches(second, 'cancelled')
    expect(sent()).toBe(2)
    server.script(generationsPath, replies.asAsked())
    await studio.generation.retry(fourth)
    await studio.reaches(fourth, 'done')
    await studio.reaches(third, 'done')
    const order = studio.seen.filter(({ state }) => state === 'done').map((job) => job.id)
    expect(order).toEqual([fourth, third])
  })

  it('fault 6: a new order is sent although the host refused before, for the account may be mended', async () => {
    server.script(
      generationsPath,
      replies.serviceError(429, { code: 'insufficient_quota' }),
      replies.asAsked(),
    )
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'failed')
    const [next = 0] = await orderFor(['Anna'])
    expect((await studio.reaches(next, 'done')).portraitIds).toHaveLength(1)
  })
})

describe('a service that is overloaded', () => {
  it.each([500, 502, 503])(
    'fault 8: after %i it is asked once more, after a moment',
    async (status) => {
      server.script(generationsPath, replies.serviceError(status), replies.asAsked())
      const { id } = await studio.generation.start(studio.order())
      const wait = await studio.waitNumber(1)
      expect(wait.milliseconds).toBe(2_000)
      expect(studio.now(id)).toMatchObject({ state: 'waiting', attempts: 1 })
      wait.end()
      expect(await studio.reaches(id, 'done')).toMatchObject({ attempts: 2 })
    },
  )

  it('fault 8: it is not asked a third time', async () => {
    server.script(generationsPath, replies.serviceError(503))
    const { id } = await studio.generation.start(studio.order())
    ;(await studio.waitNumber(1)).end()
    const { error, attempts } = await studio.reaches(id, 'failed')
    expect(error).toEqual({
      code: 'service-overloaded',
      details: { host: `127.0.0.1:${server.port}`, status: 503, said: 'Scripted 503' },
    })
    expect([attempts, sent()]).toEqual([2, 2])
    expect(studio.complaints()).toEqual([])
  })

  it.each([504, 408, 524])(
    'fault 8: after %i it may have done the work, so it is not asked again',
    async (status) => {
      server.script(generationsPath, replies.serviceError(status))
      const { id } = await studio.generation.start(studio.order())
      const job = await studio.reaches(id, 'failed')
      expect(job).toMatchObject({ error: { code: 'answer-timed-out' }, mayHaveBeenBilled: true })
      expect(sent()).toBe(1)
    },
  )
})

describe('one order per face', () => {
  it('fault 17: five quick clicks make one order', async () => {
    const answer = held(replies.pictures([scenePng()]))
    server.script(generationsPath, answer.reply)
    const clicks = Array.from({ length: 5 }, () => studio.generation.start(studio.order()))
    const ends = await Promise.allSettled(clicks)
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const click of clicks.slice(1)) {
      expect((await appErrorOf(click)).code).toBe('job-running')
    }
    answer.release()
    const [first] = studio.generation.jobs()
    await studio.reaches(first?.id ?? 0, 'done')
    expect(sent()).toBe(1)
    expect(studio.portraits.history(studio.character)).toHaveLength(2)
  })

  it('fault 17: a second window on the same library cannot order beside the first', async () => {
    server.script(generationsPath, replies.stall())
    await studio.generation.start(studio.order())
    const other = await openStudio({
      connection: { baseUrl: server.baseUrl },
      dataFolder: studio.dataFolder,
    })
    const error = await appErrorOf(other.generation.start(other.order()))
    expect(error.code).toBe('job-running')
    expect(sent()).toBeLessThanOrEqual(1)
    other.database.close()
  })

  it('at most two orders are at the services at once', async () => {
    const answers = [1, 2, 3, 4].map(() => held(replies.asAsked()))
    server.script(generationsPath, ...answers.map(({ reply }) => reply))
    const ids = await orderFor(['Anna', 'Bert', 'Cleo', 'Dora'])
    await server.waitForHits(generationsPath, 2)
    expect(server.openConnections()).toBe(2)
    for (const { release } of answers) release()
    await Promise.all(ids.map((id) => studio.reaches(id, 'done')))
    expect(server.mostConnections()).toBeLessThanOrEqual(2)
  })
})
