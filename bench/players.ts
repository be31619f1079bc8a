import { probeApp } from './electron.ts'
import { percentile, type Row } from './measure.ts'

interface Times {
  readonly shown: readonly number[]
  readonly next: readonly number[]
}

/** The players' window over a library that is there: from the request to the first frame that shows the face. */
export async function measurePlayers(dataFolder: string): Promise<Row[]> {
  const times = await probeApp('players-probe.cjs', 'PLAYERS', { dataFolder, env: {} })
  if (!isTimes(times)) throw new Error('the players’ window was not measured')
  const against = 'from the request to the first frame of the players’ window that shows it'
  const row = (name: string, samples: readonly number[], most: number): Row => ({
    name: `${name}, 95th percentile`,
    unit: 'ms',
    ours: percentile([...samples], 0.95),
    baseline: null,
    against,
    limit: { on: 'ours', most },
  })
  return [
    row('a stored face shown to the players', times.shown, 150),
    row('the next face of the players’ queue', times.next, 50),
  ]
}

function isTimes(times: unknown): times is Times {
  return typeof times === 'object' && times !== null && 'shown' in times && 'next' in times
}
