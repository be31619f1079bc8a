import type { ErrorReport } from './errors'
import type { DiskUsage } from './integrity'

/** Where a folder lies: SQLite is safe on a plain disk alone. */
export type PlaceKind = 'plain' | 'network' | 'cloud'

/** What moving the data would mean, before anything is touched. */
export interface MovePlan {
  /** The folder as it will be, and whether it has to be made first. */
  readonly to: string
  readonly isNew: boolean
  readonly from: string
  readonly files: number
  readonly bytes: number
  /** Free bytes on the disk of the new folder; null when unknown. */
  readonly freeBytes: number | null
  readonly kind: PlaceKind
}

/** What was moved, all of it read back. */
export interface Moved {
  readonly to: string
  readonly files: number
  readonly bytes: number
  /** Portraits in the database whose file is there and is the one that was stored. */
  readonly portraits: number
  /** Portraits that were lost or harmed before already. */
  readonly harmed: number
  /** Links and the like, which are not followed and stayed where they were. */
  readonly left: number
}

/** A previous location of the data, kept until the game master deletes it. */
export interface PreviousLocation {
  readonly folder: string
  readonly movedAt: string
  /** Null while it cannot be looked into. */
  readonly bytes: number | null
  /** It was used after the move: what is in it may be newer. */
  readonly isChanged: boolean
}

/** A file of a previous location that stays, because the copy in use is damaged. */
export interface StayedFile {
  /** Below that place, with forward slashes. */
  readonly path: string
  /** The portrait that needs it; null for a file that is none's. */
  readonly portraitId: number | null
  /** Of the portrait's subject, or of the file. */
  readonly name: string
  /** How the copy in use was found. */
  readonly state: 'missing' | 'damaged' | 'unreadable'
}

/** The result of deleting a previous location. */
export interface PreviousRemoved {
  /** Of what was removed. */
  readonly bytes: number
  readonly stayed: readonly StayedFile[]
}

/** The result of restoring files from a previous location. */
export interface PreviousPutBack {
  readonly count: number
  /** Names of what could not be put back. */
  readonly left: readonly string[]
}

/** How much is free where the data is. */
export interface SpaceState {
  /** `full`: too little for new pictures; `unknown`: the system does not say. */
  readonly level: 'enough' | 'low' | 'full' | 'unknown'
  readonly folder: string
  readonly freeBytes: number | null
  readonly totalBytes: number | null
}

/** Portraits of one campaign, its characters' included. */
export interface CampaignUsage {
  /** Null for unassigned portraits. */
  readonly campaignId: number | null
  readonly name: string
  readonly isTrashed: boolean
  readonly portraits: number
  readonly bytes: number
}

/** What takes up the room. */
export interface StorageUsage {
  readonly kinds: DiskUsage
  /** The largest first. */
  readonly campaigns: readonly CampaignUsage[]
  /** Of the portraits: those in the trash. */
  readonly trashedBytes: number
}

/** Where the data is, and what was there before. */
export interface StoragePlace {
  readonly folder: string
  readonly kind: PlaceKind
  readonly space: SpaceState
  /** False when the folder was named on the command line. */
  readonly mayMove: boolean
  readonly previous: readonly PreviousLocation[]
  /** Why portraits could not be stored now; null when they can. */
  readonly trouble: ErrorReport | null
}

/** The result of rebuilding the thumbnails. */
export interface Rebuilt {
  readonly made: number
  /** Portraits that are lost or harmed and have none. */
  readonly failed: number
}
