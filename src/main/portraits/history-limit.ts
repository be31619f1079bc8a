import type { Database } from 'better-sqlite3'
import type { HistorySurplus } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { databaseError } from '../core/database/database-error'
import type { Portraits } from './portraits'

export type HistoryLimit = ReturnType<typeof createHistoryLimit>

// The newest of a subject are kept whatever they are; of the older ones those that are starred or shown.
const surplusOf = (whose: string) => `
  SELECT id, bytes, owner, place FROM (
    SELECT portrait.id, portrait.bytes, portrait.starred,
      coalesce('c' || portrait.campaign_id, portrait.character_id) AS owner,
      coalesce(campaign.current_portrait_id, character.current_portrait_id) AS shown_id,
      row_number() OVER (PARTITION BY portrait.campaign_id, portrait.character_id
        ORDER BY portrait.id DESC) AS place
    FROM portrait
    LEFT JOIN campaign ON campaign.id = portrait.campaign_id
    LEFT JOIN character ON character.id = portrait.character_id
    LEFT JOIN campaign AS home ON home.id = character.campaign_id
    WHERE portrait.trashed_at IS NULL AND ${whose}
      AND campaign.trashed_at IS NULL AND character.trashed_at IS NULL AND home.trashed_at IS NULL
  ) WHERE place > :kept AND starred = 0 AND shown_id IS NOT id`

interface SurplusRow {
  readonly id: number
  readonly bytes: number
  readonly owner: string
  readonly place: number
}

/**
 * How many portraits of each subject stay in its film strip. The rest moves to the trash, except starred and
 * shown ones. Unassigned portraits have no history, and portraits in the trash with their owner are counted.
 */
export function createHistoryLimit({
  database,
  portraits,
}: {
  readonly database: Database
  readonly portraits: Pick<Portraits, 'trash'>
}) {
  const all = database.prepare<{ kept: number }, SurplusRow>(
    surplusOf('(portrait.campaign_id IS NOT NULL OR portrait.character_id IS NOT NULL)'),
  )
  const of = {
    campaign: database.prepare<{ kept: number; id: number }, SurplusRow>(
      surplusOf('portrait.campaign_id = :id'),
    ),
    character: database.prepare<{ kept: number; id: number }, SurplusRow>(
      surplusOf('portrait.character_id = :id'),
    ),
  } as const

  return {
    /** What would move to the trash if so many portraits of each were kept. */
    surplus(kept: number): HistorySurplus {
      const rows = all.all({ kept })
      return {
        portraits: rows.length,
        subjects: new Set(rows.map(({ owner }) => owner)).size,
        bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
      }
    },

    /** Moves all of that to the trash, in one transaction. Answers their ids. */
    moveSurplus(kept: number): number[] {
      const move = database.transaction(() => {
        const ids = all.all({ kept }).map(({ id }) => id)
        for (const id of ids) portraits.trash(id)
        return ids
      })
      try {
        return move.immediate()
      } catch (error) {
        throw databaseError(error)
      }
    },

    /**
     * Makes room for a portrait that has just come: the one it pushed out moves to the trash, and the one
     * it took the place of when that was only kept for being shown. What was beyond the limit before stays
     * until the game master asks for it. Belongs into the transaction of the new row. Answers their ids.
     */
    makeRoom({ kind, id }: Subject, kept: number, formerId: number | null): number[] {
      const ids = of[kind]
        .all({ kept, id })
        .filter((row) => row.place === kept + 1 || row.id === formerId)
        .map((row) => row.id)
      for (const one of ids) portraits.trash(one)
      return ids
    },
  }
}
