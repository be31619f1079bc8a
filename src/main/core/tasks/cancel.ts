import { AppError } from '../../../shared/errors'

/** Throws AppError `backup-cancelled` once the game master has pressed Cancel. */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('backup-cancelled')
}

/** What was thrown, or `backup-cancelled` when that is why. */
export function cancelledOr(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? new AppError('backup-cancelled', {}, { cause: error }) : error
}
