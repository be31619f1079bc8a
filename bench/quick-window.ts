import { percentile, type Row } from './measure.ts'
import { type QuickInteractions, quickScript } from './quick-page.ts'
import { runInPage } from './run-in-page.ts'

const limit = { on: 'ours', most: 150 } as const

/** A quick character in the real window, among 3,000: from the keys to their strip, and to their row and face. */
export async function measureQuickWindow(dataFolder: string): Promise<Row[]> {
  const { shown, kept } = await runInPage<QuickInteractions>(dataFolder, quickScript())
  const row = (name: string, samples: readonly number[], against: string): Row => ({
    name: `${name}, 95th percentile`,
    unit: 'ms',
    ours: percentile(samples, 0.95),
    baseline: null,
    against: `from the keys to ${against}, in the real window`,
    limit,
  })
  return [
    row('a quick character is drawn', shown, 'the frame that shows a name and a face'),
    row('a quick character is kept', kept, 'the row in the library and the frame with the face'),
  ]
}
