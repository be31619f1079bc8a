import { z } from 'zod'
import {
  type Exported,
  exportFormats,
  exportOrderSchema,
  printOrderSchema,
  type SavedPortrait,
} from '../export'
import { sessionFormats } from '../session'
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
  /** Prints a sheet with the system's dialog; false when that was closed. */
  'export:print': answers<boolean>()(printOrderSchema),
  /** Asks where to save the same sheet as a PDF; false when the dialog was closed. */
  'export:pdf': answers<boolean>()(printOrderSchema),
  /** Asks where to save a session, or all of the campaign for null; false when the dialog was closed. */
  'export:sessions': answers<boolean>()(
    z.strictObject({
      campaignId: idSchema,
      sessionId: idSchema.nullable(),
      format: z.enum(sessionFormats),
    }),
  ),
  'export:copy-portrait': answers<void>()(z.strictObject({ portraitId: idSchema })),
} as const
