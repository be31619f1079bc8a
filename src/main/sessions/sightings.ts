import type { Database } from 'better-sqlite3'
import type { InPlay, Sightings as SeenSessions, SessionReference } from '../../shared/session'
import { type CardRow, cardColumns, portraitJoin, toCard } from '../campaigns/cards'

/** How many of the newest sessions are listed; the rest are only counted. */
const newestShown = 60
/** For how many of them other people are named, and how many people. */
const withOthers = 10
const othersShown = 6
const mostInPlay = 24

export type Sightings = ReturnType<typeof createSightings>

/** Answers where characters were seen, from the mentions in the texts of sessions. */
export function createSightings(database: Database) {
  const count = database
    .prepare<[number], number>(
      `SELECT count(*) FROM session_mention JOIN session ON session.id = session_id
       WHERE character_id = ? AND session.trashed_at IS NULL`,
    )
    .pluck()
  const selectSessions = database.prepare<[number, number], SessionReference>(
    `SELECT session.id, number, date, title
     FROM session_mention JOIN session ON session.id = session_id
     WHERE character_id = ? AND session.trashed_at IS NULL
     ORDER BY number DESC, session.id DESC LIMIT ?`,
  )
  const selectStatusSince = database
    .prepare<[number], number | null>(
      `SELECT max(number) FROM character JOIN session ON session.campaign_id = character.campaign_id
       WHERE character.id = ? AND session.trashed_at IS NULL
         AND session.created_at <= character.status_at`,
    )
    .pluck()
  const selectOthers = database.prepare<[number, number, number], CardRow>(
    `SELECT ${cardColumns} FROM session_mention
     JOIN character ON character.id = session_mention.character_id ${portraitJoin('character')}
     WHERE session_id = ? AND character.id <> ? AND character.trashed_at IS NULL
     ORDER BY first_place LIMIT ?`,
  )
  const selectInPlay = database.prepare<
    { readonly campaignId: number; readonly limit: number },
    CardRow & { readonly last_seen: number }
  >(
    // Only the index of the cast is read of everybody who was ever seen, and the cards of a few.
    `WITH seen AS (
       SELECT character_id, max(number * 16777216 + last_place) AS latest
       FROM session JOIN session_mention ON session_id = session.id
       WHERE session.campaign_id = :campaignId AND session.trashed_at IS NULL
       GROUP BY character_id),
     newest AS (
       SELECT character_id, latest
       FROM seen CROSS JOIN character INDEXED BY character_by_creation
       WHERE character.campaign_id = :campaignId AND character.trashed_at IS NULL
         AND character.id = seen.character_id
       ORDER BY latest DESC, character_id LIMIT :limit)
     SELECT ${cardColumns}, latest / 16777216 AS last_seen
     FROM newest JOIN character ON character.id = newest.character_id ${portraitJoin('character')}
     ORDER BY latest DESC, character.id`,
  )
  return {
    /** In which sessions a character was seen, newest first; empty for one that does not exist. */
    seen: (characterId: number): SeenSessions => ({
      count: count.get(characterId) ?? 0,
      statusSince: selectStatusSince.get(characterId) ?? null,
      sessions: selectSessions.all(characterId, newestShown).map((session, index) => ({
        ...session,
        others:
          index < withOthers
            ? selectOthers.all(session.id, characterId, othersShown).map(toCard)
            : [],
      })),
    }),

    /** Those of the cast who were seen last, the latest first. */
    inPlay: (campaignId: number): InPlay[] =>
      selectInPlay
        .all({ campaignId, limit: mostInPlay })
        .map((row) => ({ ...toCard(row), lastSeen: row.last_seen })),
  }
}
