import { z } from 'zod'
import type { HttpAnswer } from '../core/network/request'

const recordSchema = z.object({
  requestUrl: z.url(),
  model: z.string(),
  status: z.number().int(),
  mediaType: z.string(),
  /** What was asked for, without the prompt. */
  sent: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The line of the spending for the request. */
  spendingId: z.string().optional().catch(undefined),
})

/** What has to be known of an answer to read it again later. */
export type AnswerRecord = z.infer<typeof recordSchema>

/** An answer of an image service as it came, with what was asked. */
export interface StoredAnswer {
  readonly record: AnswerRecord
  readonly bytes: Uint8Array<ArrayBuffer>
}

const lineFeed = 0x0a

/** As one file: the record as a line of JSON, then the body byte for byte. */
export function packAnswer({ record, bytes }: StoredAnswer): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(record)}\n`), bytes])
}

/** The answer in such a file; null when its first line is not ours. */
export function unpackAnswer(file: Uint8Array<ArrayBuffer>): StoredAnswer | null {
  const end = file.indexOf(lineFeed)
  const line = new TextDecoder().decode(file.subarray(0, Math.max(0, end)))
  try {
    return { record: recordSchema.parse(JSON.parse(line)), bytes: file.subarray(end + 1) }
  } catch {
    // It was edited; it can still be saved as it is.
    return null
  }
}

/** The same in the shape of a received answer. */
export function asHttpAnswer({ record, bytes }: StoredAnswer): HttpAnswer {
  return { status: record.status, headers: { 'content-type': record.mediaType }, bytes }
}
