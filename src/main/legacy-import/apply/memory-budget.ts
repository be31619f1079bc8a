/** Lets work begin as long as what it holds in memory stays within a sum; one too large goes alone. */
export type MemoryBudget = <Value>(bytes: number, work: () => Promise<Value>) => Promise<Value>

interface Waiting {
  readonly bytes: number
  readonly begin: () => void
}

/** Makes one for this many bytes and this many pieces of work at once; first come, first served. */
export function createMemoryBudget(maximumBytes: number, atOnce: number): MemoryBudget {
  const line: Waiting[] = []
  let held = 0
  let running = 0

  function pump(): void {
    for (let next = line[0]; next !== undefined; next = line[0]) {
      const fits = running < atOnce && held + next.bytes <= maximumBytes
      if (running > 0 && !fits) return
      line.shift()
      running += 1
      held += next.bytes
      next.begin()
    }
  }

  return async (bytes, work) => {
    await new Promise<void>((begin) => {
      line.push({ bytes, begin })
      pump()
    })
    try {
      return await work()
    } finally {
      running -= 1
      held -= bytes
      pump()
    }
  }
}
