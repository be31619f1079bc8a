import { z } from 'zod'

/**
 * Why a file is here: no row named it, its bytes did not match its row, a smaller file of the same picture
 * replaced it, it is the original of a picture that could not be stored unchanged (`converted`), or the game
 * master discarded what an image service had sent (`let-go`).
 */
export const quarantineReasons = ['stray', 'harmed', 'compressed', 'converted', 'let-go'] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

/** What is known of a file besides its bytes, for the list. */
export type QuarantineFacts = Readonly<Record<string, string | number | boolean | null>>

/** A file that was moved out of the way and can be put back. */
export interface QuarantineEntry {
  /** The same for as long as the file is there. */
  readonly id: string
  readonly why: QuarantineReason
  /** Where it was, and where it is; below the user data folder, with forward slashes. */
  readonly originalPath: string
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  /** The portrait whose file it was, if any. */
  readonly portraitId: number | null
  readonly facts: QuarantineFacts
  readonly putAt: string
}

/** Everything in the quarantine, oldest first, and what could not be made out. */
export interface QuarantineList {
  readonly entries: readonly QuarantineEntry[]
  /** Damaged lines of a manifest; they are skipped. */
  readonly damagedLines: number
  /** Files that no line names, relative to the user data folder. They are left where they are. */
  readonly unknownFiles: readonly string[]
}

/** What came of putting one file back: something else may have its place now. */
export interface QuarantineRestored {
  readonly id: string
  readonly outcome: 'restored' | 'taken' | 'gone'
}

/** A portrait whose own file is damaged, so that another copy of it may be the last good one. */
export interface PortraitInNeed {
  readonly portraitId: number
  /** The name of its subject, or of the file it came from; empty for an unassigned one without either. */
  readonly name: string
  readonly state: 'missing' | 'damaged' | 'unreadable'
}

/** What came of removing files for good. */
export interface QuarantineRemoved {
  readonly count: number
  /** Of the files that went, in bytes. */
  readonly bytes: number
  /** Files that stayed: each may be the last good copy of these portraits. */
  readonly stayed: readonly { readonly id: string; readonly inNeed: readonly PortraitInNeed[] }[]
}

/** How an entry is named; it is a path, so it is never more than this. */
export const quarantineIdSchema = z
  .string()
  .max(300)
  .regex(/^\d{8}_\d{6}(?:-\d{1,6})?\/\d{4,9}_[^/\\]+$/)

/** After so many days a file is offered for removal. Nothing removes it but a person. */
export const quarantineDays = 30
