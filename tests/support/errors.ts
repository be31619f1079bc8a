import { AppError } from '../../src/shared/errors'

/** The foreseen error a promise is rejected with; anything else fails the test. */
export async function appErrorOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof AppError) return error
  throw new Error(`no foreseen error: ${String(error)}`, { cause: error })
}
