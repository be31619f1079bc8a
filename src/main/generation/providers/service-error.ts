import { AppError, type ErrorCode, type ErrorDetails } from '../../../shared/errors'

/** rate-limit: not now, ask again after a while · overloaded: it did no work, ask once more. */
export type RetryRule = 'never' | 'rate-limit' | 'overloaded'

export interface ServiceErrorFacts {
  readonly mayHaveBeenBilled?: boolean
  readonly retry?: RetryRule
  /** What the service asked for, in milliseconds. */
  readonly retryAfterMs?: number | null
  /** The service's own number for the request. */
  readonly requestId?: string | null
  /** The parameter it does not accept. */
  readonly parameter?: string | null
  readonly cause?: unknown
}

/** An image service, or the way to it, failed. */
export class ServiceError extends AppError {
  readonly mayHaveBeenBilled: boolean
  readonly retry: RetryRule
  readonly retryAfterMs: number | null
  readonly requestId: string | null
  readonly parameter: string | null

  constructor(code: ErrorCode, details: ErrorDetails, facts: ServiceErrorFacts = {}) {
    super(code, details, { cause: facts.cause })
    this.mayHaveBeenBilled = facts.mayHaveBeenBilled ?? false
    this.retry = facts.retry ?? 'never'
    this.retryAfterMs = facts.retryAfterMs ?? null
    this.requestId = facts.requestId ?? null
    this.parameter = facts.parameter ?? null
  }
}

/** Details with the service's own words, for the sentence that quotes them. */
export function quoting(details: ErrorDetails, reason: string): ErrorDetails {
  return reason === '' ? details : { ...details, reason, context: 'reason' }
}

/** Details with the service's own words, which are said after the sentence. */
export function saying(details: ErrorDetails, reason: string): ErrorDetails {
  return reason === '' ? details : { ...details, said: reason }
}

/** What answered is something else: a page, another kind of server. `mediaType` may be empty. */
export function notAnImageService(
  details: ErrorDetails,
  mediaType: string,
  requestId: string | null,
): ServiceError {
  const typed = mediaType === '' ? details : { ...details, type: mediaType, context: 'type' }
  return new ServiceError('not-an-image-service', typed, { requestId })
}
