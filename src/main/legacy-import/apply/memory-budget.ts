import type { AllocateBytes } from '../../core/disk/file-system'
import { createLimit } from '../../core/tasks/limit'

/**
 * Lets work begin as long as what it holds in memory stays within a sum; one too large goes alone. The work
 * gets memory for its bytes, which others get once it has ended.
 */
export type MemoryBudget = <Value>(
  bytes: number,
  work: (memory: AllocateBytes) => Promise<Value>,
) => Promise<Value>

/** Makes one for this many bytes and this many pieces of work at once; first come, first served. */
export function createMemoryBudget(maximumBytes: number, atOnce: number): MemoryBudget {
  const limit = createLimit(atOnce, maximumBytes)
  const arena = createArena(maximumBytes)

  return (bytes, work) =>
    limit(async () => {
      const blocks: Block[] = []
      try {
        return await work((length) => {
          const block = arena.take(length)
          if (block === null) return new Uint8Array(length)
          blocks.push(block)
          return block.bytes
        })
      } finally {
        for (const block of blocks) arena.release(block)
      }
    }, bytes)
}

interface Block {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Reused memory: the garbage collector would free dropped buffers only a hundred pictures later. Pages that
 * were never written to take no room, so it fills from its beginning.
 */
function createArena(length: number) {
  const whole = new ArrayBuffer(length)
  /** In the order of their places. */
  const taken: Block[] = []

  return {
    /** The first place with so much room, or null when there is none. */
    take(bytes: number): Block | null {
      let start = 0
      let at = 0
      for (const block of taken) {
        if (block.start - start >= bytes) break
        start = block.end
        at += 1
      }
      const end = start + bytes
      if (end > length) return null
      const block = { start, end, bytes: new Uint8Array(whole, start, bytes) }
      taken.splice(at, 0, block)
      return block
    },

    release(block: Block): void {
      taken.splice(taken.indexOf(block), 1)
    },
  }
}
