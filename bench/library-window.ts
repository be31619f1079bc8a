import { type Interactions, wallScript } from './library-page.ts'
import { percentile, type Row } from './measure.ts'
import { runInPage } from './run-in-page.ts'

const names: Readonly<Record<keyof Interactions, string>> = {
  filter: 'another filter on the library’s wall',
  search: 'a letter more in its search',
  scroll: 'a jump to anywhere on it',
  select: 'one more portrait selected',
}

/** The library of 10,000 portraits in the real window: from an input to the frame that shows its effect. */
export async function measureLibraryWindow(dataFolder: string): Promise<Row[]> {
  const times = await runInPage<Interactions>(dataFolder, wallScript())
  const { filter, search, scroll, select } = times
  return Object.entries({ filter, search, scroll, select }).map(([name, samples]) => ({
    name: `${names[name as keyof Interactions]} among 10,000, 95th percentile`,
    unit: 'ms',
    ours: percentile(samples, 0.95),
    baseline: null,
    against: 'from the input to the frame that shows its effect, in the real window',
    limit: { on: 'ours', most: 100 },
  }))
}
