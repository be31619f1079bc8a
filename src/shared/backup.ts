import { z } from 'zod'
import type { ErrorReport } from './errors'
import type { PortraitFileState } from './portrait'
import { idSchema } from './subject'

/** How many of each a library or a backup holds. */
export interface LibraryCounts {
  readonly campaigns: number
  readonly characters: number
  readonly portraits: number
}

/** What is in a backup, as its manifest says. Times are ISO in UTC. */
export interface BackupSummary {
  /** File or folder name, without where it is. */
  readonly name: string
  readonly madeAt: string
  readonly appVersion: string
  readonly schemaVersion: number
  readonly counts: LibraryCounts
  /** Of everything in it together. */
  readonly bytes: number
}

/** What a backup made now would hold. */
export interface BackupPlan {
  readonly counts: LibraryCounts
  /** About how large it would be. */
  readonly bytes: number
  /** Name of the folder that is suggested for it. */
  readonly folder: string
  /** Free bytes on the disk of that folder; null when unknown. */
  readonly freeBytes: number | null
}

/** A portrait whose file was missing or damaged when it was backed up. */
export interface BackupWarning {
  /** The name of its subject; empty for an unassigned portrait. */
  readonly name: string
  /** Below the user data folder, with forward slashes. */
  readonly path: string
  readonly state: Exclude<PortraitFileState, 'sound'>
}

/** What was looked at before a backup was called one. */
export interface BackupProof {
  /** Entries that were read back and compared with their SHA-256. */
  readonly entries: number
  readonly bytes: number
  /** Portraits in the database whose file is in the backup. */
  readonly portraits: number
  /** Portraits among them whose file is the one that was backed up, but cannot be decoded. */
  readonly harmed: readonly BackupWarning[]
}

export interface BackupMade {
  readonly summary: BackupSummary
  /** Where it is. */
  readonly path: string
  /** Null when it was not read back. */
  readonly proof: BackupProof | null
  readonly warnings: readonly BackupWarning[]
}

/** What a backup was found to be when it was read from end to end. */
export interface BackupVerdict {
  readonly summary: BackupSummary
  readonly proof: BackupProof
  readonly warnings: readonly BackupWarning[]
  /** Made later than now: this computer's clock, or that one's, is wrong. */
  readonly isFromTheFuture: boolean
}

/** Today's library as it was before a restore took its place. Kept until the game master removes it. */
export interface SetAside {
  /** Name of the folder in the user data folder. */
  readonly name: string
  readonly madeAt: string
  readonly counts: LibraryCounts | null
  /** Offered for seven days. */
  readonly canBeUndone: boolean
}

/** An automatic backup that can be restored. */
export interface AutomaticBackup extends BackupSummary {
  readonly why: AutomaticReason
  /** Which library it is of; null where it was made before libraries had an identity. */
  readonly library: string | null
  /** All of it was read back: as it was made, in the month before, or since. */
  readonly isVerified: boolean
  /** Something in it was read and is not what it should be. */
  readonly isDamaged: boolean
}

export const automaticReasons = ['day', 'migration', 'import', 'restore', 'asked'] as const
export type AutomaticReason = (typeof automaticReasons)[number]

/** What the indicator in the rail and the settings show. */
export interface BackupState {
  readonly automatic: {
    readonly isOn: boolean
    readonly folder: string
    /** False when the folder, or the drive it is on, is away. */
    readonly isThere: boolean
    /** Why the last one could not be made; null when it could. */
    readonly trouble: ErrorReport | null
  }
  /** The newest that was verified, made by hand or automatically. */
  readonly last: {
    readonly madeAt: string
    /** Name of the folder it is in. */
    readonly where: string
    readonly isAutomatic: boolean
    readonly counts: LibraryCounts
  } | null
  readonly warning: 'none' | 'overdue' | 'folder-gone'
  readonly setAside: readonly SetAside[]
}

/** A record of the library beside the same one of a backup. */
export interface ComparedRecord {
  readonly kind: 'campaign' | 'character'
  /** Its id there, or here when it is only here. */
  readonly id: number
  readonly name: string
  /** The campaign a character is in; its own id for a campaign. */
  readonly campaignId: number
  readonly state: 'only-here' | 'only-there' | 'different' | 'same'
  /** What differs: names of fields, `portrait`, `portraits`, `sessions`. */
  readonly differences: readonly string[]
  /** The current portrait there, to be shown by `restore:picture`. */
  readonly portraitId: number | null
}

/** What the restore screen shows before anything is done. */
export interface RestorePreview {
  readonly summary: BackupSummary
  readonly kind: 'archive' | 'folder' | 'automatic'
  readonly now: LibraryCounts | null
  readonly warnings: readonly BackupWarning[]
  readonly isFromTheFuture: boolean
  readonly onlyHere: number
  readonly onlyThere: number
  readonly different: number
  readonly same: number
  /** Portrait ids of a few faces there. */
  readonly faces: readonly number[]
}

export interface ComparedPage {
  readonly total: number
  readonly rows: readonly ComparedRecord[]
}

export interface Restored {
  readonly summary: BackupSummary
  readonly proof: BackupProof
  /** Where today's data went; null when there was none. */
  readonly setAside: SetAside | null
}

/** The same for the window, where the settings may come too. */
export interface RestoredInWindow extends Restored {
  /** left: they were not asked for. */
  readonly settings: 'taken' | 'left' | 'unreadable'
}

export interface RestoredSelection {
  readonly campaigns: number
  readonly characters: number
  readonly portraits: number
  readonly sessions: number
  /** Of the journals. */
  readonly messages: number
  /** Portraits that were here already. */
  readonly alreadyHere: number
  /** Portraits whose file in the backup was not what it should be. */
  readonly harmed: readonly BackupWarning[]
}

/** What is to be taken from a backup. A campaign comes with its whole cast. */
export const restoreSelectionSchema = z.strictObject({
  campaigns: z.array(idSchema).max(10_000),
  characters: z.array(idSchema).max(100_000),
  how: z.enum(['as-copies', 'over-existing']),
  /** Where single characters go whose campaign is not here; null makes a campaign for them. */
  campaignId: idSchema.nullable(),
})
export type RestoreSelection = z.infer<typeof restoreSelectionSchema>

export const comparedQuerySchema = z.strictObject({
  state: z.enum(['all', 'only-here', 'only-there', 'different', 'same']).default('all'),
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(200),
})
export type ComparedQuery = z.infer<typeof comparedQuerySchema>
