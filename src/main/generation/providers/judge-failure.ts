import type { ErrorDetails } from '../../../shared/errors'
import { optionalParameters } from './profiles'
import type { Complaint } from './read-failure'
import { sanitiseReason } from './sanitise'
import { notAnImageService, quoting, ServiceError } from './service-error'

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
}

/** What a complaint means: services answer alike, and status and code tell (openai 7.57.0). */
export function judgeFailure(complaint: Complaint, asked: AskedFor): ServiceError {
  const { status, code, type, message, mediaType, requestId, retryAfterMs } = complaint
  const { host, model } = asked
  const reason = sanitiseReason(message, asked.prompt)
  const details: ErrorDetails = { host, status }
  const limit = limits[code] ?? limits[type]

  if (limit !== undefined || status === 402) {
    const which = {
      ...details,
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
  if (status === 401) return new ServiceError('key-refused', details, { requestId })
  if (status === 403) return refusedAccess(complaint, details, reason)
  if (status === 429) {
    const seconds = retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1_000)
    const facts = { requestId, retryAfterMs, retry: 'rate-limit' } as const
    return new ServiceError('rate-limited', { host, seconds }, facts)
  }
  if (status === 408 || status === 504 || status === 524) {
    return new ServiceError('answer-timed-out', details, { requestId, mayHaveBeenBilled: true })
  }
  if (status >= 500) {
    const didNoWork = status === 500 || status === 502 || status === 503
    const retry = didNoWork ? 'overloaded' : 'never'
    return new ServiceError('service-overloaded', details, { requestId, retry, retryAfterMs })
  }
  if (isNotAService(complaint)) {
    return notAnImageService({ host, status }, mediaType, requestId)
  }
  const parameter = refusedParameter(complaint)
  if (parameter !== null) {
    return new ServiceError('parameter-refused', { host, parameter }, { requestId, parameter })
  }
  return new ServiceError('order-refused', quoting(details, reason), { requestId })
}

function refusedAccess(
  { code, message, requestId }: Complaint,
  details: ErrorDetails,
  reason: string,
): ServiceError {
  if (/verif/i.test(message)) {
    return new ServiceError('organisation-not-verified', details, { requestId })
  }
  if (/country|region|territory/i.test(code + message)) {
    return new ServiceError('access-refused', { ...details, context: 'region' }, { requestId })
  }
  return new ServiceError('access-refused', quoting(details, reason), { requestId })
}

function isAboutModel({ message, parameter }: Complaint, model: string): boolean {
  const isNamed = model !== '' && message.includes(model)
  return isNamed || parameter === 'model' || /\bmodel\b/i.test(message)
}

// Redirects, pages, and addresses the server has never heard of.
function isNotAService({ status, isJson }: Complaint): boolean {
  return status < 400 || status === 404 || status === 405 || !isJson
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
