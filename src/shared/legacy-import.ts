import { z } from 'zod'
import type { ErrorCode, ErrorDetails } from './errors'
import { type PictureNotice, pictureNotices } from './portrait'
import { idSchema } from './subject'
import { nameSchema } from './text'

/** Versions of the old app's database, told apart by their tables; `newer` is one it never had. */
export const oldGenerations = ['G0', 'G1', 'G2', 'G3', 'G4', 'newer'] as const
export type OldGeneration = (typeof oldGenerations)[number]

/** What an old row's portrait value turned out to be. */
export const oldPortraitClasses = [
  'local-ok',
  'local-mislabelled-format',
  'local-missing',
  'local-corrupt',
  'temp-url-expired',
  'temp-url-maybe-live',
  'dicebear',
  'other-url',
  'none',
] as const
export type OldPortraitClass = (typeof oldPortraitClasses)[number]

/** How the value was written. `outside` is a path that leaves the folder and is never followed. */
export type OldPortraitForm =
  | 'null'
  | 'local'
  | 'outside'
  | 'temporary-url'
  | 'dicebear'
  | 'url'
  | 'data-url'
  | 'bare-base64'
  | 'unreadable-text'

/** Why a row's portrait is not simply there; the sentence is `import.reason.<reason>` in the locales. */
export const oldPortraitReasons = [
  'file-missing',
  'path-outside',
  'file-empty',
  'file-truncated',
  'file-damaged',
  'file-not-a-picture',
  'file-too-large',
  'file-unreadable',
  'link-expired',
  'link-not-tried',
  'link-refused',
  'data-damaged',
  'value-unreadable',
  'file-without-value',
] as const
export type OldPortraitReason = (typeof oldPortraitReasons)[number]

/** What became of a row. `recovered`: its value was lost, but the picture was found on the disk. */
export const importOutcomes = [
  'imported',
  'recovered',
  'placeholder',
  'needs-you',
  'skipped',
] as const
export type ImportOutcome = (typeof importOutcomes)[number]

export type OldKind = 'campaign' | 'character'

/** What was pointed at, as the dialog shows it. The paths stand here because the user chose them. */
export interface ImportSource {
  /** The folder, database or archive that was chosen. */
  readonly chosen: string
  readonly database: string | null
  readonly portraits: string | null
  /** Other databases that were found beside it, newest first. */
  readonly otherDatabases: readonly string[]
  readonly otherPortraits: readonly string[]
  /** How many links and devices were left out of an archive; missing for what was none. */
  readonly leftOut?: number
}

export interface OldUser {
  readonly id: number
  readonly email: string
  readonly campaigns: number
  readonly characters: number
  readonly messages: number
}

/** A campaign to choose; its characters come with it. */
export interface OldCampaignChoice {
  readonly originId: number
  readonly userId: number
  readonly name: string
  readonly characters: number
  readonly messages: number
  readonly isArchived: boolean
  /** It came over before, and is in this library (or in its trash). */
  readonly isImported: boolean
}

/** One old campaign or character as it was found, or as it came over. */
export interface ImportRow {
  /** Its place in this look or import, from 0. Campaigns come before characters. */
  readonly index: number
  readonly kind: OldKind
  readonly originId: number
  /** The e-mail of its owner, or null when the old app had lost the owner. */
  readonly originUser: string | null
  readonly name: string
  readonly class: OldPortraitClass
  readonly form: OldPortraitForm
  readonly reason: OldPortraitReason | null
  /** Facts for the reason's sentence: host, since (ISO), format, bytes. Never a signed address. */
  readonly details: ErrorDetails
  /** A picture of it can be shown: `importPictureUrl(index)`. */
  readonly hasPicture: boolean
  readonly outcome: ImportOutcome | null
  /** Where it is now, once it came over. */
  readonly subjectId: number | null
  /** Its portrait now: `static/portraits/…`. */
  readonly portrait: string | null
}

/** What was found, before anything was written. */
export interface ImportScan {
  readonly source: ImportSource
  /** Null for a folder of portraits without a database. */
  readonly generation: OldGeneration | null
  /** True when a part of the database could not be read; what was read is here. */
  readonly isPartial: boolean
  /** Tables and how many of their rows could not be read. */
  readonly unreadable: readonly { readonly table: string; readonly what: string }[]
  readonly users: readonly OldUser[]
  readonly campaigns: readonly OldCampaignChoice[]
  /** Characters without a campaign that is there, by user. */
  readonly campaignless: readonly { readonly userId: number; readonly characters: number }[]
  readonly classes: Readonly<Partial<Record<OldPortraitClass, number>>>
  readonly rows: number
  readonly messages: number
  /** Intact pictures that no row names, relative to the portraits folder. */
  readonly looseFiles: readonly string[]
  /** Files that no row names and of which no picture can be had. */
  readonly damagedFiles: readonly string[]
  /** Intact files named after a row that names no portrait (`file-without-value`). */
  readonly offeredFiles: number
  /** How many files and folders that a system left beside the pictures were passed over. */
  readonly passedOver: number
  /** Values that lead outside the folder; they were not read. */
  readonly refused: readonly string[]
  /** Bytes of the pictures that can come over. */
  readonly pictureBytes: number
  /** Hosts of links that may still live, without anything secret. */
  readonly hosts: readonly string[]
  /** Rows that an earlier import has already imported. */
  readonly alreadyImported: number
  /** How many of these were removed for good since. */
  readonly removedSince: number
}

export const importDecisionsSchema = z.strictObject({
  /** Ids of old users; null takes all. */
  users: z.array(z.number().int()).max(10_000).nullable(),
  /** Ids of old campaigns; null takes all of these users. */
  campaigns: z.array(z.number().int()).max(100_000).nullable(),
  includeArchived: z.boolean(),
  /** Where characters without a campaign go. */
  campaignless: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('new'), name: nameSchema }),
    z.strictObject({ kind: z.literal('existing'), campaignId: idSchema }),
    z.strictObject({ kind: z.literal('leave') }),
  ]),
  duplicates: z.enum(['skip', 'update', 'keep-both']),
  /** Try links that may still live now. */
  online: z.boolean(),
  takeLooseFiles: z.boolean(),
  /** Take `<kind>_<id>.png` for rows that name no portrait. */
  takeOfferedFiles: z.boolean(),
})
export type ImportDecisions = z.infer<typeof importDecisionsSchema>

/** What these decisions would import. */
export interface ImportForecast {
  readonly campaigns: number
  readonly characters: number
  readonly portraits: number
  readonly loosePortraits: number
  readonly messages: number
  readonly bytes: number
  readonly freeBytes: number | null
  /** Rows that came over before and are skipped, updated or doubled. */
  readonly duplicates: number
}

export type ImportState = 'running' | 'interrupted' | 'cancelled' | 'done' | 'undone'

/** An import as the library keeps it. Times are ISO in UTC. */
export interface ImportSummary {
  readonly id: number
  /** The last part of the chosen path. */
  readonly sourceName: string
  readonly generation: OldGeneration | null
  readonly state: ImportState
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly total: number
  readonly done: number
  readonly needsYou: number
  /** Why it stopped before its end. */
  readonly error: { readonly code: ErrorCode; readonly details: ErrorDetails } | null
}

/** What an import came to. Per class counts add up to the rows. */
export interface ImportReport extends ImportSummary {
  readonly classes: Readonly<Partial<Record<OldPortraitClass, number>>>
  readonly outcomes: Readonly<Partial<Record<ImportOutcome, number>>>
  readonly messages: number
  readonly loosePortraits: number
  readonly looseFiles: readonly string[]
  readonly damagedFiles: readonly string[]
  readonly refused: readonly string[]
  readonly unreadable: readonly { readonly table: string; readonly what: string }[]
}

export interface ImportRowPage {
  readonly total: number
  readonly offset: number
  readonly rows: readonly ImportRow[]
}

export const importRowQuerySchema = z.strictObject({
  class: z.enum(oldPortraitClasses).nullable().default(null),
  outcome: z.enum(importOutcomes).nullable().default(null),
  search: z.string().max(1_000).default(''),
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(100),
})
export type ImportRowQuery = z.infer<typeof importRowQuerySchema>

/** What an undo took back, and what it left because it was edited since. */
export interface ImportUndone {
  readonly campaigns: number
  readonly characters: number
  readonly portraits: number
  readonly messages: number
  readonly kept: readonly { readonly kind: OldKind; readonly id: number; readonly name: string }[]
}

/** One old message, read-only. `writtenAt` is ISO in UTC, or null when the old app had lost it. */
export interface JournalEntry {
  readonly id: number
  readonly role: string
  readonly characterName: string | null
  readonly text: string
  readonly writtenAt: string | null
}

export interface JournalPage {
  readonly total: number
  readonly offset: number
  readonly entries: readonly JournalEntry[]
}

/** The address of a small picture of a row of the look that is open. */
export function importPictureUrl(index: number, look: number): string {
  return `app://portraits/import/${index}?look=${look}`
}

/** Notices about a picture as a row's details keep them. */
export function noticeDetails(notices: readonly PictureNotice[]): ErrorDetails {
  return notices.length === 0 ? {} : { notices: notices.join(' ') }
}

/** What had to be changed in a row's picture before it was stored. */
export function noticesOf({ details }: Pick<ImportRow, 'details'>): readonly PictureNotice[] {
  const said = typeof details.notices === 'string' ? details.notices.split(' ') : []
  return pictureNotices.filter((notice) => said.includes(notice))
}
