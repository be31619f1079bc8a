import { z } from 'zod'
import type { HistorySurplus } from '../portrait'
import {
  type RemovalPlan,
  type Removed,
  type RestoredFromTrash,
  restoredSchema,
  type TrashPage,
  type TrashSummary,
  trashChoiceSchema,
  trashItemsSchema,
  trashQuerySchema,
} from '../trash'
import { answers, editsRecords, mayChangeRecords } from './request-definition'

const limitSchema = z.strictObject({ kept: z.number().int().min(1).max(10_000) })

/** The part of the contract about the trash and about how long a history may be. */
export const trashRequests = {
  'trash:list': answers<TrashPage>()(trashQuerySchema),
  'trash:summary': answers<TrashSummary>()(z.undefined()),
  /** Takes these out of the trash, with what they belong to. */
  'trash:restore': answers<RestoredFromTrash>()(
    z.strictObject({ items: trashItemsSchema }),
    editsRecords,
  ),
  /** The inverse of `trash:restore`. */
  'trash:undo-restore': answers<void>()(restoredSchema, editsRecords),
  /** What removing these for good would take. Changes nothing. */
  'trash:plan': answers<RemovalPlan>()(z.strictObject({ choice: trashChoiceSchema })),
  /** Removes for good what was planned; `mark` is the plan's. */
  'trash:remove': answers<Removed>()(
    z.strictObject({ choice: trashChoiceSchema, mark: z.string().length(64) }),
    mayChangeRecords,
  ),

  /** What would move to the trash if so many portraits of each were kept. */
  'history:surplus': answers<HistorySurplus>()(limitSchema),
  /** Moves it there. Answers the ids of those portraits. */
  'history:move-surplus': answers<readonly number[]>()(limitSchema, editsRecords),
} as const
