import { z } from 'zod'
import { type Exported, exportFormats, exportOrderSchema, type SavedPortrait } from '../export'
import { idSchema } from '../subject'
import { answers } from './request-definition'

/** The part of the contract about files for people outside the app. */
export const exportRequests = {
  /** Asks where, and answers once everything is there; null when the dialog was closed. */
  'export:cast': answers<Exported | null>()(exportOrderSchema),
  /** Asks where to save one portrait; null when the dialog was closed. */
  'export:portrait': answers<SavedPortrait | null>()(
    z.strictObject({
      portraitId: idSchema,
      withMetadata: z.boolean(),
      format: z.enum(exportFormats).default('as-stored'),
    }),
  ),
  'export:copy-portrait': answers<void>()(z.strictObject({ portraitId: idSchema })),
} as const
