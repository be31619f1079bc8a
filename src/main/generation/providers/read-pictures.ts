import { z } from 'zod'
import type { ErrorDetails } from '../../../shared/errors'
import { maximumDownloadBytes } from '../../../shared/portrait'
import type { HttpAnswer } from '../../core/network/request'
import { readDocuments } from './answer-documents'
import { type AskedFor, classifyFailure } from './classify-failure'
import { type Entry, findPictures, type UnreadReason } from './find-pictures'
import { type Complaint, readComplaint, requestIdIn } from './read-failure'
import { sanitiseReason } from './sanitise'
import { notAnImageService, quoting, ServiceError, saying } from './service-error'
import { type Usage, usageSchema } from './usage'

/** More pictures than any service makes in one order are not looked at. */
const maximumPictures = 10
/** 32 MiB in base64, and what stands around it. */
const base64Bytes = Math.ceil(maximumDownloadBytes / 3) * 4
const surroundingBytes = 1024 * 1024

/** The largest answer to an order of this many pictures, in bytes. */
export function maximumAnswerBytes(count: number): number {
  return count * base64Bytes + surroundingBytes
}

const surroundingsSchema = z.object({
  usage: usageSchema.nullish().catch(null),
  error: z.unknown().optional(),
})

/** A picture as a service hands it over: its bytes, or where they are for an hour. */
export type DrawnPicture = {
  readonly revisedPrompt: string | null
} & ({ readonly bytes: Uint8Array } | { readonly url: string })

export interface DrawnPictures {
  readonly pictures: readonly DrawnPicture[]
  /** Why not everything in the answer is among them; null when it is. */
  readonly notice: ServiceError | null
  readonly usage: Usage | null
  readonly requestId: string | null
}

/** What was asked, and where. */
export interface Requested extends AskedFor {
  readonly requestUrl: URL
}

/**
 * The pictures in the answer to an order, as many as there are that can be read. Throws ServiceError
 * `not-an-image-service`, `no-image-in-answer`, `answer-not-a-picture`, `answer-too-large` or what the
 * error inside means.
 */
export function readPictures(answer: HttpAnswer, asked: Requested): DrawnPictures {
  const { host, requestUrl, hide } = asked
  const requestId = requestIdIn(answer.headers, hide)
  const fail: Fail = (code, details = { host }) =>
    new ServiceError(code, details, { requestId, mayHaveBeenBilled: true })

  const read = readDocuments(answer.bytes, mediaTypeOf(answer))
  if (read === null) {
    const { message, mediaType } = readComplaint(answer, new Date(0), hide)
    const details = { host, status: answer.status }
    const said = saying(details, sanitiseReason(message, asked.prompt))
    throw notAnImageService(said, mediaType, requestId)
  }
  if ('picture' in read) {
    const pictures = [{ revisedPrompt: null, bytes: read.picture }]
    return { pictures, notice: null, usage: null, requestId }
  }
  const { documents } = read
  const entries = finalPictures(documents.flatMap((one) => findPictures(one, requestUrl)))
  const pictures = entries.flatMap((entry) => toPicture(entry, hide) ?? [])
  const surroundings = documents.map((one) => surroundingsSchema.safeParse(one).data ?? {})
  const refusing = surroundings.findIndex(({ error }) => !isEmpty(error))
  const failed =
    refusing < 0 ? null : errorInside(complaintIn(answer, documents, refusing, asked), asked, fail)
  if (pictures.length === 0) {
    throw failed ?? reasonOf(entries, host, fail) ?? saidInstead(answer, documents, asked, fail)
  }
  const taken = pictures.slice(0, maximumPictures)
  const unread = entries.length - taken.length + read.unread
  const notice = unread === 0 ? null : fail('answer-partly-read', { host, count: unread })
  const usage = surroundings.findLast((one) => one.usage)?.usage ?? null
  return { pictures: taken, notice: failed ?? notice, usage, requestId }
}

type Fail = (code: ServiceError['code'], details?: ErrorDetails) => ServiceError

function mediaTypeOf({ headers }: HttpAnswer): string {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
}

function toPicture(entry: Entry, hide: Requested['hide']): DrawnPicture | null {
  if ('unread' in entry) return null
  const { isPartial: _, revisedPrompt, ...picture } = entry
  return { ...picture, revisedPrompt: revisedPrompt === null ? null : hide(revisedPrompt) }
}

/** Sketches are left out where the picture itself came; of those without one, the last is the best there is. */
function finalPictures(entries: readonly Entry[]): readonly Entry[] {
  const whole = entries.filter(({ isPartial }) => !isPartial)
  const isThere = whole.some((entry) => !('unread' in entry))
  return isThere ? whole : [...whole, ...entries.filter(({ isPartial }) => isPartial).slice(-1)]
}

/** An error that says nothing is none: some servers always send the field. */
function isEmpty(error: unknown): boolean {
  if (!error) return true
  if (typeof error === 'string') return error.trim() === ''
  return typeof error === 'object' && Object.values(error).every(isEmpty)
}

function reasonOf(entries: readonly Entry[], host: string, fail: Fail): ServiceError | null {
  const reasons = new Set<UnreadReason>()
  for (const entry of entries) if ('unread' in entry) reasons.add(entry.unread)
  if (reasons.has('too-large')) return fail('answer-too-large', { host, context: 'kept' })
  if (reasons.has('not-a-picture')) return fail('answer-not-a-picture')
  if (reasons.has('path')) return fail('no-image-in-answer', { host, context: 'path' })
  return null
}

/** What one of several values says about why there is no picture. */
function complaintIn(
  answer: HttpAnswer,
  documents: readonly unknown[],
  index: number,
  { hide }: Requested,
): Complaint {
  const isWhole = documents.length < 2
  const bytes = isWhole ? answer.bytes : Buffer.from(JSON.stringify(documents.at(index)))
  return readComplaint({ ...answer, bytes }, new Date(0), hide)
}

function saidInstead(
  answer: HttpAnswer,
  documents: readonly unknown[],
  asked: Requested,
  fail: Fail,
): ServiceError {
  const complaint = complaintIn(answer, documents, -1, asked)
  return complaint.message === '' ? fail('no-image-in-answer') : errorInside(complaint, asked, fail)
}

function errorInside(
  complaint: Complaint,
  asked: AskedFor,
  fail: (code: ServiceError['code'], details: ErrorDetails) => ServiceError,
): ServiceError {
  // A 200 with an error inside is classified by its code, as if it had the right status.
  const failure = classifyFailure({ ...complaint, status: 400 }, asked)
  if (failure.code !== 'order-refused') return failure
  const reason = sanitiseReason(complaint.message, asked.prompt)
  return fail('no-image-in-answer', quoting({ host: asked.host }, reason))
}
