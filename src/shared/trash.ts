import { z } from 'zod'
import type { PortraitFileState, PortraitSource } from './portrait'
import { idSchema, type Subject, subjectSchema } from './subject'

/** What can lie in the trash on its own. A message of a journal only goes with its campaign. */
export const trashKinds = ['campaign', 'character', 'portrait', 'session'] as const
export type TrashKind = (typeof trashKinds)[number]

/** After how many days the trash can empty itself. */
export const trashDayChoices = [7, 30, 90, 365] as const

/** Most that one request names. */
const mostItems = 100_000

export const trashItemSchema = z.strictObject({ kind: z.enum(trashKinds), id: idSchema })
export type TrashItem = z.infer<typeof trashItemSchema>

export const trashItemsSchema = z.array(trashItemSchema).min(1).max(mostItems)
/** Some of what lies in the trash, or all of it. */
export const trashChoiceSchema = z.union([z.literal('all'), trashItemsSchema])
export type TrashChoice = z.infer<typeof trashChoiceSchema>

/** Why something stays in the trash although it was asked to leave for good. */
export type TrashHold = 'in-use' | 'order-open'

/** One thing in the trash, with what comes back with it. Times are ISO in UTC. */
export interface TrashEntry extends TrashItem {
  /** Its own name, or its subject's; a session's title. Empty for an unassigned portrait. */
  readonly name: string
  /** The campaign that a character, its portrait or a session belongs to. */
  readonly campaignName: string | null
  /** Of a session. */
  readonly number: number | null
  /** The subject of the shown face; null for an unassigned portrait and for a session. */
  readonly subject: Subject | null
  readonly portrait: {
    readonly id: number
    readonly state: PortraitFileState
    readonly source: PortraitSource
  } | null
  readonly avatarStyle: string
  readonly avatarSeed: string
  readonly trashedAt: string
  /** Of a portrait: it was shown when it went there, and will be again. */
  readonly wasCurrent: boolean
  /** When it leaves for good, at the earliest; null when nothing leaves by itself. */
  readonly leavesAt: string | null
  /** What it belongs to and lies in the trash as well; restoring it restores that, too. */
  readonly within: readonly ('campaign' | 'character')[]
  readonly characters: number
  readonly portraits: number
  readonly sessions: number
  readonly messages: number
  /** Of all its portraits' files. */
  readonly bytes: number
}

export const trashQuerySchema = z.strictObject({
  kind: z.enum(['all', ...trashKinds]).default('all'),
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(100),
})
export type TrashQuery = z.input<typeof trashQuerySchema>

/** A window into what lies in the trash, what went there last first. */
export interface TrashPage {
  readonly total: number
  readonly offset: number
  readonly entries: readonly TrashEntry[]
}

export interface TrashCounts {
  readonly campaigns: number
  readonly characters: number
  readonly portraits: number
  readonly sessions: number
  readonly messages: number
  readonly bytes: number
}

/** All of the trash in a few numbers. */
export interface TrashSummary {
  /** What lies there on its own, by kind. */
  readonly entries: Readonly<Record<TrashKind, number>>
  /** With everything that would leave with them. */
  readonly holds: TrashCounts
  /** What leaves by itself first, and when; null when nothing does. */
  readonly next: {
    readonly at: string
    readonly entries: Readonly<Record<TrashKind, number>>
  } | null
}

/** Exactly what would be removed for good. */
export interface RemovalPlan {
  readonly takes: TrashCounts
  /** Some of those it concerns, to be seen before it is done. */
  readonly faces: readonly TrashEntry[]
  /** How many of the chosen ones stay, by reason. */
  readonly stays: Readonly<Record<TrashHold, number>>
  /** Equal as long as the very same would be removed. */
  readonly mark: string
}

export interface Removed extends TrashCounts {
  /** How many of the chosen ones have stayed. */
  readonly stayed: number
}

/** A face that changed because a portrait came out of the trash. */
const restoredFaceSchema = z.strictObject({
  subject: subjectSchema,
  formerId: idSchema.nullable(),
  shownId: idSchema,
})

/** What came out of the trash, as it is needed to put it back there. */
export const restoredSchema = z.strictObject({
  items: z.array(trashItemSchema).max(mostItems * 3),
  faces: z.array(restoredFaceSchema).max(mostItems),
})
export type RestoredFromTrash = z.infer<typeof restoredSchema>
