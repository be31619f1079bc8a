import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import type { GenerationJob } from '../../../src/shared/generation'
import { type ChildEnd, runChild } from '../../support/child/run'
import { appErrorOf } from '../../support/errors'
import { replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { addCast, openLibrary, storePortrait } from '../../support/library'
import { scenePng } from '../../support/pictures'
import { openStudio, type Studio, type StudioPlan } from '../../support/studio'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

const sent = () => server.hits(generationsPath).length

/** A closed library with one character that has a portrait. */
async function makeLibrary(): Promise<string> {
  const library = openLibrary()
  const { character } = addCast(library)
  await storePortrait(library, character)
  library.database.close()
  return library.dataFolder
}

function nextStart(dataFolder: string, plan: Partial<StudioPlan> = {}): Promise<Studio> {
  return openStudio({ connection: { baseUrl: server.baseUrl }, dataFolder, ...plan })
}

async function orderInChild(dataFolder: string, fault: string): Promise<ChildEnd> {
  const args = [dataFolder, server.baseUrl]
  return runChild({ script: 'order-portrait.ts', args, env: { CASTKEEPER_FAULT: fault } })
}

/** The only job there is. */
function onlyJob(studio: Studio): GenerationJob {
  const [id, ...others] = studio.database
    .prepare<[], number>('SELECT id FROM generation_job')
    .pluck()
    .all()
  expect(others).toEqual([])
  return studio.now(id ?? 0)
}

describe('an app that is killed', () => {
  it('fault 16: kill -9 at any call to the disk after the answer: nothing is paid twice, nothing that arrived is lost', async () => {
    let stored = 0
    // Every second call: the store's own tests take them one by one. The first comes before the order.
    let nth = 0
    for (;;) {
      nth += 2
      const dataFolder = await makeLibrary()
      const before = sent()
      const end = await orderInChild(dataFolder, `any:${nth}=KILL`)
      if (end.code === 0) {
        expect(end.lines.at(-1)).toBe('ended done')
        break
      }
      expect(end.signal, end.stderr).toBe('SIGKILL')
      const studio = await nextStart(dataFolder)
      const inbox = studio.inbox().filter((name) => name.startsWith('job-'))
      const hasAnswer = studio.inbox().some((name) => name.startsWith('answer-'))
      await studio.generation.recover()
      const job = onlyJob(studio)
      const arrived = job.portraitIds.length
      expect(sent() - before).toBe(1)
      expect(arrived).toBeGreaterThanOrEqual(hasAnswer ? 2 : inbox.length)
      expect(arrived).toBeLessThanOrEqual(2)
      if (arrived > 0) {
        stored += 1
        expect(job.state).toBe('done')
        expect(studio.portraits.current(studio.character)?.id).toBe(job.portraitIds[0])
      } else {
        expect(job).toMatchObject({ state: 'interrupted', mayHaveBeenBilled: true })
        expect(studio.portraits.current(studio.character)?.id).toBe(studio.former?.id)
      }
      expect(studio.portraits.history(studio.character)).toHaveLength(1 + arrived)
      expect(studio.complaints().filter((one) => one !== 'the current portrait changed')).toEqual(
        [],
      )
      expect(studio.inbox()).toEqual([])
      studio.database.close()
    }
    expect(nth).toBeGreaterThan(20)
    expect(stored).toBeGreaterThan(8)
  }, 180_000)

  it('fault 16: kill -9 while the service draws: said at the next start, and sent again only if asked', async () => {
    server.script(generationsPath, replies.stall())
    const dataFolder = await makeLibrary()
    const script = 'order-portrait.ts'
    const args = [dataFolder, server.baseUrl]
    const dying = runChild({ script, args, killAfterMs: 1_500 })
    await server.waitForHits(generationsPath, 1)
    expect((await dying).signal).toBe('SIGKILL')
    const studio = await nextStart(dataFolder)
    expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 1 })
    const job = onlyJob(studio)
    expect(job).toMatchObject({
      state: 'interrupted',
      mayHaveBeenBilled: true,
      error: { code: 'job-interrupted', details: {} },
    })
    expect(studio.generation.jobs().map(({ id }) => id)).toEqual([job.id])
    expect(studio.complaints()).toEqual([])
    expect(sent()).toBe(1)
    server.script(generationsPath, replies.asAsked())
    await studio.generation.retry(job.id)
    expect((await studio.reaches(job.id, 'done')).portraitIds).toHaveLength(2)
    studio.database.close()
  }, 60_000)
})

describe('what a start finds', () => {
  /** A library where another process is at work on an order in this state, or was until it was killed. */
  async function leftBehind(state: string, { isAlive = false } = {}) {
    const dataFolder = await makeLibrary()
    const studio = await nextStart(dataFolder)
    server.script(generationsPath, replies.stall())
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'sent')
    if (!isAlive) studio.generation.stop()
    studio.database.prepare('UPDATE generation_job SET state = ?').run(state)
    studio.database.close()
    server.script(generationsPath, replies.asAsked())
    return { dataFolder, id, leave: () => studio.generation.stop() }
  }

  it('an order that was not sent costs nothing, and says so', async () => {
    const { dataFolder, id } = await leftBehind('waiting')
    const studio = await nextStart(dataFolder)
    expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 0 })
    expect(studio.now(id)).toMatchObject({
      state: 'failed',
      mayHaveBeenBilled: false,
      error: { code: 'job-interrupted', details: { context: 'not-sent' } },
    })
    studio.database.close()
  })

  it.each(['waiting', 'sent', 'received'])(
    'an order that is %s in a process that lives is left to it, however old it is',
    async (state) => {
      const { dataFolder, id, leave } = await leftBehind(state, { isAlive: true })
      const studio = await nextStart(dataFolder)
      for (const touchedAt of ['2026-11-21T20:00:00.000Z', '2099-01-01T00:00:00.000Z']) {
        studio.database.prepare('UPDATE generation_job SET updated_at = ?').run(touchedAt)
        expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 0 })
      }
      expect(studio.seen).toEqual([])
      expect(studio.generation.jobs()).toMatchObject([{ state }])
      const refusals = [
        studio.generation.start(studio.order()),
        studio.generation.retry(id),
        studio.generation.dismiss(id),
        studio.generation.discard(id),
      ].map(appErrorOf)
      expect((await Promise.all(refusals)).map(({ code }) => code)).toEqual(
        Array.from({ length: 4 }, () => 'job-running'),
      )
      leave()
      await studio.generation.dismiss(id)
      expect(studio.generation.jobs()).toEqual([])
      studio.database.close()
    },
  )

  it.each(['waiting', 'sent'])(
    'an order that is %s and whose process number a living process has by now holds up nothing',
    async (state) => {
      for (const act of ['start', 'retry', 'dismiss', 'discard', 'cancel'] as const) {
        const { dataFolder, id } = await leftBehind(state)
        const studio = await nextStart(dataFolder)
        studio.database.prepare('UPDATE generation_job SET process_id = ?').run(process.pid)
        if (act === 'start') await studio.generation.start(studio.order())
        else await studio.generation[act](id)
        await studio.until(() => studio.seen.some((job) => job.id === id))
        expect(['waiting', 'sent'].includes(studio.now(id).state)).toBe(act === 'retry')
        studio.generation.stop()
        studio.database.close()
      }
    },
  )

  it('an order that two processes find at once is taken over by one of them', async () => {
    const { dataFolder, id } = await leftBehind('sent')
    const studios = [await nextStart(dataFolder), await nextStart(dataFolder)]
    const found = await Promise.all(studios.map((studio) => studio.generation.recover()))
    expect(found.map(({ interrupted }) => interrupted).sort()).toEqual([0, 1])
    expect(studios.map((studio) => studio.generation.jobs()[0]?.id)).toEqual([id, id])
    for (const studio of studios) studio.database.close()
  })

  it('a picture that could not be stored then is stored now', async () => {
    const { dataFolder, id } = await leftBehind('failed')
    const studio = await nextStart(dataFolder)
    const name = join(studio.inboxFolder, `job-${id}-1.bin`)
    await studio.fileSystem.mkdir(studio.inboxFolder)
    writeFileSync(name, scenePng())
    expect(await studio.generation.recover()).toEqual({ stored: 1, interrupted: 0 })
    expect(studio.now(id).state).toBe('done')
    expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 0 })
    expect(studio.portraits.history(studio.character)).toHaveLength(2)
    studio.database.close()
  })

  it('an inbox that cannot be opened holds up neither the start nor the order that was cut off', async () => {
    const { dataFolder, id } = await leftBehind('sent')
    const inboxFileSystem = withFailpoints(plainFileSystem(), 'readdir:2=EACCES')
    const studio = await nextStart(dataFolder, { inboxFileSystem })
    await studio.fileSystem.mkdir(studio.inboxFolder)
    writeFileSync(join(studio.inboxFolder, `job-${id}-1.bin`), scenePng())
    expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 1 })
    expect(await studio.generation.recover()).toEqual({ stored: 1, interrupted: 0 })
    expect(studio.now(id).state).toBe('done')
    studio.database.close()
  })

  it('a picture of an unknown order is left where it is', async () => {
    const dataFolder = await makeLibrary()
    const studio = await nextStart(dataFolder)
    await studio.fileSystem.mkdir(studio.inboxFolder)
    writeFileSync(join(studio.inboxFolder, 'job-77-1.bin'), scenePng())
    writeFileSync(join(studio.inboxFolder, 'notes.txt'), 'mine')
    expect(await studio.generation.recover()).toEqual({ stored: 0, interrupted: 0 })
    expect(studio.inbox().sort()).toEqual(['job-77-1.bin', 'notes.txt'])
    studio.database.close()
  })
})
