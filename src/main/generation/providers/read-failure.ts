import type { HttpAnswer } from '../../core/network/request'
import type { HideKey } from '../services/hide-key'
import { findReason, isPage, readableText } from './find-reason'
import { sanitiseRequestId } from './sanitise'

/** What a service says about why it would not. */
export interface Complaint {
  readonly status: number
  /** The media type of the answer without its parameters. */
  readonly mediaType: string
  /** page: HTML or another document in tags · text: anything else. */
  readonly kind: 'json' | 'page' | 'text'
  /** Where it sends to instead, as it stands there; null when it does not. */
  readonly location: string | null
  readonly code: string
  readonly type: string
  readonly parameter: string
  /** Its own words, as they came: never to be kept or shown like this. */
  readonly message: string
  readonly retryAfterMs: number | null
  readonly requestId: string | null
}

/** Finds the complaint in an answer, wherever it is. The connection's key is hidden first. */
export function readComplaint(answer: HttpAnswer, now: Date, hide: HideKey): Complaint {
  const { status, headers } = answer
  const body = parseJson(answer.bytes)
  const written = body === undefined ? textOf(answer.bytes) : ''
  const found = body === undefined ? null : findReason(body)
  return {
    status,
    mediaType: hide(headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''),
    kind: body === undefined ? (isPage(written) ? 'page' : 'text') : 'json',
    location: headers.location === undefined ? null : hide(headers.location),
    code: hide(found?.code ?? ''),
    type: hide(found?.type ?? ''),
    parameter: hide(found?.parameter ?? ''),
    message: hide(found?.message ?? readableText(written)),
    retryAfterMs: retryAfter(headers, now),
    requestId: requestIdIn(headers, hide),
  }
}

/** A service's own number for a request; null when it gave none, or one that quotes the key. */
export function requestIdIn(headers: HttpAnswer['headers'], hide: HideKey): string | null {
  const id = headers['x-request-id']
  return sanitiseRequestId(typeof id === 'string' ? hide(id) : id)
}

const longestText = 64 * 1024

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, longestText))
}

/** JSON from outside, or undefined when it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // An answer that is not JSON is classified by its status and type.
    return undefined
  }
}

// RFC 9110 §10.2.3: seconds, or a date. OpenAI also sends milliseconds.
function retryAfter(headers: HttpAnswer['headers'], now: Date): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (milliseconds >= 0) return milliseconds
  const value = headers['retry-after']
  if (value === undefined) return null
  const seconds = Number(value)
  if (seconds >= 0) return seconds * 1_000
  const until = Date.parse(value) - now.getTime()
  return Number.isNaN(until) ? null : Math.max(0, until)
}
