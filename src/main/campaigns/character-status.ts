import type { Database } from 'better-sqlite3'
import type { Character } from '../../shared/character'
import type { AddedLine, SessionLine } from '../../shared/session-line'
import type { ChangedStatuses, StatusChange, StatusCount } from '../../shared/status'
import { statusWord } from '../../shared/status-words'
import type { Translate } from '../../shared/translate'
import type { Characters } from './characters'
import { findCharacters } from './many-characters'

interface Records {
  readonly database: Database
  readonly characters: Characters
  readonly sessions: {
    addLine(line: SessionLine): AddedLine | null
    takeLine(line: AddedLine): void
  }
  readonly translate: Translate
}

/** Who is changed together with more than these is put in order, not met at the table: no lines are added then. */
const mostLines = 20

/**
 * Gives characters a status, or none, in one transaction, with a line for each in the open session of the campaign.
 * Those that no longer exist are left out and answered as missing. `linesToTake` leave their sessions in the same
 * transaction. Throws AppError `not-found` when all of the characters are missing.
 */
export function setStatuses(
  records: Records,
  changes: readonly StatusChange[],
  linesToTake: readonly AddedLine[] = [],
): ChangedStatuses {
  const { characters, database, sessions } = records
  const all = database.transaction(() => {
    const { found, missing } = findCharacters(
      records,
      changes.flatMap(({ ids }) => ids),
    )
    const before = new Map(found.map((character) => [character.id, character]))
    const back = new Map<string, StatusChange>()
    const changed: Character[] = []
    for (const { ids, status, since } of changes) {
      for (const id of new Set(ids)) {
        const was = before.get(id)
        if (was === undefined || was.status === status) continue
        characters.setStatus(id, status, since)
        before.delete(id)
        if (since === undefined) changed.push(was)
        const key = JSON.stringify([was.status, was.statusAt])
        const known = back.get(key) ?? { ids: [], status: was.status, since: was.statusAt }
        back.set(key, { ...known, ids: [...known.ids, id] })
      }
    }
    for (const line of linesToTake) sessions.takeLine(line)
    const lines = changed.length <= mostLines ? addLines(records, changed) : []
    const backChanges = [...back.values()]
    return { ids: backChanges.flatMap(({ ids }) => ids), missing, back: backChanges, lines }
  })
  return all.immediate()
}

/** Answers what was added, the last one first. */
function addLines(
  { characters, sessions, translate }: Records,
  changed: readonly Character[],
): AddedLine[] {
  const added = changed.map(({ id, campaignId }) => {
    const { status } = characters.read(id)
    const text = status === null ? translate('status.none') : statusWord(translate, status)
    return sessions.addLine({ campaignId, kind: 'status', characterId: id, text })
  })
  return added.filter((line) => line !== null).reverse()
}

/** The statuses that characters of a campaign outside the trash have, the most frequent first. */
export function countStatuses(database: Database, campaignId: number): StatusCount[] {
  return database
    .prepare<[number], StatusCount>(
      `SELECT status, count(*) AS count FROM character
       WHERE campaign_id = ? AND trashed_at IS NULL GROUP BY status ORDER BY count DESC, status`,
    )
    .all(campaignId)
}
