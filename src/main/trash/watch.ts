import type { Database } from 'better-sqlite3'
import type { TrashItem, TrashKind } from '../../shared/trash'
import type { Clock } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import { isDue, isToBeAnnounced, leavesAt, type Moment, type Watched } from './expiry'
import { inTrash } from './in-trash'
import { createTimeInUse } from './time-in-use'

interface WatchRow {
  readonly kind: TrashKind
  readonly id: number
  readonly trashed_at: string
  readonly noticed_ms: number | null
  readonly announced_ms: number | null
}

/** What a look at the trash found. */
export interface ExpiryCheck {
  /** What will leave soon and has not been spoken of until now. */
  readonly announced: readonly TrashItem[]
  /** What leaves now. */
  readonly due: readonly TrashItem[]
}

const toWatched = (row: WatchRow): Watched => ({
  trashedAt: row.trashed_at,
  noticedMs: row.noticed_ms,
  announcedMs: row.announced_ms,
})

export type TrashWatch = ReturnType<typeof createTrashWatch>

/** Keeps count of how long things have been in the trash. Throws the database's AppErrors. */
export function createTrashWatch({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}) {
  const timeInUse = createTimeInUse({ database, clock })
  // What was restored and trashed again starts over.
  const forget = database.prepare(
    `DELETE FROM trash_watch WHERE (kind, id, trashed_at) NOT IN (${inTrash})`,
  )
  const notice = database.prepare<[number]>(
    `INSERT INTO trash_watch (kind, id, trashed_at, noticed_ms)
     SELECT kind, id, trashed_at, ? FROM (${inTrash}) WHERE true ON CONFLICT DO NOTHING`,
  )
  const select = database.prepare<[], WatchRow>('SELECT * FROM trash_watch')
  const selectAll = database.prepare<[], WatchRow>(
    `SELECT kind, id, lies.trashed_at, noticed_ms, announced_ms FROM (${inTrash}) AS lies
     LEFT JOIN trash_watch USING (kind, id, trashed_at)`,
  )
  const announce = database.prepare<[number | null, TrashKind, number]>(
    'UPDATE trash_watch SET announced_ms = ? WHERE kind = ? AND id = ?',
  )

  function moment(days: number): Moment {
    return { now: clock(), usedMs: timeInUse.read(), days }
  }

  return {
    /**
     * Counts the time on, takes note of what has come into the trash, and answers what leaves. Whatever is
     * announced here is taken to be said. With null for the days nothing ever leaves.
     */
    check(days: number | null): ExpiryCheck {
      const check = database.transaction((): ExpiryCheck => {
        const usedMs = timeInUse.countOn()
        forget.run()
        notice.run(usedMs)
        if (days === null) return { announced: [], due: [] }
        const at: Moment = { now: clock(), usedMs, days }
        const announced: TrashItem[] = []
        const due: TrashItem[] = []
        for (const row of select.all()) {
          const { kind, id, announced_ms } = row
          const isNear = isToBeAnnounced(toWatched(row), at)
          if (isNear && announced_ms === null) {
            announce.run(usedMs, kind, id)
            announced.push({ kind, id })
          }
          // The number of days was increased since: it will be announced again.
          if (!isNear && announced_ms !== null) announce.run(null, kind, id)
          if (isDue(toWatched(row), at)) due.push({ kind, id })
        }
        return { announced, due }
      })
      try {
        return check.immediate()
      } catch (error) {
        throw databaseError(error)
      }
    },

    /** When each thing in the trash leaves at the earliest, in milliseconds since 1970, by `kind:id`. */
    leaving(days: number): ReadonlyMap<string, number> {
      const at = moment(days)
      const leaving = new Map<string, number>()
      for (const row of selectAll.all()) {
        const leaves = leavesAt(toWatched(row), at)
        // Only another program writes an invalid time; an item without a time is never deleted automatically.
        if (!Number.isNaN(leaves)) leaving.set(`${row.kind}:${row.id}`, leaves)
      }
      return leaving
    },
  }
}
