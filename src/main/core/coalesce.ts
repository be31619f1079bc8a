/** Makes many calls within this time, in milliseconds, into one at its end. */
export function coalesce(action: () => void, waitMs: number): () => void {
  let isWaiting = false
  return () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      action()
    }, waitMs)
  }
}
