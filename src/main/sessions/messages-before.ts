import type { Database } from 'better-sqlite3'

/**
 * Counts for each day the messages of the old app that come before a session of that day: all up to the last one
 * that was written on the day or earlier. Messages keep their own order, in which some have no time.
 */
export function countMessagesBefore(
  database: Database,
  campaignId: number,
  days: readonly string[],
): (day: string) => number {
  const sorted = [...new Set(days)].sort()
  const select = database
    .prepare<[number], string | null>(
      `SELECT written_at FROM message WHERE campaign_id = ? AND trashed_at IS NULL
       ORDER BY import_id, origin_id, id`,
    )
    .pluck()
  if (sorted.length === 0) return () => 0
  const ends = sorted.map(endOf)
  // Of each day, the place of the last message that was written on it or since the day before in this list.
  const places = sorted.map(() => 0)
  let place = 0
  for (const writtenAt of select.iterate(campaignId)) {
    place += 1
    const index = writtenAt === null ? -1 : firstAfter(ends, writtenAt)
    if (index >= 0 && index < places.length) places[index] = place
  }
  let highest = 0
  const counts = new Map(
    sorted.map((day, index) => {
      highest = Math.max(highest, places[index] ?? 0)
      return [day, highest]
    }),
  )
  return (day) => counts.get(day) ?? 0
}

/** The index of the first of these sorted times that is after this one. */
function firstAfter(times: readonly string[], time: string): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? '') > time) high = middle
    else low = middle + 1
  }
  return low
}

/** When the day ends where the game master is, as ISO in UTC. */
function endOf(day: string): string {
  const end = new Date(`${day}T00:00:00`)
  end.setDate(end.getDate() + 1)
  return end.toISOString()
}
