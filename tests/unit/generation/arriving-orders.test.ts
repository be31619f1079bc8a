import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { AppError } from '../../../src/shared/errors'
import { appErrorOf } from '../../support/errors'
import { held, replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { fileOf } from '../../support/library'
import { distinctPng, scenePng } from '../../support/pictures'
import { plainImageSandbox } from '../../support/plain-image-sandbox'
import { openStudio, type Studio, type StudioPlan, secrets } from '../../support/studio'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

function openHere(plan: Partial<StudioPlan> = {}): Promise<Studio> {
  return openStudio({ connection: { baseUrl: server.baseUrl }, ...plan })
}

const sent = () => server.hits(generationsPath).length

describe('a portrait that arrives', () => {
  it('is stored, shown, and remembers how it was made', async () => {
    const usage = {
      input_tokens: 100,
      output_tokens: 1_000,
      input_tokens_details: { image_tokens: 0, text_tokens: 100 },
    }
    const bytes = scenePng()
    const revisedPrompt = 'A kinder knight'
    server.script(generationsPath, replies.pictures([bytes], { usage, revisedPrompt }))
    const baseUrl = server.baseUrl
    const studio = await openHere({
      connection: { baseUrl, provider: 'openai', model: 'gpt-image-2' },
    })
    const { job, stored } = await studio.generation.run(studio.order())
    const portrait = studio.portraits.current(studio.character)
    expect(stored.map((one) => one.portrait)).toEqual([portrait])
    expect(portrait).toMatchObject({
      source: 'generated',
      provider: 'openai',
      model: 'gpt-image-2',
      prompt: secrets.prompt,
      costUsd: 0.0305,
      parameters: {
        model: 'gpt-image-2',
        size: '1024x1536',
        quality: 'medium',
        output_format: 'png',
        n: 1,
        picture: 1,
        revisedPrompt,
      },
    })
    expect(job).toMatchObject({
      state: 'done',
      costUsd: 0.0305,
      mayHaveBeenBilled: false,
      portraitIds: [portrait?.id],
      error: null,
    })
    expect(portrait && readFileSync(fileOf(studio, portrait)).equals(bytes)).toBe(true)
    expect(studio.inbox()).toEqual([])
    expect(studio.generation.jobs()).toEqual([])
    expect(studio.seen.map(({ state }) => state)).toEqual(['waiting', 'sent', 'received', 'done'])
  })

  it('is downloaded at once when the service sends a link, and the link is kept nowhere', async () => {
    const baseUrl = server.baseUrl
    const studio = await openHere({ connection: { baseUrl, responseFormat: 'url' } })
    await studio.generation.run(studio.order({ count: 2 }))
    expect(server.hits().map(({ path }) => path.split('/')[1])).toEqual([
      'v1',
      'pictures',
      'pictures',
    ])
    const rows = studio.database.prepare('SELECT * FROM portrait, generation_job').all()
    expect(JSON.stringify(rows)).not.toContain('/pictures/')
    expect(studio.lines.join()).not.toContain('/pictures/')
  })

  it('is a game master’s as well', async () => {
    const studio = await openHere()
    await studio.generation.run(studio.order({ subject: studio.campaign }))
    expect(studio.portraits.current(studio.campaign)?.path).toMatch(/\/gm\/gm_1\.png$/)
  })

  it('fault 15: of four asked two came: they are stored and the job says two of four', async () => {
    server.script(generationsPath, replies.pictures([distinctPng(), distinctPng()]))
    const studio = await openHere()
    const { job } = await studio.generation.run(studio.order({ count: 4 }))
    expect(job).toMatchObject({ state: 'done', count: 4 })
    expect(job.portraitIds).toHaveLength(2)
    expect(studio.portraits.current(studio.character)?.id).toBe(job.portraitIds[0])
    expect(studio.generation.jobs().map(({ id }) => id)).toEqual([job.id])
    await studio.generation.dismiss(job.id)
    expect(studio.generation.jobs()).toEqual([])
  })

  it('fault 15: of two asked six came: all are stored', async () => {
    server.script(generationsPath, replies.pictures(Array.from({ length: 6 }, () => distinctPng())))
    const studio = await openHere()
    const { job } = await studio.generation.run(studio.order({ count: 2 }))
    expect(job.portraitIds).toHaveLength(6)
    expect(studio.portraits.history(studio.character)).toHaveLength(7)
  })

  it('fault 15: one bad picture among good ones costs only itself', async () => {
    const pictures = [Buffer.from('<svg/>'), distinctPng(), distinctPng()]
    server.script(generationsPath, replies.pictures(pictures))
    const studio = await openHere()
    const { job } = await studio.generation.run(studio.order({ count: 3 }))
    expect(job.portraitIds).toHaveLength(2)
    expect(job).toMatchObject({ error: { code: 'answer-not-a-picture' }, kept: 1 })
    expect(studio.generation.jobs().map(({ id }) => id)).toEqual([job.id])
    expect(await studio.generation.unstored(job.id)).toEqual([new Uint8Array(pictures[0] ?? [])])
  })

  it.each(['character', 'campaign'] as const)(
    'fault 18: a %s that went to the trash meanwhile still gets its portrait',
    async (kind) => {
      const answer = held(replies.pictures([scenePng()]))
      server.script(generationsPath, answer.reply)
      const studio = await openHere()
      const subject = studio[kind]
      const ended = studio.generation.run(studio.order({ subject }))
      await server.waitForHits(generationsPath, 1)
      const records = kind === 'character' ? studio.characters : studio.campaigns
      records.trash(subject.id)
      answer.release()
      const { job } = await ended
      records.restore(subject.id)
      expect(studio.portraits.history(subject).map(({ id }) => id)).toContain(job.portraitIds[0])
    },
  )
})

describe('an order that is broken off', () => {
  it('fault 9: a reset after the request may have been billed, and is not sent again by itself', async () => {
    server.script(generationsPath, replies.resetBeforeAnswer())
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    const job = await studio.reaches(id, 'failed')
    expect(job).toMatchObject({ error: { code: 'connection-lost' }, mayHaveBeenBilled: true })
    expect(sent()).toBe(1)
    expect(studio.waits).toEqual([])
    expect(studio.complaints()).toEqual([])
    server.script(generationsPath, replies.asAsked())
    expect((await studio.generation.retry(id)).mayHaveBeenBilled).toBe(false)
    await studio.reaches(id, 'done')
    expect(studio.portraits.history(studio.character)).toHaveLength(2)
  })

  it('fault 9: the number of a request is logged, and nothing else of the answer', async () => {
    server.script(
      generationsPath,
      replies.serviceError(400, { message: 'No to sk-abc at https://x.test' }),
    )
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'failed')
    expect(studio.lines.at(-1)).toContain('"requestId":"req_test"')
    expect(studio.lines.join()).not.toContain('sk-abc')
    expect(studio.complaints()).toEqual([])
  })

  it('fault 10: a service that never answers meets the deadline, and the socket is closed', async () => {
    server.script(generationsPath, replies.stall())
    const studio = await openHere({ timeouts: { answerMs: 100 } })
    const { id } = await studio.generation.start(studio.order())
    const job = await studio.reaches(id, 'failed')
    expect(job).toMatchObject({ error: { code: 'answer-timed-out' }, mayHaveBeenBilled: true })
    await server.waitForQuiet()
    expect(studio.complaints()).toEqual([])
  })

  it('fault 10: Cancel breaks the request off at any time and closes the socket', async () => {
    server.script(generationsPath, replies.stall())
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    await server.waitForHits(generationsPath, 1)
    studio.generation.cancel(id)
    const job = await studio.reaches(id, 'cancelled')
    expect(job).toMatchObject({ error: { code: 'job-cancelled' }, mayHaveBeenBilled: true })
    await server.waitForQuiet()
    expect(studio.complaints()).toEqual([])
  })

  it('Cancel breaks a download off as well', async () => {
    server.script('/pictures/x.png', replies.stall())
    server.script(generationsPath, replies.links([`${server.origin}/pictures/x.png`]))
    const studio = await openHere()
    const controller = new AbortController()
    const ended = appErrorOf(studio.generation.run(studio.order(), { signal: controller.signal }))
    await server.waitForHits('/pictures/x.png', 1)
    controller.abort()
    expect((await ended).code).toBe('job-cancelled')
    await server.waitForQuiet()
    expect(studio.complaints()).toEqual([])
  })
})

describe('a picture that is paid for', () => {
  it('is fetched again by Retry while its link lives, without a second order', async () => {
    server.script('/pictures/x.png', replies.html(502))
    server.script(generationsPath, replies.links([`${server.origin}/pictures/x.png`]))
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    expect((await studio.reaches(id, 'failed')).error?.code).toBe('link-refused')
    server.script('/pictures/x.png', replies.bytes(scenePng()))
    await studio.generation.retry(id)
    await studio.reaches(id, 'done')
    expect(sent()).toBe(1)
    expect(studio.portraits.current(studio.character)?.parameters).toMatchObject({ picture: 1 })
  })

  it('is ordered again by Retry only once the game master let go of its dead link', async () => {
    server.script('/pictures/x.png', replies.serviceError(403))
    server.script(
      generationsPath,
      replies.links([`${server.origin}/pictures/x.png`]),
      replies.asAsked(),
    )
    const studio = await openHere()
    const { id } = await studio.generation.start(studio.order())
    expect((await studio.reaches(id, 'failed')).error?.code).toBe('link-expired')
    const told = studio.seen.length
    await studio.generation.retry(id)
    await studio.until(() => studio.seen.slice(told).some(({ state }) => state === 'failed'))
    expect(sent()).toBe(1)
    expect((await studio.generation.discard(id)).kept).toBe(0)
    await studio.generation.retry(id)
    await studio.reaches(id, 'done')
    expect(sent()).toBe(2)
  })

  it('waits in the inbox while the library cannot take it, and is not paid for again', async () => {
    server.script(generationsPath, replies.pictures([scenePng()]))
    let isFull = true
    const studio = await openHere({
      addPortrait: (real) => async (order) => {
        if (isFull) throw new AppError('disk-full', { folder: 'characters' })
        return real(order)
      },
    })
    const { id } = await studio.generation.start(studio.order())
    const job = await studio.reaches(id, 'failed')
    expect(job).toMatchObject({ error: { code: 'disk-full' }, mayHaveBeenBilled: true })
    expect(studio.inbox()).toEqual([`job-${id}-1.bin`])
    expect(studio.complaints()).toEqual([])
    expect(await studio.generation.unstored(id)).toEqual([new Uint8Array(scenePng())])
    isFull = false
    await studio.generation.retry(id)
    await studio.reaches(id, 'done')
    expect(studio.inbox()).toEqual([])
    expect(sent()).toBe(1)
  })

  it('is held in memory when not even the inbox can be written', async () => {
    server.script(generationsPath, replies.pictures([scenePng()]))
    const studio = await openHere({
      inboxFileSystem: withFailpoints(plainFileSystem(), 'create=EROFS'),
      imageSandbox: plainImageSandbox('darkroom-crashed'),
    })
    const { id } = await studio.generation.start(studio.order())
    expect((await studio.reaches(id, 'failed')).error?.code).toBe('darkroom-crashed')
    expect(await studio.generation.unstored(id)).toEqual([new Uint8Array(scenePng())])
    await studio.generation.dismiss(id)
    expect(await studio.generation.unstored(id)).toHaveLength(1)
    await studio.generation.discard(id)
    expect(await studio.generation.unstored(id)).toEqual([])
  })

  it('is stored from memory when only the inbox is in the way', async () => {
    const studio = await openHere()
    mkdirSync(join(studio.dataFolder), { recursive: true })
    rmSync(studio.inboxFolder, { recursive: true, force: true })
    writeFileSync(studio.inboxFolder, 'not a folder')
    const { job } = await studio.generation.run(studio.order())
    expect(job.portraitIds).toHaveLength(1)
    expect(sent()).toBe(1)
  })
})
