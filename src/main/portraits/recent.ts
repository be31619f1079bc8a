/** Keeps what was asked for most recently, up to a sum of bytes; never more, whatever is put in. */
export interface RecentBytes {
  get(key: string): Uint8Array<ArrayBuffer> | undefined
  put(key: string, bytes: Uint8Array<ArrayBuffer>): void
}

/** Makes one that holds this many bytes at most. */
export function createRecentBytes(maximumBytes: number): RecentBytes {
  // A Map remembers the order things were put in, so the first one is the one unused for longest.
  const recent = new Map<string, Uint8Array<ArrayBuffer>>()
  let sum = 0

  function drop(key: string): void {
    sum -= recent.get(key)?.length ?? 0
    recent.delete(key)
  }

  return {
    get(key) {
      const bytes = recent.get(key)
      if (bytes !== undefined) {
        recent.delete(key)
        recent.set(key, bytes)
      }
      return bytes
    },

    put(key, bytes) {
      drop(key)
      if (bytes.length > maximumBytes) return
      recent.set(key, bytes)
      sum += bytes.length
      for (const oldest of recent.keys()) {
        if (sum <= maximumBytes) break
        drop(oldest)
      }
    },
  }
}
