import { type AllocateBuffer, type BufferLease, createBufferPool } from './buffer-pool'

/** Items being read at the same time, and how many bytes of them are held in memory. */
const atOnce = 4
const heldBytes = 48 * 1024 * 1024

export interface Weighed {
  readonly bytes: number
}

/**
 * Reads items a few ahead of who uses them, and yields what was read in their order. Memory stays below 48
 * MiB, or the size of the one item that is larger; what `lend` gives is the item's until the next one is
 * asked for. Rejects as soon as the item's turn comes that failed.
 */
export async function* readAhead<Item extends Weighed, Value>(
  items: Iterable<Item>,
  read: (item: Item, allocate: AllocateBuffer) => Promise<Value>,
): AsyncGenerator<{ readonly item: Item; readonly value: Value }> {
  const waiting = items[Symbol.iterator]()
  const pool = createBufferPool()
  const running: {
    readonly item: Item
    readonly value: Promise<Value>
    readonly memory: BufferLease
  }[] = []
  let held = 0
  let next = waiting.next()

  const start = (): void => {
    while (!next.done && running.length < atOnce) {
      const item = next.value
      if (running.length > 0 && held + item.bytes > heldBytes) return
      const memory = pool.borrow()
      const value = read(item, memory.allocate)
      // Whoever waits for it hears of it; until then it must not count as unheard.
      value.catch(() => undefined)
      running.push({ item, value, memory })
      held += item.bytes
      next = waiting.next()
    }
  }

  try {
    for (;;) {
      start()
      const first = running.shift()
      if (first === undefined) return
      yield { item: first.item, value: await first.value }
      held -= first.item.bytes
      first.memory.release()
    }
  } finally {
    // What still reads must have ended before its files are closed or removed.
    await Promise.allSettled(running.map(({ value }) => value))
  }
}
