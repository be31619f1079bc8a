import { join } from 'node:path'
import { probeApp } from './electron.ts'
import { largeCast } from './large-cast.ts'
import { percentile, type Row } from './measure.ts'

interface Answer {
  /** From Ctrl+A to the frame that shows that all are selected. */
  readonly selectMs: readonly number[]
  /** The longest time in which the main process answered nothing while all of them went to the trash. */
  readonly stallMs: number
}

/** All of a large cast selected in the real window, and moved to the trash. */
export async function measureSelectAll(folder: string): Promise<Row[]> {
  const answer = await probeApp('select-probe.cjs', 'SELECTED', {
    dataFolder: join(folder, largeCast.folder),
    env: { BENCH_CHARACTERS: String(largeCast.characters) },
  })
  if (answer === undefined) throw new Error('selecting was not measured in its window')
  const { selectMs, stallMs } = answer as Answer
  return [
    {
      name: 'all of 10,000 characters selected, 95th percentile',
      unit: 'ms',
      ours: percentile([...selectMs], 0.95),
      baseline: null,
      against: 'from the keys to the frame that shows it, in the real window',
      limit: { on: 'ours', most: 100 },
    },
    {
      name: 'longest stall of the main process while 10,000 characters go to the trash',
      unit: 'ms',
      ours: stallMs,
      baseline: null,
      against: 'how late a timer of 5 ms is called',
      limit: { on: 'ours', most: 50 },
    },
  ]
}
