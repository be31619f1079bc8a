import type { Database } from 'better-sqlite3'
import type { Clock } from '../core/clock'

const dayMs = 24 * 60 * 60 * 1_000
/** However long ago the library was last looked at, no more than this is counted at once. */
export const mostCountedMs = 7 * dayMs

interface TimeInUseRow {
  readonly lived_ms: number
  readonly last_seen_at: string
}

/**
 * How much of what has passed since the last look counts as lived, in milliseconds: nothing when the clock
 * went back, and a week at most when it went forward, be it by a holiday or by ten years.
 */
export function countedMs(lastSeenAt: string, now: Date): number {
  const passed = now.getTime() - Date.parse(lastSeenAt)
  return Math.min(Math.max(passed, 0), mostCountedMs)
}

export type TimeInUse = ReturnType<typeof createTimeInUse>

/** The time during which this library was in use. It never decreases. */
export function createTimeInUse({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}) {
  const select = database.prepare<[], TimeInUseRow>('SELECT lived_ms, last_seen_at FROM lived_time')
  const write = database.prepare(
    `INSERT INTO lived_time (id, lived_ms, last_seen_at) VALUES (1, :usedMs, :now)
     ON CONFLICT (id) DO UPDATE SET lived_ms = :usedMs, last_seen_at = :now`,
  )

  function read(): number {
    const row = select.get()
    return row === undefined ? 0 : row.lived_ms + countedMs(row.last_seen_at, clock())
  }

  return {
    /** In milliseconds, as of now. */
    read,

    /** Counts on to now and writes it down. Answers what `read` does. */
    countOn(): number {
      const usedMs = read()
      write.run({ usedMs, now: clock().toISOString() })
      return usedMs
    },
  }
}
