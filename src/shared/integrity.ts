import { z } from 'zod'
import type { PortraitFileState } from './portrait'
import { quarantineIdSchema } from './quarantine'
import type { SessionFault } from './session'
import { idSchema, type Subject, subjectSchema } from './subject'

/** Only names and sizes, or every byte. */
export const checkDepths = ['quick', 'thorough'] as const
export type CheckDepth = (typeof checkDepths)[number]

/** Why a portrait's file does not match its row. */
export type PortraitFault =
  | 'missing'
  | 'renamed'
  | 'folder-there'
  | 'link-there'
  | 'not-a-file'
  | 'empty'
  | 'wrong-size'
  | 'other-bytes'
  | 'unreadable'

/** Where the bytes of a lost portrait were found. */
export interface FoundBytes {
  /** Below the user data folder, with forward slashes. */
  readonly path: string
  /** Found by their SHA-256, or only by a name that differs in capitals or in how accents are written. */
  readonly by: 'hash' | 'name'
  readonly where: 'portraits' | 'another-portrait' | 'quarantine'
}

/** The likely owner of a file, and the evidence for it. */
export interface LikelyOwner {
  readonly subject: Subject
  readonly name: string
  readonly isTrashed: boolean
  /** The same bytes as a portrait's, or as a file's in the quarantine; its name; or its date. */
  readonly because: 'hash' | 'quarantine' | 'name' | 'date'
}

export type PortraitAction = 'relink' | 'take-from-backup' | 'choose-from-history'

/** What a check of the whole library found, and what can be done about it. */
export type Finding =
  | {
      readonly kind: 'database-damaged'
      /** SQLite's first complaint. */
      readonly reason: string
      readonly actions: readonly 'restore'[]
    }
  | { readonly kind: 'stray-rows'; readonly count: number; readonly actions: readonly 'restore'[] }
  | {
      readonly kind: 'portrait'
      readonly portraitId: number
      readonly subject: Subject | null
      /** The name of its subject; empty for an unassigned portrait. */
      readonly name: string
      readonly path: string
      readonly state: Exclude<PortraitFileState, 'sound'>
      readonly why: PortraitFault
      /** True when it is the one that is shown. */
      readonly isCurrent: boolean
      readonly isTrashed: boolean
      readonly found: FoundBytes | null
      readonly actions: readonly PortraitAction[]
    }
  | {
      readonly kind: 'file-without-row'
      /** Below the user data folder, with forward slashes. */
      readonly path: string
      readonly bytes: number
      readonly modifiedAt: string
      /** False when the app may not read it: then it can only be left. */
      readonly isReadable: boolean
      readonly owner: LikelyOwner | null
      /** The portrait that has the same bytes in a file of its own. */
      readonly sameAs: number | null
      readonly actions: readonly ('adopt' | 'quarantine')[]
    }
  | {
      /** Many files in one folder, reported as one finding. */
      readonly kind: 'files-without-rows'
      /** The folder. */
      readonly path: string
      readonly count: number
      readonly bytes: number
      readonly actions: readonly 'quarantine'[]
    }
  | {
      /** A copy of ours that was never finished, and is older than a day. */
      readonly kind: 'left-over'
      readonly path: string
      readonly bytes: number
      readonly actions: readonly 'quarantine'[]
    }
  | {
      readonly kind: 'session'
      readonly session: SessionFault
      readonly actions: readonly 'repair-session'[]
    }
  | {
      /** A link, a pipe, or a folder that may not be looked into. Never followed, never touched. */
      readonly kind: 'link' | 'not-a-file' | 'closed-folder'
      readonly path: string
      readonly actions: readonly never[]
    }

/** Bytes on the disk by what they are. */
export interface DiskUsage {
  readonly database: number
  readonly portraits: number
  readonly thumbnails: number
  readonly databaseCopies: number
  readonly setAside: number
  readonly quarantine: number
  readonly other: number
}

/** Why nothing is moved before the game master has confirmed it by typing. */
export const confirmReasons = [
  'folder-empty',
  'library-empty',
  'just-restored',
  'many-strays',
] as const
export type ConfirmReason = (typeof confirmReasons)[number]

export interface RepairConfirmation {
  readonly because: readonly ConfirmReason[]
  readonly strays: number
  readonly files: number
  readonly missing: number
  readonly portraits: number
}

export interface IntegrityReport {
  readonly checkedAt: string
  readonly depth: CheckDepth
  readonly verdict: 'sound' | 'findings'
  readonly findings: readonly Finding[]
  readonly portraits: number
  readonly files: number
  /** How many files left by operating systems were skipped. */
  readonly passedOver: number
  /** Files without a row that are younger than a day, or being written: skipped, and not a finding. */
  readonly leftAlone: { readonly count: number; readonly paths: readonly string[] }
  /** Why repairs need a typed confirmation; null when they do not. */
  readonly confirmation: RepairConfirmation | null
  readonly usage: DiskUsage
  readonly lastVerifiedBackupAt: string | null
}

const pathSchema = z.string().min(1).max(4_096)

/** What the game master chose to do about one finding. Nothing is done without it. */
export const repairSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('take-from-backup'), portraitId: idSchema }),
  z.strictObject({ action: z.literal('relink'), portraitId: idSchema, path: pathSchema }),
  z.strictObject({
    action: z.literal('adopt'),
    path: pathSchema,
    /** Null makes it an unassigned portrait. */
    subject: subjectSchema.nullable(),
  }),
  z.strictObject({ action: z.literal('repair-session'), sessionId: idSchema }),
  z.strictObject({ action: z.literal('quarantine'), path: pathSchema }),
  /** All files without a row in this folder and below it. */
  z.strictObject({ action: z.literal('quarantine-folder'), path: pathSchema }),
])
export type Repair = z.infer<typeof repairSchema>

/** How many findings can be dealt with at once. */
export const mostRepairs = 2_000
export const repairOrderSchema = z.strictObject({
  repairs: z.array(repairSchema).min(1).max(mostRepairs),
  /** The number of files, typed by the game master where a large repair asks for it. */
  confirmed: z.number().int().nullable(),
})
export type RepairOrder = z.infer<typeof repairOrderSchema>

/** What came of each, in the order they were given; null for what was done. */
export interface Repaired {
  readonly outcomes: readonly (string | null)[]
  /** Files that were moved, those of a whole folder counted one by one. */
  readonly files: number
}

export const quarantineOrderSchema = z.strictObject({
  ids: z.array(quarantineIdSchema).min(1).max(100_000),
})
