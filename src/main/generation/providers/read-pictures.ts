import { z } from 'zod'
import type { ErrorDetails } from '../../../shared/errors'
import { maximumDownloadBytes } from '../../../shared/portrait'
import type { HttpAnswer } from '../../network/request'
import { type AskedFor, judgeFailure } from './judge-failure'
import { type Complaint, parseJson, readComplaint, requestIdIn } from './read-failure'
import { sanitiseReason } from './sanitise'
import { notAnImageService, quoting, ServiceError, saying } from './service-error'

/** More pictures than any service makes in one order are not looked at. */
const maximumPictures = 10
/** 32 MiB in base64, and what stands around it. */
const base64Bytes = Math.ceil(maximumDownloadBytes / 3) * 4
const surroundingBytes = 1024 * 1024

/** The largest answer to an order of this many pictures, in bytes. */
export function maximumAnswerBytes(count: number): number {
  return count * base64Bytes + surroundingBytes
}

const tokens = z.number().int().nonnegative()
const usageSchema = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  input_tokens_details: z
    .object({ image_tokens: tokens, text_tokens: tokens })
    .nullish()
    .catch(null),
})
const pictureSchema = z.object({
  b64_json: z.string().nullish(),
  url: z.string().nullish(),
  revised_prompt: z.string().nullish().catch(null),
})
const answerSchema = z.object({
  data: z.array(pictureSchema).nullish(),
  usage: usageSchema.nullish().catch(null),
  error: z.unknown().optional(),
})

export type Usage = z.infer<typeof usageSchema>

/** A picture as a service hands it over: its bytes, or where they are for an hour. */
export type DrawnPicture = {
  readonly revisedPrompt: string | null
} & ({ readonly bytes: Uint8Array } | { readonly url: string })

export interface DrawnPictures {
  readonly pictures: readonly DrawnPicture[]
  readonly usage: Usage | null
  readonly requestId: string | null
}

/**
 * The pictures in the answer to an order, as many as there are that can be read. Throws ServiceError
 * `not-an-image-service`, `no-image-in-answer`, `answer-not-a-picture`, `answer-too-large` or what the
 * error inside means.
 */
export function readPictures(answer: HttpAnswer, asked: AskedFor): DrawnPictures {
  const { host } = asked
  const requestId = requestIdIn(answer.headers, asked.hide)
  const fail = (code: ServiceError['code'], details: ErrorDetails = { host }): ServiceError =>
    new ServiceError(code, details, { requestId, mayHaveBeenBilled: true })

  const body = parseJson(answer.bytes)
  const complaint = readComplaint(answer, new Date(0), asked.hide)
  if (body === undefined && answer.bytes.length > 0) {
    const details = { host, status: answer.status }
    const said = saying(details, sanitiseReason(complaint.message, asked.prompt))
    throw notAnImageService(said, complaint.mediaType, requestId)
  }
  const { data, usage, error } = answerSchema.safeParse(body).data ?? {}
  if (error !== undefined && error !== null) throw judgeInside(complaint, asked, fail)

  const found: DrawnPicture[] = []
  let fault: ServiceError | null = null
  for (const picture of (data ?? []).slice(0, maximumPictures)) {
    const revisedPrompt = picture.revised_prompt ? asked.hide(picture.revised_prompt) : null
    const encoded = picture.b64_json || dataOf(picture.url)
    if (encoded) {
      const bytes = decode(encoded)
      if (bytes === 'too-large') fault = fail('answer-too-large')
      else if (bytes === 'not-base64') fault = fail('answer-not-a-picture')
      else found.push({ revisedPrompt, bytes })
    } else if (picture.url) {
      // A path on the server's own disk, as some local servers answer, leads nowhere from here.
      if (/^https?:\/\//i.test(picture.url)) found.push({ revisedPrompt, url: picture.url })
      else fault = fail('no-image-in-answer', { host, context: 'path' })
    }
  }
  if (found.length === 0) {
    throw (
      fault ??
      (complaint.message === '' ? fail('no-image-in-answer') : judgeInside(complaint, asked, fail))
    )
  }
  return { pictures: found, usage: usage ?? null, requestId }
}

function judgeInside(
  complaint: Complaint,
  asked: AskedFor,
  fail: (code: ServiceError['code'], details: ErrorDetails) => ServiceError,
): ServiceError {
  // A 200 with an error inside is judged by its code, as if it had come with the right status.
  const judged = judgeFailure({ ...complaint, status: 400 }, asked)
  if (judged.code !== 'order-refused') return judged
  const reason = sanitiseReason(complaint.message, asked.prompt)
  return fail('no-image-in-answer', quoting({ host: asked.host }, reason))
}

function dataOf(url: string | null | undefined): string | null {
  return url?.startsWith('data:') ? url : null
}

function decode(encoded: string): Uint8Array | 'not-base64' | 'too-large' {
  const bare = encoded.replace(/^data:[\w.+/-]*;base64,/, '').trimEnd()
  if (bare.length > base64Bytes) return 'too-large'
  // Buffer.from skips what is not base64; a cut or garbled answer must not pass for a picture.
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return 'not-base64'
  return Buffer.from(bare, 'base64')
}
