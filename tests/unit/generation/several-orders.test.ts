import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/shared/errors'
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

/** Orders a portrait for each of six new characters. */
async function orderForSix(): Promise<number[]> {
  const ids: number[] = []
  for (const name of ['Anna', 'Bert', 'Cora', 'Dorn', 'Elow', 'Finn']) {
    const order = studio.order({ subject: studio.another(name) })
    ids.push((await studio.generation.start(order)).id)
  }
  return ids
}

async function reach(ids: readonly number[], state: 'done' | 'failed' | 'sent'): Promise<void> {
  await Promise.all(ids.map((id) => studio.reaches(id, state)))
}

describe('orders for several', () => {
  it('fault 22: a service that goes away in the middle leaves what came, and the rest is retried one by one', async () => {
    server.script(generationsPath, replies.asAsked(), replies.asAsked(), replies.stall())
    const ids = await orderForSix()
    await reach(ids.slice(0, 2), 'done')
    await server.waitForHits(generationsPath, 4)
    await server.stop()
    const rest = ids.slice(2)
    await reach(rest, 'failed')
    expect(
      rest.map((id) => [studio.now(id).error?.code, studio.now(id).mayHaveBeenBilled]),
    ).toEqual([
      ['connection-lost', true],
      ['connection-lost', true],
      ['connection-failed', false],
      ['connection-failed', false],
    ])
    expect(studio.complaints()).toEqual([])
    server = await startImageServer({ port: server.port })
    for (const id of rest) await studio.generation.retry(id)
    await reach(rest, 'done')
    expect(sent()).toBe(4)
  })

  it('fault 49: a database that is full in the middle loses no answer, sends nothing twice and nothing more', async () => {
    const answer = held(replies.pictures([scenePng()], { revisedPrompt: 'knight '.repeat(4_000) }))
    server.script(generationsPath, answer.reply)
    const ids = await orderForSix()
    await server.waitForHits(generationsPath, 2)
    const { database, generation } = studio
    database.exec('VACUUM')
    database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`)
    const { code } = await appErrorOf(
      generation.start(studio.order({ prompt: 'knight '.repeat(1_000) })),
    )
    expect(code).toBe('disk-full')
    answer.release()
    await reach(ids.slice(0, 2), 'failed')
    const waiting = ids.slice(2)
    await studio.until(() => waiting.every((id) => studio.now(id).error !== null))
    expect(sent()).toBe(2)
    database.pragma('max_page_count = 1000000')
    for (const id of ids.slice(0, 2)) await generation.retry(id)
    await reach(ids, 'done')
    expect(sent()).toBe(6)
    expect(studio.complaints()).toEqual([])
  })

  it('fault 49: too little room in the middle sends nothing more, and goes on once there is some', async () => {
    let isFull = false
    studio = await openStudio({
      connection: { baseUrl: server.baseUrl },
      requireRoom: async () => {
        if (isFull) throw new AppError('disk-nearly-full')
      },
    })
    const first = held(replies.asAsked())
    server.script(generationsPath, first.reply, first.reply, replies.asAsked())
    const ids = await orderForSix()
    await server.waitForHits(generationsPath, 2)
    isFull = true
    first.release()
    await reach(ids.slice(0, 2), 'done')
    await studio.until(() => ids.slice(2).every((id) => studio.now(id).error !== null))
    const refused = ids.slice(2).map((id) => studio.now(id))
    expect(refused.filter(({ mayHaveBeenBilled }) => mayHaveBeenBilled)).toEqual([])
    expect(sent()).toBe(2)
    isFull = false
    const failed = refused.find(({ state }) => state === 'failed')
    await studio.generation.retry(failed?.id ?? 0)
    await reach(ids, 'done')
    expect(sent()).toBe(6)
  })

  it('fault 16: after a kill while several run, each says whether it was sent, and each can be made', async () => {
    server.script(generationsPath, replies.asAsked(), replies.asAsked(), replies.stall())
    const ids = await orderForSix()
    await reach(ids.slice(0, 2), 'done')
    await reach(ids.slice(2, 4), 'sent')
    await server.waitForHits(generationsPath, 4)
    studio.generation.stop()
    studio.database.close()
    const { dataFolder } = studio
    server.script(generationsPath, replies.asAsked())
    studio = await openStudio({ connection: { baseUrl: server.baseUrl }, dataFolder })
    expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 2 })
    const left = studio.generation.jobs()
    expect(left.map(({ id, state, mayHaveBeenBilled }) => [id, state, mayHaveBeenBilled])).toEqual([
      [ids[2], 'interrupted', true],
      [ids[3], 'interrupted', true],
      [ids[4], 'failed', false],
      [ids[5], 'failed', false],
    ])
    expect(sent()).toBe(4)
    for (const { id } of left) await studio.generation.retry(id)
    await reach(ids.slice(2), 'done')
    expect(sent()).toBe(8)
    studio.database.close()
  })
})
