import { z } from 'zod'
import {
  checkDepths,
  type IntegrityReport,
  quarantineOrderSchema,
  type Repaired,
  repairOrderSchema,
} from '../integrity'
import {
  type QuarantineList,
  type QuarantineRemoved,
  type QuarantineRestored,
  quarantineIdSchema,
} from '../quarantine'
import { answers, mayChangePortraits } from './request-definition'

/** The part of the contract about whether the data is well, and what was moved out of the way. */
export const integrityRequests = {
  /** Looks at every row and every file. Changes nothing. */
  'integrity:check': answers<IntegrityReport>()(z.strictObject({ depth: z.enum(checkDepths) })),
  /** Deals with findings; `check-not-confirmed` asks for the number of files to be typed first. */
  'integrity:repair': answers<Repaired>()(repairOrderSchema, mayChangePortraits),
  /** A small WebP of a picture that a check found, or that is in the quarantine; drawn in the image sandbox. */
  'integrity:picture': answers<Uint8Array>()(
    z.strictObject({ path: z.string().min(1).max(4_096) }),
  ),
  'quarantine:list': answers<QuarantineList>()(z.undefined()),
  /** Asks where to save a file as it is; false when the dialog was closed. */
  'quarantine:save': answers<boolean>()(z.strictObject({ id: quarantineIdSchema })),
  'quarantine:restore': answers<readonly QuarantineRestored[]>()(
    quarantineOrderSchema,
    mayChangePortraits,
  ),
  /** Removes files for good, except what may be the last good copy of a portrait. */
  'quarantine:remove': answers<QuarantineRemoved>()(quarantineOrderSchema, mayChangePortraits),
} as const
