import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { openDatabase } from '../../src/main/core/database/open'
import type { Attempt } from '../../src/main/generation/spending/lines'
import { createSpending } from '../../src/main/generation/spending/spending'
import { measureSpeed, type Row } from '../measure'

/** Requests in the month so far. */
const lines = 2_000
const samples = 300
const most = { on: 'ours', most: 5 } as const

/** What the limits of the day, the month and the campaign add to an order: the 95th percentile, in main. */
export async function measureSpending(folder: string): Promise<Row[]> {
  const clock = () => new Date()
  const database = openDatabase({ dataFolder: join(folder, 'spending'), clock })
  const { id } = createCampaigns({ database, clock }).create({ name: 'Painted often' })
  const spending = createSpending({ database, clock })
  const limit = 90_000
  spending.setLimits({ dayUsd: limit, monthUsd: limit, campaign: { id, monthUsd: limit } })
  const attempt: Attempt = {
    subject: { kind: 'campaign', id },
    service: 'openai',
    host: 'api.example',
    model: 'a-model',
    pictures: 1,
    worst: { usd: 1, by: 'own-price' },
    maxCostUsd: null,
  }
  database.transaction(() => {
    for (let line = 0; line < lines; line += 1) spending.reserve(attempt)
  })()
  const readRow = database.prepare<[number], unknown>('SELECT * FROM campaign WHERE id = ?')
  const row = await measureSpeed({
    name: 'the limits before an order, 2,000 requests in the month',
    against: 'one row read by its key',
    rounds: samples,
    limit: most,
    ours: () => spending.requireWithin(attempt),
    baseline: () => readRow.get(id),
  })
  database.close()
  return [row]
}
