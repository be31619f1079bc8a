/** What was thrown, or the reason of the cancelling when the task was cancelled. */
export function cancelledOr(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? signal.reason : error
}

/**
 * What the work comes to, or the signal's reason as soon as it is aborted: a drive that does not answer
 * holds nothing up. The work itself goes on, so it must leave nothing behind.
 */
export async function unlessAborted<Value>(
  signal: AbortSignal | undefined,
  work: Promise<Value>,
): Promise<Value> {
  if (signal === undefined) return work
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
