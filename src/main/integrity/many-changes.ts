import type { ConfirmReason, RepairConfirmation } from '../../shared/integrity'

/** So few are let through whatever share of the library they are: with five portraits, one is a fifth. */
const alwaysFew = 3
const mostStrays = 50
const mostShare = 0.1
const dayMs = 86_400_000
const fewMissing = 10

export interface RepairFacts {
  /** Files without rows, or about to be moved. */
  readonly strays: number
  readonly files: number
  /** Rows without their file. */
  readonly missing: number
  readonly portraits: number
  readonly lastRestoredAt: string | null
  readonly now: Date
}

/**
 * Whether the findings look less like clutter than like a database and a folder that do not belong together,
 * or null.
 *
 * The argument. Cleaning a folder can only do harm when its rows are not those that belong to it: when the
 * database is new, restored from last month, or another library's, good files have no row; when the folder's
 * drive is disconnected, no row has a file. A real library gathers stray files one at a time, so their number
 * tells the two cases apart. Moving more than 50 files, or more than a tenth of all, therefore requires
 * typing their number. And every step can be reversed: what is moved goes to the quarantine, with its line,
 * and no row is ever deleted because its file is missing. A missing file may come back with its drive;
 * deleting the row would lose the prompt, the date and the place in a history.
 */
export function reasonsToConfirm(facts: RepairFacts): RepairConfirmation | null {
  const { strays, files, missing, portraits, lastRestoredAt, now } = facts
  const because: ConfirmReason[] = []
  const isMany = strays > mostStrays || (strays > alwaysFew && strays > mostShare * files)
  const isMostAway = missing > fewMissing && missing > portraits / 2
  if (portraits > 0 && (files === 0 || isMostAway)) because.push('folder-empty')
  if (portraits === 0 && strays > 0) because.push('library-empty')
  const restoredMs = lastRestoredAt === null ? null : Date.parse(lastRestoredAt)
  const isJustRestored = restoredMs !== null && now.getTime() - restoredMs < dayMs
  if (isJustRestored && strays > 0) because.push('just-restored')
  if (isMany) because.push('many-strays')
  return because.length === 0 ? null : { because, strays, files, missing, portraits }
}
