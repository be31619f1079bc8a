import { spawnSync } from 'node:child_process'

/** One line of the table. Times in milliseconds, memory in mebibytes. */
export interface Row {
  readonly name: string
  readonly unit: 'ms' | 'MiB' | 's'
  /** Castkeeper's figure: a median, unless the name says otherwise. */
  readonly ours: number
  /** What it is held against, measured in the same run, turn by turn; null where there is nothing. */
  readonly baseline: number | null
  readonly against: string
  readonly limit: Limit | null
}

/** What must hold: the ratio to the baseline, or our own figure. */
export interface Limit {
  readonly on: 'ratio' | 'ours'
  readonly most: number
}

/** How many times the baseline ours is, or null without one. */
export function ratioOf({ ours, baseline }: Row): number | null {
  return baseline === null ? null : ours / baseline
}

/** Null for a row that is only reported. */
export function isHeld(row: Row): boolean | null {
  if (row.limit === null) return null
  const figure = row.limit.on === 'ratio' ? ratioOf(row) : row.ours
  return figure !== null && figure <= row.limit.most
}

/** The value below which this share (0 to 1) of the samples lies, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new RangeError('there are no samples')
  return value
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** How long the work takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

type Side = (round: number) => Promise<number>

/**
 * Takes turns, each side first in every other round, so that a machine that slows down or warms up
 * slows both. A side answers its own figure. The first `warmUps` rounds do not count.
 */
export async function takeTurns(
  { rounds, warmUps }: { readonly rounds: number; readonly warmUps: number },
  sides: { readonly ours: Side; readonly baseline: Side },
): Promise<{ readonly ours: number[]; readonly baseline: number[] }> {
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = 0; round < rounds + warmUps; round += 1) {
    const isOursFirst = round % 2 === 0
    const early = isOursFirst ? await sides.ours(round) : undefined
    const other = await sides.baseline(round)
    const own = early ?? (await sides.ours(round))
    if (round < warmUps) continue
    ours.push(own)
    baseline.push(other)
  }
  return { ours, baseline }
}

/** Does this with each of them, so many at a time. */
export async function inTurns<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const line = [...items]
  const takeOne = async () => {
    for (let item = line.pop(); item !== undefined; item = line.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, takeOne))
}

/** What an earlier turn has left to be written must not be paid by the next. */
export function settleDisk(): void {
  spawnSync('sync')
}

export interface SpeedOrder {
  readonly name: string
  readonly against: string
  readonly rounds: number
  readonly limit: Row['limit']
  readonly ours: (round: number) => unknown
  readonly baseline: (round: number) => unknown
}

/** Measures how long each side takes, in turns: the 95th percentile of each, in milliseconds. */
export async function measureSpeed(order: SpeedOrder): Promise<Row> {
  const { name, against, rounds, limit, ours, baseline } = order
  const times = await takeTurns(
    { rounds, warmUps: 20 },
    {
      ours: (round) => timed(() => ours(round)),
      baseline: (round) => timed(() => baseline(round)),
    },
  )
  return {
    name: `${name}, 95th percentile`,
    unit: 'ms',
    ours: percentile(times.ours, 0.95),
    baseline: percentile(times.baseline, 0.95),
    against,
    limit,
  }
}
