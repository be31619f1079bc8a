import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { HttpAnswer } from '../../network/request'
import { sanitiseRequestId } from './sanitise'

const text = z.string().nullish().catch(null)
const errorSchema = z.object({
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  type: text,
  param: text,
  message: text,
})

/** What a service says about why it would not. */
export interface Complaint {
  readonly status: number
  /** The media type of the answer without its parameters. */
  readonly mediaType: string
  readonly isJson: boolean
  readonly code: string
  readonly type: string
  readonly parameter: string
  /** Its own words, as they came: never to be kept or shown like this. */
  readonly message: string
  readonly retryAfterMs: number | null
  readonly requestId: string | null
}

/** Reads the complaint out of an answer, in any of the shapes OpenAI-style servers use. */
export function readComplaint(answer: HttpAnswer, now: Date): Complaint {
  const { status, headers } = answer
  const body = parseJson(answer.bytes)
  const error = errorSchema.safeParse(complaintIn(body)).data
  return {
    status,
    mediaType: headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '',
    isJson: body !== undefined,
    code: String(error?.code ?? ''),
    type: error?.type ?? '',
    parameter: error?.param ?? '',
    message: error?.message ?? '',
    retryAfterMs: retryAfter(headers, now),
    requestId: sanitiseRequestId(headers['x-request-id']),
  }
}

/** JSON from outside, or undefined when it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // Not JSON is an answer too: what it is then, the status and the type tell.
    return undefined
  }
}

// OpenAI: {error: {…}} · Ollama: {error: "…"} · FastAPI: {detail: "…" or [{loc, msg}]} · others: {message}
function complaintIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return { message: body }
  if ('error' in body) {
    return typeof body.error === 'string' ? { message: body.error } : body.error
  }
  if ('detail' in body) {
    const { detail } = body
    return { message: typeof detail === 'string' ? detail : JSON.stringify(detail) }
  }
  return body
}

// RFC 9110 §10.2.3: seconds, or a date. OpenAI also sends milliseconds.
function retryAfter(headers: IncomingHttpHeaders, now: Date): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (milliseconds >= 0) return milliseconds
  const value = headers['retry-after']
  if (value === undefined) return null
  const seconds = Number(value)
  if (seconds >= 0) return seconds * 1_000
  const until = Date.parse(value) - now.getTime()
  return Number.isNaN(until) ? null : Math.max(0, until)
}
