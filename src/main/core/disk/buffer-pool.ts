/** Larger pieces than this are given back to the system at once; a portrait seldom is that large. */
const keptBytes = 8 * 1024 * 1024
const stepBytes = 256 * 1024

/** Gives memory of at least this many bytes; what is in it is what was there before. */
export type BorrowBuffer = (bytes: number) => Uint8Array

export interface BorrowedBuffers {
  readonly lend: BorrowBuffer
  /** Takes back all that was lent; nobody may use it any more. */
  takeBack(): void
}

/**
 * Memory that is used again and again. Asking the system for that of each portrait anew costs ten times as
 * much as reading the portrait: every page of it is cleared first. It is shared memory, so that another
 * thread can look at it without a copy.
 */
export function createBufferPool(): { borrow(): BorrowedBuffers } {
  const free: Uint8Array[] = []

  return {
    borrow() {
      let borrowed: Uint8Array[] = []
      return {
        lend(bytes) {
          const known = free.findIndex((one) => one.length >= bytes)
          const [found = make(bytes)] = known === -1 ? [] : free.splice(known, 1)
          borrowed.push(found)
          return found.subarray(0, bytes)
        },
        takeBack() {
          free.push(...borrowed.filter(({ length }) => length <= keptBytes))
          borrowed = []
        },
      }
    },
  }
}

function make(bytes: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(Math.ceil(bytes / stepBytes) * stepBytes))
}
