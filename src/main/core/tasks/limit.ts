/** Lets a number of pieces of work run at once, the others in the order they came. */
export type Limit = <Value>(work: () => Promise<Value>) => Promise<Value>

/** Makes a turnstile with this many places. */
export function createLimit(places: number): Limit {
  let free = places
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place goes straight to the next in line, so that nobody can slip in between.
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
