import type { Database } from 'better-sqlite3'
import type { PortraitFileState } from '../../shared/portrait'
import { databaseError } from '../core/database/database-error'
import { createTimeSlice } from '../core/tasks/time-slice'

/** The highest number of a campaign and of a character that has a row. */
export interface HighestIds {
  readonly gm: number
  readonly character: number
}

/** A portrait as a check needs to know it. */
export interface CheckedRow {
  readonly id: number
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly file_state: PortraitFileState
  readonly campaign_id: number | null
  readonly character_id: number | null
  readonly trashed_at: string | null
  /** The name of its subject; empty for an unassigned portrait. */
  readonly name: string
  readonly is_current: 0 | 1
}

/** So many take the database a few milliseconds. */
const rowsAtOnce = 2_000

/** Every portrait's row, those in the trash included, without holding the main thread up. */
export async function readRows(database: Database, signal?: AbortSignal): Promise<CheckedRow[]> {
  const timeSlice = createTimeSlice(signal)
  const page = database.prepare<[number, number], CheckedRow>(
    `SELECT portrait.id, path, sha256, bytes, file_state, portrait.campaign_id,
       portrait.character_id, portrait.trashed_at, coalesce(character.name, campaign.name, '') AS name,
       coalesce(character.current_portrait_id, campaign.current_portrait_id) IS portrait.id AS is_current
     FROM portrait
     LEFT JOIN character ON character.id = portrait.character_id
     LEFT JOIN campaign ON campaign.id = portrait.campaign_id
     WHERE portrait.id > ? ORDER BY portrait.id LIMIT ?`,
  )
  const rows: CheckedRow[] = []
  for (;;) {
    const more = readPage(page, rows.at(-1)?.id ?? 0)
    rows.push(...more)
    if (more.length < rowsAtOnce) return rows
    await timeSlice.yieldTurn()
  }
}

/** The highest ids of records that are there, those in the trash included. */
export function highestIds(database: Database): HighestIds {
  const highest = (table: string): number =>
    Number(database.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get())
  return { gm: highest('campaign'), character: highest('character') }
}

/** Files of portraits that were removed for good and that are on their way out; no row names them. */
export function pathsOnTheWayOut(database: Database): ReadonlySet<string> {
  try {
    const select = database.prepare<[], string>(
      `SELECT path FROM file_to_remove WHERE settled_at IS NULL
       AND path NOT IN (SELECT path FROM portrait)`,
    )
    return new Set(select.pluck().all())
  } catch (error) {
    throw databaseError(error)
  }
}

function readPage(
  page: { all(after: number, most: number): CheckedRow[] },
  after: number,
): CheckedRow[] {
  try {
    return page.all(after, rowsAtOnce)
  } catch (error) {
    throw databaseError(error)
  }
}
