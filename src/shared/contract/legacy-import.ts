import { z } from 'zod'
import {
  type ImportForecast,
  type ImportReport,
  type ImportRowPage,
  type ImportScan,
  type ImportSource,
  type ImportSummary,
  type ImportUndone,
  importDecisionsSchema,
  importRowQuerySchema,
  type JournalPage,
} from '../legacy-import'
import { idSchema } from '../subject'
import { answers } from './request-definition'

const nothing = z.undefined()
const onlyId = z.strictObject({ id: idSchema })

/** The part of the contract about importing from the old app. */
export const importRequests = {
  /** Opens the system's picker and looks around what was chosen; null when it was closed. */
  'import:choose': answers<ImportSource | null>()(
    z.strictObject({ what: z.enum(['folder', 'file']) }),
  ),
  /** Puts another database or portraits folder in place of the one that was found. */
  'import:correct': answers<ImportSource | null>()(
    z
      .strictObject({ what: z.enum(['database', 'portraits']), path: z.string().max(10_000) })
      .partial({ path: true }),
  ),
  /** Reads a private copy of what was chosen. Writes nothing and contacts no server. */
  'import:scan': answers<ImportScan>()(z.strictObject({ evenIfNewer: z.boolean() })),
  /** The rows of the open look. */
  'import:scan-rows': answers<ImportRowPage>()(importRowQuerySchema),
  'import:forecast': answers<ImportForecast>()(importDecisionsSchema),
  /** Begins; progress follows as `task:changed` and `import:changed`. */
  'import:start': answers<ImportSummary>()(importDecisionsSchema),
  /** Forgets the look and its private copy. */
  'import:close': answers<void>()(nothing),
  /** Newest first. */
  'import:list': answers<readonly ImportSummary[]>()(nothing),
  'import:report': answers<ImportReport>()(onlyId),
  'import:report-rows': answers<ImportRowPage>()(importRowQuerySchema.extend({ id: idSchema })),
  /** The game master has dealt with a row that needed them: it has a portrait now, or keeps its avatar. */
  'import:settle': answers<void>()(
    z.strictObject({ id: idSchema, index: z.number().int().min(0).max(10_000_000) }),
  ),
  'import:resume': answers<ImportSummary>()(onlyId),
  'import:undo': answers<ImportUndone>()(onlyId),
  /** Asks where to save the report; false when not saved. */
  'import:save-report': answers<boolean>()(
    z.strictObject({ id: idSchema, format: z.enum(['html', 'csv']), withEmails: z.boolean() }),
  ),
  /** The messages of the old app, oldest first. */
  'campaigns:journal': answers<JournalPage>()(
    z.strictObject({
      id: idSchema,
      offset: z.number().int().min(0).max(10_000_000).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
  ),
} as const
