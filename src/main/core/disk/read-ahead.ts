import { type AllocateBuffer, type BufferLease, createBufferPool } from './buffer-pool'

/** Items being read at the same time, and how many bytes of them are held in memory. */
const atOnce = 4
const heldBytes = 48 * 1024 * 1024

export interface Weighed {
  readonly bytes: number
}

/**
 * Reads items a few ahead of the consumer, and yields the results in order. Memory stays below 48 MiB, or the
 * size of a single larger item; what `allocate` returns belongs to the item until the next one is requested.
 * Rejects when the turn of an item comes that failed.
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
      // The consumer gets the rejection when its turn comes; until then it must not count as unhandled.
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
