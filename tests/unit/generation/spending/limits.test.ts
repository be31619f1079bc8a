import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSpending } from '../../../../src/main/generation/spending/spending'
import { replies } from '../../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../../support/image-server'
import { addCast, openLibrary } from '../../../support/library'
import { scenePng } from '../../../support/pictures'
import { openStudio } from '../../../support/studio'
import { openTrash, removeForGood } from '../../../support/trash'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

const sent = () => server.hits(generationsPath).length
/** A price of one's own, so that the sums are round. */
const priced = (pricePerPictureUsd: number | null = 1) =>
  openStudio({ connection: { baseUrl: server.baseUrl, pricePerPictureUsd } })

describe('a limit', () => {
  it('refuses what would pass it, before anything is written or sent, and says everything about it', async () => {
    const studio = await priced(1)
    studio.spending.setLimits({ dayUsd: 2.5 })
    await studio.generation.run(studio.order({ count: 2 }))
    const jobs = studio.database.prepare('SELECT count(*) FROM generation_job').pluck()
    const before = jobs.get()
    await expect(studio.generation.start(studio.order())).rejects.toMatchObject({
      code: 'spending-limit',
      details: {
        which: 'day',
        limitUsd: 2.5,
        spentUsd: 2,
        openUsd: 0,
        wouldCostUsd: 1,
        freesOn: '2026-11-23',
      },
    })
    expect(jobs.get()).toBe(before)
    expect(sent()).toBe(1)
    expect(studio.spending.month()).toMatchObject({ spentUsd: 2, openUsd: 0 })
  })

  it('counts what may have been billed until it is known', async () => {
    const studio = await priced(1)
    studio.spending.setLimits({ monthUsd: 1.5 })
    server.script(generationsPath, replies.serviceError(504))
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'failed')
    await expect(studio.generation.retry(id)).rejects.toMatchObject({
      code: 'spending-limit',
      details: { which: 'month', spentUsd: 0, openUsd: 1, freesOn: '2026-12-01' },
    })
    expect(sent()).toBe(1)
    const [row] = studio.spending.month().rows
    expect(row).toMatchObject({ reservedUsd: 1, settledUsd: null, basis: 'up-to' })
  })

  it('is not used up by what was refused before any work', async () => {
    const studio = await priced(1)
    studio.spending.setLimits({ dayUsd: 1 })
    server.script(generationsPath, replies.serviceError(401), replies.pictures([scenePng()]))
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'failed')
    await studio.generation.retry(id)
    await studio.reaches(id, 'done')
    expect(studio.spending.month()).toMatchObject({ spentUsd: 1, openUsd: 0 })
    const bases = studio.spending.month().rows.map(({ basis }) => basis)
    expect(bases).toEqual(['own-price', 'not-billed'])
  })

  it('of a campaign leaves the others alone', async () => {
    const studio = await priced(1)
    studio.spending.setLimits({ campaign: { id: studio.campaign.id, monthUsd: 0.5 } })
    const other = studio.campaigns.create({ name: 'Another' })
    await expect(studio.generation.start(studio.order())).rejects.toMatchObject({
      details: { which: 'campaign' },
    })
    const subject = { kind: 'campaign', id: other.id } as const
    await studio.generation.run(studio.order({ subject }))
    expect(sent()).toBe(1)
    expect(() => studio.spending.setLimits({ campaign: { id: 99, monthUsd: 1 } })).toThrow(
      'not-found',
    )
  })

  it('is passed by nothing of several orders at once, and those behind wait with the reason', async () => {
    const studio = await priced(1)
    studio.spending.setLimits({ dayUsd: 2 })
    const subjects = ['Ann', 'Bob', 'Cid', 'Dan'].map((name) => studio.another(name))
    const ids: number[] = []
    for (const subject of subjects) {
      ids.push((await studio.generation.start(studio.order({ subject }))).id)
    }
    const states = () => ids.map((id) => studio.now(id))
    await studio.until(() => {
      const held = states().filter(({ error }) => error?.code === 'spending-limit')
      return held.length === 2 && states().filter(({ state }) => state === 'done').length === 2
    })
    expect(sent()).toBe(2)
    expect(states().map(({ mayHaveBeenBilled }) => mayHaveBeenBilled)).not.toContain(true)
    studio.spending.setLimits({ dayUsd: null })
    for (const { id, state } of states()) {
      if (state === 'failed' || state === 'waiting') await studio.generation.retry(id)
    }
    await studio.until(() => states().every(({ state }) => state === 'done'))
    expect(sent()).toBe(4)
  })

  it('that was lowered below what is spent refuses all but what is free', async () => {
    const studio = await priced(1)
    await studio.generation.run(studio.order())
    studio.spending.setLimits({ dayUsd: 0.5 })
    await expect(studio.generation.start(studio.order())).rejects.toMatchObject({
      code: 'spending-limit',
    })
    studio.settings.connection = { ...studio.settings.connection, pricePerPictureUsd: 0 }
    await studio.generation.run(studio.order())
    expect(sent()).toBe(2)
  })

  it('warns from four fifths on', async () => {
    const studio = await priced(0.8)
    studio.spending.setLimits({ dayUsd: 1, monthUsd: 2 })
    await studio.generation.run(studio.order())
    const { states } = studio.spending.month()
    expect(states.map(({ which, leftUsd, isNear }) => [which, leftUsd, isNear])).toEqual([
      ['month', 1.2, false],
      ['day', 0.2, true],
    ])
  })
})

describe('a price that is not known', () => {
  it('is no obstacle without a limit, and is counted as unknown', async () => {
    const studio = await priced(null)
    await studio.generation.run(studio.order())
    expect(studio.spending.month()).toMatchObject({ spentUsd: 0, openUsd: 0, unknown: 1 })
  })

  it('is asked for where there is a limit, and an allowed amount is reserved instead', async () => {
    const studio = await priced(null)
    studio.spending.setLimits({ monthUsd: 1 })
    await expect(studio.generation.start(studio.order())).rejects.toMatchObject({
      code: 'price-unknown',
    })
    expect(sent()).toBe(0)
    await studio.generation.run(studio.order({ maxCostUsd: 0.75 }))
    const second = studio.generation.start(studio.order({ maxCostUsd: 0.75 }))
    await expect(second).rejects.toMatchObject({ details: { which: 'month', spentUsd: 0.75 } })
    expect(sent()).toBe(1)
  })

  it('and a known one above what is allowed for one order is refused', async () => {
    const studio = await priced(1)
    await expect(studio.generation.start(studio.order({ maxCostUsd: 0.5 }))).rejects.toMatchObject({
      code: 'spending-limit',
      details: { which: 'order' },
    })
    expect(sent()).toBe(0)
  })
})

describe('the day', () => {
  const attempt = {
    subject: { kind: 'campaign', id: 1 },
    service: 'openai',
    host: 'api.example',
    model: 'm',
    pictures: 1,
    worst: { usd: 1, by: 'own-price' },
    maxCostUsd: null,
  } as const

  function at(local: string) {
    const times = { now: new Date(local) }
    const library = openLibrary()
    addCast(library)
    const spending = createSpending({ database: library.database, clock: () => times.now })
    return { times, spending, library }
  }

  it('ends at midnight where the game master is', () => {
    const { times, spending } = at('2026-11-30T23:59:00')
    spending.setLimits({ dayUsd: 1, monthUsd: 1 })
    spending.reserve(attempt)
    expect(() => spending.reserve(attempt)).toThrow('spending-limit')
    times.now = new Date('2026-12-01T00:00:30')
    spending.reserve(attempt)
    expect(spending.month().month).toBe('2026-12')
    expect(spending.month('2026-11').openUsd).toBe(1)
    expect(spending.month().months).toEqual(['2026-12', '2026-11'])
  })

  it('is not won back by a clock that is set back', () => {
    const { times, spending } = at('2026-12-01T10:00:00')
    spending.setLimits({ dayUsd: 1 })
    spending.reserve(attempt)
    for (const back of ['2026-11-30T10:00:00', '2020-01-01T10:00:00']) {
      times.now = new Date(back)
      expect(() => spending.reserve(attempt)).toThrow('spending-limit')
    }
    times.now = new Date('2026-12-02T00:00:00')
    spending.reserve(attempt)
  })

  it('keeps what was spent when the character, the campaign and the order are gone', async () => {
    const { spending, library } = at('2026-12-01T10:00:00')
    spending.setLimits({ campaign: { id: 1, monthUsd: 5 }, dayUsd: 1 })
    spending.reserve(attempt)
    library.campaigns.trash(1)
    await removeForGood(openTrash(library), 'all')
    expect(library.database.prepare('SELECT count(*) FROM campaign').pluck().get()).toBe(0)
    const { rows, limits } = spending.month()
    expect(rows).toMatchObject([{ campaignName: 'La Quête du Dragon Noir', reservedUsd: 1 }])
    expect(limits).toEqual({ dayUsd: 1, monthUsd: null, campaigns: [] })
    expect(() => spending.reserve(attempt)).toThrow('spending-limit')
  })
})
