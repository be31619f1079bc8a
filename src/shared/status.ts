import { z } from 'zod'
import { codePoints } from './cut'
import { foldText } from './search'
import type { AddedLine } from './session-line'
import { idSchema } from './subject'
import { isVisible, singleLine } from './text'

/** What a character can be to the players, stored by these keys and shown in the reader's language. */
export const fixedStatuses = ['unmet', 'met', 'missing', 'dead'] as const
export type FixedStatus = (typeof fixedStatuses)[number]

/** Longest status of the game master's own, in Unicode code points: it stands on one line of a card. */
const maximumStatusLength = 40
/** What is longer than this is refused before anything is done to it, in UTF-16 units. */
const maximumTypedLength = 20_000

/** One of the fixed statuses, in whatever case, or the game master's own words. The issues are error codes. */
export const statusSchema = z
  .string()
  .max(maximumTypedLength, 'status-too-long')
  .transform(singleLine)
  .refine(isVisible, { error: 'status-empty' })
  .refine((status) => codePoints(status) <= maximumStatusLength, { error: 'status-too-long' })
  .transform((status) => {
    const folded = foldText(status)
    return fixedStatuses.find((fixed) => fixed === folded) ?? status
  })

/** As many as a library is built for. */
const mostCharacters = 100_000
const mostStatuses = 10_000

/** Characters that get one status, or none. */
export const statusChangeSchema = z.strictObject({
  ids: z.array(idSchema).min(1).max(mostCharacters),
  status: statusSchema.nullable(),
  /** Since when, ISO in UTC, for a change that takes back another; otherwise now. */
  since: z.iso.datetime().nullable().optional(),
})
export type StatusChange = z.infer<typeof statusChangeSchema>
export const statusChangesSchema = z.array(statusChangeSchema).min(1).max(mostStatuses)

/** What became of a change of status. */
export interface ChangedStatuses {
  /** Those that had another status before. */
  readonly ids: readonly number[]
  /** Those that no longer exist. */
  readonly missing: readonly number[]
  /** The changes that take this one back. */
  readonly back: readonly StatusChange[]
  /** The lines that were added to the open session for it, newest first. */
  readonly lines: readonly AddedLine[]
}

/** A status that characters of a campaign have, and how many of them. */
export interface StatusCount {
  /** Null for no status. */
  readonly status: string | null
  readonly count: number
}

export function isFixedStatus(status: string): status is FixedStatus {
  return fixedStatuses.some((fixed) => fixed === status)
}
