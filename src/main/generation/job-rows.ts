import { z } from 'zod'
import { type ErrorReport, isErrorCode } from '../../shared/errors'
import {
  type GenerationJob,
  type GenerationOrder,
  type ImageServiceId,
  type JobState,
  pictureShapes,
  qualities,
  type ReplacedFace,
} from '../../shared/generation'
import type { Subject } from '../../shared/subject'
import { jsonDetails, jsonObject } from '../core/database/json-columns'

/** What is remembered about an order besides its columns, as JSON in `parameters`. */
export interface JobParameters {
  readonly quality: GenerationOrder['quality']
  readonly shape: GenerationOrder['shape']
  /** True once the service refused the quality and the game master sent the order without it. */
  readonly withoutQuality?: boolean
  /** The lines of the spending for its requests, the newest last. */
  readonly spendingIds?: readonly string[]
  /** What the game master allows it to cost at most, in USD. */
  readonly maxCostUsd?: number | null
  /** True while the cost is no more than an upper limit. */
  readonly isCostAtMost?: boolean
  /** What was sent in the end, once an answer came. */
  readonly sent: Readonly<Record<string, string | number>>
  /** The prompt as the service reworded it, by the number of the picture. */
  readonly revisedPrompts: Readonly<Record<string, string>>
  /** How many answers and pictures of it are kept outside the library. */
  readonly kept?: number
  /** Once a picture of it is shown. */
  readonly replaced?: ReplacedFace
}

const id = z.number().int().positive()

/** Reads them back; what is not as it should be counts as not there. */
const parametersSchema = z.looseObject({
  quality: z.enum(qualities).catch('medium'),
  shape: z.enum(pictureShapes).catch('tall'),
  withoutQuality: z.boolean().optional().catch(undefined),
  spendingIds: z.array(z.string()).optional().catch(undefined),
  maxCostUsd: z.number().nonnegative().nullish().catch(null),
  isCostAtMost: z.boolean().optional().catch(undefined),
  sent: z.record(z.string(), z.union([z.string(), z.number()])).catch({}),
  revisedPrompts: z.record(z.string(), z.string()).catch({}),
  kept: z.number().int().nonnegative().optional().catch(undefined),
  replaced: z
    .object({ shownId: id, formerId: id.nullable(), wentToTrash: z.array(id) })
    .optional()
    .catch(undefined),
})

/** A row of the table `generation_job`, with its subject's name. */
export interface JobRow {
  readonly id: number
  readonly campaign_id: number | null
  readonly character_id: number | null
  readonly subject_name: string
  readonly provider: ImageServiceId
  readonly base_url: string
  readonly model: string
  readonly prompt: string
  readonly parameters: string
  readonly count: number
  readonly state: JobState
  readonly attempts: number
  readonly retry_at: string | null
  readonly may_have_been_billed: 0 | 1
  readonly error_code: string | null
  readonly error_details: string | null
  readonly cost_usd: number | null
  readonly process_id: number
  readonly created_at: string
  readonly updated_at: string
  readonly dismissed_at: string | null
}

/** A job with what only this folder needs to know about it. */
export interface StoredJob extends GenerationJob {
  readonly baseUrl: string
  readonly parameters: JobParameters
  /** Who works on it, if it is under way; see owner.ts. */
  readonly ownerId: number
  readonly isDismissed: boolean
}

/** A row as this folder knows it. */
export function toStoredJob(row: JobRow, portraitIds: readonly number[]): StoredJob {
  const parameters: JobParameters = parametersSchema.parse(jsonObject(row.parameters))
  return {
    id: row.id,
    subject: subjectOf(row),
    subjectName: row.subject_name,
    provider: row.provider,
    host: URL.canParse(row.base_url) ? new URL(row.base_url).host : row.base_url,
    model: row.model,
    prompt: row.prompt,
    count: row.count,
    state: row.state,
    attempts: row.attempts,
    retryAt: row.retry_at,
    mayHaveBeenBilled: row.may_have_been_billed === 1,
    error: errorOf(row),
    portraitIds,
    replaced: parameters.replaced ?? null,
    kept: parameters.kept ?? 0,
    costUsd: row.cost_usd,
    isCostAtMost: parameters.isCostAtMost ?? false,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    baseUrl: row.base_url,
    parameters,
    ownerId: row.process_id,
    isDismissed: row.dismissed_at !== null,
  }
}

/** A job without the columns that only the generation feature needs. */
export function toJob(job: StoredJob): GenerationJob {
  const { baseUrl: _, parameters: __, ownerId: ___, isDismissed: ____, ...known } = job
  return known
}

function subjectOf({ campaign_id, character_id }: JobRow): Subject {
  // The table's own check says that exactly one of the two is there.
  return campaign_id === null
    ? { kind: 'character', id: Number(character_id) }
    : { kind: 'campaign', id: campaign_id }
}

function errorOf({ error_code, error_details }: JobRow): ErrorReport | null {
  if (error_code === null || !isErrorCode(error_code)) return null
  return { code: error_code, details: error_details === null ? {} : jsonDetails(error_details) }
}

/** Whether an order is waiting, sent or received: some process should be working on it. */
export function isRunning({ state }: Pick<StoredJob, 'state'>): boolean {
  return state === 'waiting' || state === 'sent' || state === 'received'
}
