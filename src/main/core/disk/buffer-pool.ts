/** Larger pieces than this are given back to the system at once; a portrait seldom is that large. */
const largestPooledBytes = 8 * 1024 * 1024
const stepBytes = 256 * 1024

/** Gives memory of at least this many bytes; what is in it is what was there before. */
export type AllocateBuffer = (bytes: number) => Uint8Array

export interface BufferLease {
  readonly allocate: AllocateBuffer
  /** Returns all memory of this lease to the pool; it may not be used any more. */
  release(): void
}

/**
 * Memory that is reused. Allocating it for each portrait costs ten times as much as reading the portrait,
 * because the system clears every page. It is shared memory, so that another thread can read it without a
 * copy.
 */
export function createBufferPool(): { borrow(): BufferLease } {
  const free: Uint8Array[] = []

  return {
    borrow() {
      let borrowed: Uint8Array[] = []
      return {
        allocate(bytes) {
          const known = free.findIndex((one) => one.length >= bytes)
          const [found = make(bytes)] = known === -1 ? [] : free.splice(known, 1)
          borrowed.push(found)
          return found.subarray(0, bytes)
        },
        release() {
          free.push(...borrowed.filter(({ length }) => length <= largestPooledBytes))
          borrowed = []
        },
      }
    },
  }
}

function make(bytes: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(Math.ceil(bytes / stepBytes) * stepBytes))
}
