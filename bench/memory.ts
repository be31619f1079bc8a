import { probeApp } from './electron.ts'
import type { Row } from './measure.ts'

const rounds = 3
/** What a round may leave behind by chance: caches not yet full, pages not yet given back. */
const tolerance = 1.1

/** Memory of all processes after scrolling through 3,000 cards, round after round. */
export async function measureMemory(dataFolder: string): Promise<Row[]> {
  const [before, first, ...later] = await scrollThrough(dataFolder)
  const last = later.at(-1)
  if (before === undefined || first === undefined || last === undefined) {
    throw new Error('the wall was not scrolled through')
  }
  return [
    {
      name: 'memory of all processes, 3,000 cards scrolled end to end',
      unit: 'MiB',
      ours: first,
      baseline: before,
      against: 'the same before scrolling',
      limit: null,
    },
    {
      name: `the same after ${rounds} rounds`,
      unit: 'MiB',
      ours: last,
      baseline: first,
      against: 'after the first round (a tenth may be chance)',
      limit: { on: 'ratio', most: tolerance },
    },
  ]
}

/** Mebibytes before the first round and after each. */
async function scrollThrough(dataFolder: string): Promise<readonly number[]> {
  const env = { BENCH_ROUNDS: String(rounds) }
  const figures = await probeApp('memory-probe.cjs', 'MEMORY', { dataFolder, env })
  return (figures ?? []) as readonly number[]
}
