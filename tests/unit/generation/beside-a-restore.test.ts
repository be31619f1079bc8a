import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { appErrorOf } from '../../support/errors'
import { held, replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { scenePng } from '../../support/pictures'
import { openStudio } from '../../support/studio'
import { openTasks } from '../../support/tasks'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

async function openHere() {
  const tasks = openTasks()
  const studio = await openStudio({ connection: { baseUrl: server.baseUrl }, tasks })
  return { ...studio, tasks }
}

test.each(['restore', 'move'] as const)(
  'a %s is refused until an order has arrived',
  async (kind) => {
    const waiting = held(replies.pictures([scenePng()]))
    server.script(generationsPath, waiting.reply)
    const { tasks, generation, order, reaches } = await openHere()
    const { id } = await generation.start(order())
    await reaches(id, 'sent')
    const refused = appErrorOf(tasks.run(kind, async () => 'begun'))
    expect((await refused).code).toBe('move-orders-running')
    waiting.release()
    await reaches(id, 'done')
    await vi.waitFor(() => tasks.throwIfExcluded(kind))
    expect(await tasks.run(kind, async () => 'begun')).toBe('begun')
  },
)

test.each(['restore', 'move'] as const)('during a %s no order is written or sent', async (kind) => {
  const { tasks, generation, order } = await openHere()
  await tasks.run(kind, async () => {
    expect((await appErrorOf(generation.start(order()))).code).toBe('backup-busy')
  })
  expect(generation.jobs()).toEqual([])
  expect(server.hits(generationsPath)).toEqual([])
})

test('an order that failed leaves the way free, and holds it up again once it is retried', async () => {
  const waiting = held(replies.pictures([scenePng()]))
  server.script(generationsPath, replies.serviceError(400), waiting.reply)
  const { tasks, generation, order, reaches } = await openHere()
  const { id } = await generation.start(order())
  await reaches(id, 'failed')
  await vi.waitFor(() => tasks.throwIfExcluded('restore'))
  await tasks.run('restore', async () => {
    expect((await appErrorOf(generation.retry(id))).code).toBe('backup-busy')
  })
  await generation.retry(id)
  expect(() => tasks.throwIfExcluded('restore')).toThrow('move-orders-running')
  waiting.release()
  await reaches(id, 'done')
  await vi.waitFor(() => expect(tasks.running()).toEqual([]))
})
