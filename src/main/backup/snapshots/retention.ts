import type { AutomaticReason } from '../../../shared/backup'

/** What a rule about keeping needs to know of a backup. */
export interface Retained {
  readonly name: string
  /** ISO in UTC. */
  readonly madeAt: string
  readonly isVerified: boolean
  readonly why?: AutomaticReason
}

/** Made before something that may yet turn out to have been a mistake. */
const guards: ReadonlySet<AutomaticReason | undefined> = new Set(['migration', 'import', 'restore'])

const dayMs = 24 * 60 * 60 * 1_000
const retention = { days: 7, weeks: 4, months: 12 } as const

/**
 * Chooses which automatic backups may go: kept are the newest of each of the last 7 days, 4 weeks and 12
 * months in which there are any, for a week those made before a migration, an import or a restore, and
 * always the newest verified one. A verified backup stands for its day
 * before a later one that is not. Days without backups do not count, so that neither a pause nor a clock
 * that was wrong removes anything at once; those from the future are left alone until their time comes.
 */
export function chooseToRemove<Backup extends Retained>(
  backups: readonly Backup[],
  now: Date,
): Backup[] {
  const past = backups
    .filter(({ madeAt }) => Date.parse(madeAt) <= now.getTime() + dayMs)
    .toSorted(
      (one, other) =>
        Number(other.isVerified) - Number(one.isVerified) ||
        Date.parse(other.madeAt) - Date.parse(one.madeAt),
    )
  const stay = new Set<Backup>([
    ...newestOfEach(past, retention.days, dayOf),
    ...newestOfEach(past, retention.weeks, weekOf),
    ...newestOfEach(past, retention.months, (madeAt) => dayOf(madeAt).slice(0, 7)),
  ])
  const guardingSince = now.getTime() - retention.days * dayMs
  for (const backup of past) {
    if (guards.has(backup.why) && Date.parse(backup.madeAt) >= guardingSince) stay.add(backup)
  }
  const lastVerified = past.find(({ isVerified }) => isVerified)
  if (lastVerified !== undefined) stay.add(lastVerified)
  return past.filter((backup) => !stay.has(backup))
}

function newestOfEach<Backup extends Retained>(
  bestFirst: readonly Backup[],
  count: number,
  periodOf: (madeAt: string) => string,
): Backup[] {
  const best = new Map<string, Backup>()
  for (const backup of bestFirst) {
    const period = periodOf(backup.madeAt)
    if (!best.has(period)) best.set(period, backup)
  }
  return [...best]
    .toSorted(([one], [other]) => other.localeCompare(one))
    .slice(0, count)
    .map(([, backup]) => backup)
}

const dayOf = (madeAt: string): string => new Date(madeAt).toISOString().slice(0, 10)

/** The Monday of its week. */
function weekOf(madeAt: string): string {
  const moment = new Date(madeAt)
  const sinceMonday = (moment.getUTCDay() + 6) % 7
  return dayOf(new Date(moment.getTime() - sinceMonday * dayMs).toISOString())
}
