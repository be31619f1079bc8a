import { z } from 'zod'
import type { PortraitFileState } from './portrait'
import { idSchema, type Subject } from './subject'

/** What a look at the whole library found, with what can be done about it. */
export type HealthFinding =
  | {
      readonly kind: 'database-damaged'
      /** What SQLite said first. */
      readonly reason: string
      readonly actions: readonly 'restore'[]
    }
  | { readonly kind: 'stray-rows'; readonly count: number; readonly actions: readonly 'restore'[] }
  | {
      readonly kind: 'portrait'
      readonly portraitId: number
      readonly subject: Subject | null
      /** Whose it is; empty for nobody's. */
      readonly name: string
      readonly state: Exclude<PortraitFileState, 'sound'>
      /** True when it is the one that is shown. */
      readonly isCurrent: boolean
      readonly actions: readonly ('take-from-backup' | 'choose-from-history')[]
    }
  | {
      readonly kind: 'file-without-row'
      /** Below the user data folder, with forward slashes. */
      readonly path: string
      readonly bytes: number
      readonly actions: readonly 'quarantine'[]
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

export interface HealthReport {
  readonly checkedAt: string
  readonly verdict: 'sound' | 'findings'
  readonly findings: readonly HealthFinding[]
  readonly portraits: number
  readonly files: number
  readonly usage: DiskUsage
  readonly lastVerifiedBackupAt: string | null
}

/** What the game master chose to do about one finding. Nothing is done without it. */
export const mendSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('take-from-backup'), portraitId: idSchema }),
  z.strictObject({ action: z.literal('quarantine'), path: z.string().max(300) }),
])
export type Mend = z.infer<typeof mendSchema>
