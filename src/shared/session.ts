import { z } from 'zod'
import type { CharacterCard } from './character'
import { idSchema } from './subject'
import { factSchema, notesSchema } from './text'

/** A day of the calendar where the game master is: `2026-11-29`. */
export const daySchema = z.iso.date()

export const newSessionSchema = z.strictObject({
  campaignId: idSchema,
  title: factSchema.default(''),
  text: notesSchema.default(''),
  /** Today unless it is another day. */
  date: daySchema.optional(),
})
export type NewSession = z.input<typeof newSessionSchema>

export const sessionChangesSchema = z.strictObject({
  title: factSchema.optional(),
  date: daySchema.optional(),
  text: notesSchema.optional(),
  /** What the text was when it began to be edited: what others have written since then is kept. */
  textBefore: notesSchema.optional(),
})
export type SessionChanges = z.infer<typeof sessionChangesSchema>

/** How sessions are exported: for people, or in the notation of logs of solo games. */
export const sessionFormats = ['markdown', 'lonelog'] as const
export type SessionFormat = (typeof sessionFormats)[number]

/** A session as the list of a campaign has it. */
export interface SessionSummary {
  readonly id: number
  readonly campaignId: number
  /** Counted from 1 in each campaign. */
  readonly number: number
  readonly date: string
  readonly title: string
  readonly isOpen: boolean
  /** The ids of everybody who is mentioned, each once, in the order of the text. */
  readonly mentions: readonly number[]
}

/** A character who is mentioned in a session. */
export interface MentionedPerson {
  readonly id: number
  readonly name: string
  readonly state: 'here' | 'trashed' | 'removed'
  /** Null for a character that was removed. */
  readonly card: CharacterCard | null
}

export interface Session extends SessionSummary {
  readonly text: string
  readonly people: readonly MentionedPerson[]
}

/** A session in the journal of its campaign. */
export interface JournalSession extends SessionSummary {
  /** How many messages of the old app come before it in the order of time. */
  readonly messagesBefore: number
}

export interface CampaignSessions {
  readonly sessions: readonly JournalSession[]
  /** Sessions that were removed, the one removed last first. */
  readonly removed: readonly Omit<SessionSummary, 'mentions'>[]
}

/** A session that was added, and the one that was open until then. */
export interface AddedSession {
  readonly session: Session
  readonly closedId: number | null
}

/**
 * Why a session is not as Castkeeper writes it: its date is none, an earlier one has its number or is open as well, it
 * mentions people whom the library never had, or who is mentioned is not what its text says.
 */
export type SessionFaultReason = 'date' | 'number' | 'open' | 'unknown-people' | 'mentions'

/** A session that a check found something about. */
export interface SessionFault
  extends Pick<SessionSummary, 'id' | 'campaignId' | 'number' | 'title'> {
  readonly campaignName: string
  readonly reasons: readonly SessionFaultReason[]
}

export type SessionReference = Pick<SessionSummary, 'id' | 'number' | 'date' | 'title'>

/** In which sessions a character was seen. */
export interface Sightings {
  /** How many sessions there are. */
  readonly count: number
  /** The number of the session that had begun last when they got their status; null without one of either. */
  readonly statusSince: number | null
  /** The newest ones, newest first; the first few with some of those who were seen in them as well. */
  readonly sessions: readonly (SessionReference & { readonly others: readonly CharacterCard[] })[]
}

/** A character of the cast, with the session they were seen in last. */
export interface InPlay extends CharacterCard {
  readonly lastSeen: number
}
