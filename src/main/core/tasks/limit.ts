/** Runs work as soon as the limit allows it, first come, first served. The default weight is 0. */
export type Limit = <Value>(work: () => Promise<Value>, weight?: number) => Promise<Value>

interface Waiting {
  readonly weight: number
  readonly begin: () => void
}

/**
 * Lets so many pieces of work run at once, as long as their weights together stay within the maximum. One that is
 * heavier than that runs alone.
 */
export function createLimit(places: number, maximumWeight = Number.POSITIVE_INFINITY): Limit {
  const queue: Waiting[] = []
  let running = 0
  let weightRunning = 0

  const fits = (weight: number): boolean =>
    running === 0 || (running < places && weightRunning + weight <= maximumWeight)

  function count(weight: number): void {
    running += 1
    weightRunning += weight
  }

  // What waits is counted before it begins, so that nothing that comes later can take its place.
  function beginNext(): void {
    for (let next = queue[0]; next !== undefined && fits(next.weight); next = queue[0]) {
      queue.shift()
      count(next.weight)
      next.begin()
    }
  }

  return async (work, weight = 0) => {
    if (queue.length === 0 && fits(weight)) count(weight)
    else await new Promise<void>((begin) => queue.push({ weight, begin }))
    try {
      return await work()
    } finally {
      running -= 1
      weightRunning -= weight
      beginNext()
    }
  }
}

export interface EachOptions<Item> {
  readonly places: number
  /** See `createLimit`. */
  readonly maximumWeight?: number
  readonly weightOf?: (item: Item) => number
  /** Once it is aborted, no further item begins. */
  readonly signal?: AbortSignal
}

/**
 * Does this with each item, so many at a time; an item is taken only when the one before it has begun. After a
 * failure, or the signal, no further item begins. Once those under way have ended, it throws the signal's reason, or
 * else the first failure.
 */
export async function forEachLimited<Item>(
  items: Iterable<Item>,
  { places, maximumWeight, weightOf = () => 0, signal }: EachOptions<Item>,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const limit = createLimit(places, maximumWeight)
  const running: Promise<void>[] = []
  const failures: unknown[] = []
  const isOver = () => failures.length > 0 || signal?.aborted === true

  async function begin(item: Item): Promise<void> {
    const begun = Promise.withResolvers<void>()
    const one = limit(async () => {
      begun.resolve()
      if (isOver()) return
      try {
        await work(item)
      } catch (error) {
        // Noted before the place is free, or the next item would begin.
        failures.push(error)
      }
    }, weightOf(item))
    running.push(one)
    await begun.promise
  }

  try {
    for (const item of items) {
      if (isOver()) break
      await begin(item)
    }
  } finally {
    await Promise.all(running)
  }
  signal?.throwIfAborted()
  if (failures.length > 0) throw failures[0]
}

/**
 * Waits for two pieces of work that run at the same time. When one fails, the other has ended too before this throws,
 * so that what both use can be removed then. Throws the first one's error, or else the other's.
 */
export async function waitForBoth<One, Other>(
  one: Promise<One>,
  other: Promise<Other>,
): Promise<[One, Other]> {
  await Promise.allSettled([one, other])
  return [await one, await other]
}
