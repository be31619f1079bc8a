import { z } from 'zod'
import {
  type CompressedPage,
  type CompressionEstimate,
  type CompressionJob,
  type CompressionOverview,
  type CompressionPreview,
  compressionSettingsSchema,
  type DeletedOriginals,
  type PreviewCandidate,
  type PutBack,
  putBackSchema,
} from '../compression'
import { idSchema } from '../subject'
import { answers, mayChangePortraits } from './request-definition'

const nothing = z.undefined()

/** The part of the contract about making portraits smaller. `task:cancel` stops what takes long. */
export const compressionRequests = {
  'compression:overview': answers<CompressionOverview>()(nothing),
  /** The portraits that take most room among those that could become smaller. */
  'compression:candidates': answers<readonly PreviewCandidate[]>()(nothing),
  /** Makes one portrait smaller without storing anything. */
  'compression:preview': answers<CompressionPreview>()(
    compressionSettingsSchema.extend({ portraitId: idSchema }),
  ),
  /** Tries a sample of the library. Stores nothing. */
  'compression:estimate': answers<CompressionEstimate>()(compressionSettingsSchema),
  /** Goes over the library; answers at its end, also when that was a cancel. */
  'compression:start': answers<CompressionJob>()(compressionSettingsSchema, mayChangePortraits),
  /** Portraits whose original is stored, newest first. */
  'compression:list': answers<CompressedPage>()(
    z.strictObject({
      offset: z.number().int().min(0).max(10_000_000).default(0),
      limit: z.number().int().min(1).max(200).default(50),
    }),
  ),
  'compression:restore-originals': answers<PutBack>()(putBackSchema, mayChangePortraits),
  /**
   * Deletes the stored originals, except those whose portrait is damaged. The only step that cannot be
   * undone.
   */
  'compression:delete-originals': answers<DeletedOriginals>()(nothing),
} as const
