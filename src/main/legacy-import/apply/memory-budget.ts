import type { PlaceForBytes } from '../../core/disk/file-system'
import { createLimit } from '../../core/tasks/limit'

/**
 * Lets work begin as long as what it holds in memory stays within a sum; one too large goes alone. The work
 * gets memory for its bytes, which others get once it has ended.
 */
export type MemoryBudget = <Value>(
  bytes: number,
  work: (memory: PlaceForBytes) => Promise<Value>,
) => Promise<Value>

/** Makes one for this many bytes and this many pieces of work at once; first come, first served. */
export function createMemoryBudget(maximumBytes: number, atOnce: number): MemoryBudget {
  const limit = createLimit(atOnce, maximumBytes)
  const ground = createGround(maximumBytes)

  return (bytes, work) =>
    limit(async () => {
      const plots: Plot[] = []
      try {
        return await work((length) => {
          const plot = ground.take(length)
          if (plot === null) return new Uint8Array(length)
          plots.push(plot)
          return plot.bytes
        })
      } finally {
        for (const plot of plots) ground.giveBack(plot)
      }
    }, bytes)
}

interface Plot {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Memory that is used again and again: what is merely let go of is only given back when the collector comes
 * round to it, a hundred pictures later. Pages nobody wrote to take no room, so it fills from its beginning.
 */
function createGround(length: number) {
  const whole = new ArrayBuffer(length)
  /** In the order of their places. */
  const taken: Plot[] = []

  return {
    /** The first place with so much room, or null when there is none. */
    take(bytes: number): Plot | null {
      let start = 0
      let at = 0
      for (const plot of taken) {
        if (plot.start - start >= bytes) break
        start = plot.end
        at += 1
      }
      const end = start + bytes
      if (end > length) return null
      const plot = { start, end, bytes: new Uint8Array(whole, start, bytes) }
      taken.splice(at, 0, plot)
      return plot
    },

    giveBack(plot: Plot): void {
      taken.splice(taken.indexOf(plot), 1)
    },
  }
}
