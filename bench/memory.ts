import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { checkout, sandboxSwitches, startElectron } from './electron.ts'
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
  const probe = join(checkout, 'bench/memory-probe.cjs')
  const switches = ['--js-flags=--expose-gc', ...sandboxSwitches, `--user-data-dir=${dataFolder}`]
  const child = startElectron(['-r', probe, checkout, ...switches], {
    BENCH_ROUNDS: String(rounds),
  })
  let figures: readonly number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, json] = line.split(' ', 2)
    if (word === 'MEMORY' && json !== undefined) figures = JSON.parse(json)
  }
  return figures
}
