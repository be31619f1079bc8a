import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTranslator, errorSentence } from '../../../../src/shared/translate'
import { replies } from '../../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../../support/image-server'
import { scenePng } from '../../../support/pictures'
import { openStudio } from '../../../support/studio'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

const usage = {
  input_tokens: 1_000,
  output_tokens: 1_000,
  total_tokens: 2_000,
  input_tokens_details: { image_tokens: 0, text_tokens: 1_000 },
  output_tokens_details: { image_tokens: 1_000, text_tokens: 0 },
}
// 1,000 tokens of text at 5 USD a million, 1,000 of a picture at 30.
const settled = 0.035
// A tall picture of medium quality by the list, and 28 bytes of prompt.
const reserved = 0.07964
const picture = replies.pictures([scenePng()], { usage })
const mayBeBilled = replies.serviceError(504)

async function orderWith(...answers: Parameters<ImageServer['script']>[1][]) {
  server.script(generationsPath, ...answers)
  const connection = { provider: 'openai', model: 'gpt-image-2', baseUrl: server.baseUrl } as const
  const studio = await openStudio({ connection })
  const { id } = await studio.generation.start(studio.order({ provider: 'openai' }))
  return { studio, id }
}

describe('the cost of an order', () => {
  it('that went well at once is what the service counted', async () => {
    const { studio, id } = await orderWith(picture)
    const job = await studio.reaches(id, 'done')
    expect([job.costUsd, job.isCostAtMost]).toEqual([settled, false])
  })

  it('holds each earlier try that may have been billed, and says that it is the most', async () => {
    const { studio, id } = await orderWith(mayBeBilled, mayBeBilled, picture)
    const first = await studio.reaches(id, 'failed')
    expect([first.costUsd, first.isCostAtMost]).toEqual([reserved, true])
    await studio.generation.retry(id)
    const again = await studio.reaches(id, 'failed')
    expect([again.costUsd, again.isCostAtMost]).toEqual([0.15928, true])
    await studio.generation.retry(id)
    const job = await studio.reaches(id, 'done')
    expect([job.costUsd, job.isCostAtMost]).toEqual([0.19428, true])
  })

  it('does not grow by a try that was refused', async () => {
    const { studio, id } = await orderWith(replies.serviceError(401), picture)
    await studio.reaches(id, 'failed')
    await studio.generation.retry(id)
    const job = await studio.reaches(id, 'done')
    expect([job.costUsd, job.isCostAtMost]).toEqual([settled, false])
  })

  it('is what was reserved when the service counts nothing', async () => {
    const { studio, id } = await orderWith(mayBeBilled, replies.pictures([scenePng()]))
    await studio.reaches(id, 'failed')
    await studio.generation.retry(id)
    const job = await studio.reaches(id, 'done')
    expect([job.costUsd, job.isCostAtMost]).toEqual([0.15928, true])
  })
})

describe('an order whose quality is not known to the service', () => {
  const unknown = replies.serviceError(400, { code: 'unknown_parameter', param: 'quality' })

  it('is estimated again and not sent without it unasked', async () => {
    const { studio, id } = await orderWith(unknown, picture)
    const { error } = await studio.reaches(id, 'failed')
    // High quality, tall: 0.211 USD times 1.5, and the prompt.
    expect(error).toMatchObject({ code: 'quality-refused', details: { costUsd: 0.31664 } })
    expect(server.hits(generationsPath)).toHaveLength(1)
    const said = errorSentence(createTranslator('en'), error ?? { code: 'unexpected', details: {} })
    expect(said).toContain('up to 0.317 USD')
    await studio.generation.retry(id)
    await studio.reaches(id, 'done')
    const bodies = server.hits(generationsPath).map(({ body }) => JSON.parse(body).quality)
    expect(bodies).toEqual(['medium', undefined])
  })

  it('is sent without it where that costs no more', async () => {
    server.script(generationsPath, unknown, picture)
    const connection = {
      provider: 'openai',
      model: 'gpt-image-2',
      baseUrl: server.baseUrl,
    } as const
    const studio = await openStudio({ connection })
    const order = studio.order({ provider: 'openai', quality: 'high' })
    const { id } = await studio.generation.start(order)
    await studio.reaches(id, 'done')
    expect(server.hits(generationsPath)).toHaveLength(2)
  })

  it('is sent without it where prices are not known', async () => {
    server.script(generationsPath, unknown, picture)
    const studio = await openStudio({
      connection: { model: 'gpt-image-9', baseUrl: server.baseUrl },
    })
    const { id } = await studio.generation.start(studio.order())
    const job = await studio.reaches(id, 'done')
    expect(job.costUsd).toBeNull()
    expect(server.hits(generationsPath)).toHaveLength(2)
  })
})
