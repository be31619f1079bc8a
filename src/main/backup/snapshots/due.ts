import type { Database } from 'better-sqlite3'
import type { BackupSettings } from '../settings'

const hourMs = 60 * 60 * 1_000
/** A little less than a day, so that an evening's backup does not wander into the night. */
const betweenMs = 20 * hourMs
const overdueMs = 14 * 24 * hourMs

/** A short text that changes with every change a backup would hold. Throws what SQLite throws. */
export function changeMark(database: Database): string {
  const facts = database
    .prepare<[], string>(
      `SELECT 'c', count(*), max(updated_at), count(trashed_at) FROM campaign
       UNION ALL SELECT 'k', count(*), max(updated_at), count(trashed_at) FROM character
       UNION ALL SELECT 'p', count(*), max(id), count(trashed_at) FROM portrait
       UNION ALL SELECT 'm', count(*), max(id), count(trashed_at) FROM message`,
    )
    .raw()
    .all()
  return JSON.stringify(facts)
}

/** True when an automatic backup should be made: something has changed, and the last is a day old. */
export function isDue(
  { lastAutomatic }: Pick<BackupSettings, 'lastAutomatic'>,
  mark: string,
  now: Date,
): boolean {
  if (lastAutomatic === null) return true
  // Either way: a clock that was set back must not end the backups until it has caught up.
  const sinceMs = Math.abs(now.getTime() - Date.parse(lastAutomatic.madeAt))
  return lastAutomatic.mark !== mark && sinceMs >= betweenMs
}

/** True after 14 days without a verified backup; a library that is new has as long. */
export function isOverdue(
  { last, firstSeenAt }: Pick<BackupSettings, 'last' | 'firstSeenAt'>,
  now: Date,
): boolean {
  const since = last?.madeAt ?? firstSeenAt
  return since !== null && Math.abs(now.getTime() - Date.parse(since)) >= overdueMs
}
