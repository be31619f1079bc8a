import type { ErrorDetails } from '../../../shared/errors'
import type { HideKey } from '../services/hide-key'
import { optionalParameters } from './profiles'
import type { Complaint } from './read-failure'
import { sanitiseReason } from './sanitise'
import { notAnImageService, quoting, ServiceError, saying } from './service-error'

/** Which limit of the account is reached; the sentence for each is `error.credit-exhausted_<limit>`. */
const limits: Readonly<Record<string, string>> = {
  credit_balance_exhausted: 'credit',
  insufficient_quota: 'credit',
  billing_hard_limit_reached: 'hard-limit',
  project_spend_limit_exceeded: 'project',
  organization_spend_limit_exceeded: 'organisation',
  organization_usage_limit_exceeded: 'usage',
}

const refusals: ReadonlySet<string> = new Set([
  'moderation_blocked',
  'content_policy_violation',
  'content_filter',
  'contentFilter',
])

const unknownParameters: ReadonlySet<string> = new Set([
  'unknown_parameter',
  'unsupported_parameter',
  'unsupported_value',
  'invalid_value',
])

export interface AskedFor {
  readonly host: string
  readonly model: string
  readonly prompt: string
  /** Hides the key it was asked with. */
  readonly hide: HideKey
}

/** The meaning of a complaint: services answer alike, so status and code decide (openai 7.57.0). */
export function classifyFailure(complaint: Complaint, asked: AskedFor): ServiceError {
  const { status, code, type, message, mediaType, requestId } = complaint
  const { host, model } = asked
  const reason = sanitiseReason(message, asked.prompt)
  const details: ErrorDetails = { host, status }
  const said = saying(details, reason)
  const limit = limits[code] ?? limits[type]

  if (limit !== undefined || status === 402) {
    const which = {
      ...said,
      limit: limit === undefined ? null : code || type,
      context: limit ?? null,
    }
    return new ServiceError('credit-exhausted', which, { requestId })
  }
  if (refusals.has(code) || refusals.has(type)) {
    return new ServiceError('prompt-refused', quoting({ host }, reason), { requestId })
  }
  if (code === 'model_not_found' || (status === 404 && isAboutModel(complaint, model))) {
    return new ServiceError('model-not-found', { host, model }, { requestId })
  }
  if (status === 401) return new ServiceError('key-refused', said, { requestId })
  if (status === 403) return refusedAccess(complaint, details, reason)
  const passing = passingFailure(complaint, said)
  if (passing !== null) return passing
  if (status >= 300 && status < 400) return moved(complaint, host)
  if (isNotAService(complaint)) {
    return notAnImageService(saying({ host, status }, reason), mediaType, requestId)
  }
  const parameter = refusedParameter(complaint)
  if (parameter !== null) {
    const named = saying({ host, parameter }, reason)
    return new ServiceError('parameter-refused', named, { requestId, parameter })
  }
  return new ServiceError('order-refused', quoting(details, reason), { requestId })
}

/** What may be different in a while; null for what will not. */
function passingFailure(complaint: Complaint, said: ErrorDetails): ServiceError | null {
  const { status, requestId, retryAfterMs } = complaint
  if (status === 429) {
    const seconds = retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1_000)
    const { status: _, ...details } = said
    const facts = { requestId, retryAfterMs, retry: 'rate-limit' } as const
    return new ServiceError('rate-limited', { ...details, seconds }, facts)
  }
  if (status === 408 || status === 504 || status === 524) {
    return new ServiceError('answer-timed-out', said, { requestId, mayHaveBeenBilled: true })
  }
  if (status < 500) return null
  const didNoWork = status === 500 || status === 502 || status === 503
  const retry = didNoWork ? 'overloaded' : 'never'
  return new ServiceError('service-overloaded', said, { requestId, retry, retryAfterMs })
}

/** A redirect is never followed with the order and its key; where it leads to is said as far as its host. */
function moved({ status, location, requestId }: Complaint, host: string): ServiceError {
  const target = location ?? ''
  const base = `http://${host}`
  const to = target !== '' && URL.canParse(target, base) ? new URL(target, base) : null
  const isWeb = to !== null && (to.protocol === 'https:' || to.protocol === 'http:')
  const details = { host, status, to: null }
  if (!isWeb) return new ServiceError('service-moved', details, { requestId })
  const isElsewhere = to.host !== host
  const where = isElsewhere
    ? `${/^https?:/i.test(target) ? `${to.protocol}//` : ''}${to.host}`
    : null
  return new ServiceError(
    'service-moved',
    { ...details, to: where, context: isElsewhere ? 'elsewhere' : 'path' },
    { requestId },
  )
}

function refusedAccess(
  { code, message, requestId }: Complaint,
  details: ErrorDetails,
  reason: string,
): ServiceError {
  const said = saying(details, reason)
  if (/verif/i.test(message)) {
    return new ServiceError('organisation-not-verified', said, { requestId })
  }
  if (/country|region|territory/i.test(code + message)) {
    return new ServiceError('access-refused', { ...said, context: 'region' }, { requestId })
  }
  return new ServiceError('access-refused', quoting(details, reason), { requestId })
}

function isAboutModel({ message, parameter, kind }: Complaint, model: string): boolean {
  if (kind === 'page') return false
  const isNamed = model !== '' && message.includes(model)
  return isNamed || parameter === 'model' || /\bmodel\b/i.test(message)
}

// Pages, addresses the server has never heard of, and a success that is neither pictures nor a reason.
function isNotAService({ status, kind, message }: Complaint): boolean {
  if (status < 300 || status === 404 || status === 405 || kind === 'page') return true
  return kind === 'text' && message === ''
}

function refusedParameter({ status, code, parameter, message }: Complaint): string | null {
  if (status !== 400 && status !== 422) return null
  if (parameter === 'prompt') return null
  if (parameter !== '') {
    const isOurs = optionalParameters.some((name) => name === parameter)
    return isOurs || unknownParameters.has(code) ? parameter : null
  }
  // Older servers name it only in their sentence.
  return optionalParameters.find((name) => new RegExp(`\\b${name}\\b`).test(message)) ?? null
}
