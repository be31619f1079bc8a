import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandContext } from '../../../src/main/command-line/command'
import { portrait } from '../../../src/main/command-line/portrait'
import { type Contexts, runCommand } from '../../../src/main/command-line/run'
import { createTranslator } from '../../../src/shared/translate'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { openStudio, type Studio } from '../../support/studio'

let server: ImageServer
let studio: Studio

beforeEach(async () => {
  server = await startImageServer()
  studio = await openStudio({ connection: { baseUrl: server.baseUrl, pricePerPictureUsd: 1 } })
})
afterEach(async () => {
  studio.generation.stop()
  studio.database.close()
  await server.stop()
})

async function run(...words: string[]) {
  const translator = createTranslator('en')
  const context = {
    library: { ...studio, readSubject: () => ({}), writePrompt: () => 'p' },
    translate: translator.t,
    language: 'en',
    preferences: { provider: 'compatible' },
    findConnection: async () => studio.settings.connection,
    apiKey: null,
    signal: new AbortController().signal,
  }
  const contexts = { open: async () => context as unknown as CommandContext } as unknown as Contexts
  const ended = await runCommand([...words, '--json'], contexts, translator, () => undefined)
  return { exitCode: ended.exitCode, json: JSON.parse(ended.output) }
}
const order = (...more: string[]) => run('portrait', 'character', '1', ...more)
const sent = () => server.hits(generationsPath).length

describe('the commands for what is spent', () => {
  test('set the limits, show them, and take them away again', async () => {
    expect(portrait.usage).toContain('--max-cost USD')
    await run('limit', '--day', '2', '--month', '10.50')
    const campaign = await run('limit', '--campaign', '1', '--month', '5')
    expect(campaign.json.limits).toEqual({
      dayUsd: 2,
      monthUsd: 10.5,
      campaigns: [{ campaignId: 1, monthUsd: 5 }],
    })
    await run('limit', '--day', 'none')
    await run('limit', '--campaign', '1', '--month', 'none')
    const { json } = await run('limit')
    expect(json.limits).toEqual({ dayUsd: null, monthUsd: 10.5, campaigns: [] })
  })

  test.each([
    ['limit', '--day', '-1'],
    ['limit', '--day', 'much'],
    ['limit', '--day', '1e9'],
    ['limit', '--campaign', '1'],
    ['limit', '--campaign', '1', '--month', '1', '--day', '1'],
    ['spending', '--month', '2026-13'],
    ['portrait', 'character', '1', '--max-cost', 'some'],
  ])('refuse %s %s %s', async (...words) => {
    const { exitCode, json } = await run(...words)
    expect([exitCode, json.error.code]).toEqual([1, 'command-misused'])
  })

  test('print a month with its lines', async () => {
    await run('limit', '--month', '9')
    await order()
    const { json } = await run('spending')
    expect(json).toEqual({
      month: '2026-11',
      spentUsd: 1,
      openUsd: 0,
      limits: { dayUsd: null, monthUsd: 9 },
      rows: [
        {
          at: expect.stringMatching(/^2026-11-22T/),
          kind: 'portrait',
          service: 'compatible',
          model: 'test-image-1',
          pictures: 1,
          reservedUsd: 1,
          settledUsd: 1,
          basis: 'own-price',
        },
      ],
    })
    expect((await run('spending', '--month', '2026-10')).json.rows).toEqual([])
  })

  test('an order beyond a limit ends with 1 and says all about it; nothing is sent', async () => {
    await run('limit', '--day', '1.5')
    expect((await order()).exitCode).toBe(0)
    const { exitCode, json } = await order()
    expect(exitCode).toBe(1)
    expect(json.error).toEqual({
      code: 'spending-limit',
      message: expect.stringContaining('1.5 USD a day'),
      details: { which: 'day', limitUsd: 1.5, spentUsd: 1, openUsd: 0, wouldCostUsd: 1 },
    })
    expect(sent()).toBe(1)
  })

  test('a price that is not known needs an amount that is allowed for it', async () => {
    await run('limit', '--day', '1.5')
    const unknown = await order('--model', 'another')
    expect(unknown.json.error.code).toBe('price-unknown')
    expect((await order('--model', 'another', '--max-cost', '1')).exitCode).toBe(0)
    expect((await order('--model', 'another', '--max-cost', '1')).json.error.details).toEqual({
      which: 'day',
      limitUsd: 1.5,
      spentUsd: 1,
      openUsd: 0,
      wouldCostUsd: 1,
    })
    expect(sent()).toBe(1)
  })
})
