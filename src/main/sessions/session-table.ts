import type { Database } from 'better-sqlite3'
import { textParts } from '../../shared/mentions'
import type { MentionedPerson, Session, SessionSummary } from '../../shared/session'
import { type CardRow, cardColumns, portraitJoin, toCard } from '../campaigns/cards'

export interface SummaryRow {
  readonly id: number
  readonly campaign_id: number
  readonly number: number
  readonly date: string
  readonly title: string
  readonly is_open: 0 | 1
  readonly trashed_at: string | null
}

export interface SessionRow extends SummaryRow {
  readonly text: string
}

interface PersonRow extends CardRow {
  readonly person_id: number
  readonly person_name: string | null
  readonly character_trashed_at: string | null
}

export const summaryColumns =
  'session.id, session.campaign_id, number, date, title, is_open, session.trashed_at'

/** A row without those who are mentioned. */
export function toSummary(row: SummaryRow): Omit<SessionSummary, 'mentions'> {
  const { id, campaign_id, number, date, title, is_open } = row
  return { id, campaignId: campaign_id, number, date, title, isOpen: is_open === 1 }
}

/** Reads who is mentioned in a session, in the order of its text. */
export function createPeople(database: Database): (session: SessionRow) => MentionedPerson[] {
  const select = database.prepare<[number], PersonRow>(
    `SELECT session_mention.character_id AS person_id,
       coalesce(character.name, session_mention.name) AS person_name,
       character.trashed_at AS character_trashed_at, ${cardColumns}
     FROM session_mention LEFT JOIN character ON character.id = session_mention.character_id
       ${portraitJoin('character')}
     WHERE session_id = ? ORDER BY first_place`,
  )
  return ({ id, text }) => {
    const rows = select.all(id)
    const isNamed = rows.every(({ person_name }) => person_name !== null)
    const written = isNamed ? null : writtenNames(text)
    return rows.map((row) => ({
      id: row.person_id,
      name: row.person_name ?? written?.get(row.person_id) ?? '',
      ...stateOf(row),
    }))
  }
}

function stateOf(row: PersonRow): Pick<MentionedPerson, 'state' | 'card'> {
  // The join has no row for a character that was removed.
  const id: number | null = row.id
  if (id === null) return { state: 'removed', card: null }
  return { state: row.character_trashed_at === null ? 'here' : 'trashed', card: toCard(row) }
}

function writtenNames(text: string): Map<number, string> {
  const names = new Map<number, string>()
  for (const part of textParts(text)) if (part.kind === 'mention') names.set(part.id, part.name)
  return names
}

export function toSession(row: SessionRow, people: readonly MentionedPerson[]): Session {
  return { ...toSummary(row), mentions: people.map(({ id }) => id), text: row.text, people }
}

/** Where each character is mentioned first and last, by id, in UTF-16 units; in the order of the text. */
export function mentionPlacesOf(
  text: string,
): ReadonlyMap<number, { readonly first: number; readonly last: number }> {
  const places = new Map<number, { readonly first: number; last: number }>()
  let place = 0
  for (const part of textParts(text)) {
    if (part.kind === 'mention' && part.id > 0) {
      const known = places.get(part.id)
      if (known === undefined) places.set(part.id, { first: place, last: place })
      else known.last = place
    }
    place += part.text.length
  }
  return places
}

/**
 * Derives who is mentioned from the text of a session. Belongs into the transaction that writes the text.
 */
export function createMentionWriter(database: Database): (id: number, text: string) => void {
  const selectNames = database.prepare<[number], { character_id: number; name: string }>(
    'SELECT character_id, name FROM session_mention WHERE session_id = ? AND name IS NOT NULL',
  )
  const clear = database.prepare('DELETE FROM session_mention WHERE session_id = ?')
  const insert = database.prepare(
    `INSERT INTO session_mention (session_id, character_id, first_place, last_place, name)
     VALUES (?, ?, ?, ?, ?)`,
  )
  return (id, text) => {
    const names = new Map(selectNames.all(id).map((row) => [row.character_id, row.name]))
    clear.run(id)
    for (const [characterId, { first, last }] of mentionPlacesOf(text)) {
      insert.run(id, characterId, first, last, names.get(characterId) ?? null)
    }
  }
}
