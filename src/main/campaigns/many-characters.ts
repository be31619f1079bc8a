import type { Database } from 'better-sqlite3'
import type {
  ChangedCharacters,
  Character,
  CharacterMove,
  MovedCharacters,
} from '../../shared/character'
import { AppError } from '../../shared/errors'
import type { Characters } from './characters'

interface Records {
  readonly database: Database
  readonly characters: Characters
}

interface Found {
  readonly found: readonly Character[]
  /** The ids that no character has. */
  readonly missing: readonly number[]
}

/** Each of these characters once. Throws AppError `not-found` when not a single one exists. */
export function findCharacters(
  { characters }: Pick<Records, 'characters'>,
  ids: readonly number[],
): Found {
  const found: Character[] = []
  const missing: number[] = []
  for (const id of new Set(ids)) {
    const character = characters.find(id)
    if (character === null) missing.push(id)
    else found.push(character)
  }
  if (found.length === 0)
    throw new AppError('not-found', { kind: 'character', id: missing[0] ?? 0 })
  return { found, missing }
}

/**
 * Moves these characters to the trash in one transaction. Those that no longer exist are left out and answered
 * as `missing`. Throws AppError `not-found` when all of them are.
 */
export function trashCharacters(records: Records, ids: readonly number[]): ChangedCharacters {
  return changeEach(records, ids, ({ id, trashedAt }) => {
    if (trashedAt === null) records.characters.trash(id)
    return trashedAt === null
  })
}

/** Takes them out of the trash, with the same conditions. */
export function restoreCharacters(records: Records, ids: readonly number[]): ChangedCharacters {
  return changeEach(records, ids, ({ id, trashedAt }) => {
    if (trashedAt !== null) records.characters.restore(id)
    return trashedAt !== null
  })
}

/** `ids` of the answer are those that this has changed. */
function changeEach(
  records: Records,
  ids: readonly number[],
  change: (character: Character) => boolean,
): ChangedCharacters {
  const all = records.database.transaction(() => {
    const { found, missing } = findCharacters(records, ids)
    return { ids: found.filter(change).map(({ id }) => id), missing }
  })
  return all.immediate()
}

/**
 * Moves characters to other campaigns in one transaction. Returns the moves that undo it. Throws AppError
 * `not-found` when none of them or a campaign does not exist, and `in-trash` for a campaign in the trash;
 * then nothing has moved.
 */
export function moveCharacters(records: Records, moves: readonly CharacterMove[]): MovedCharacters {
  const { characters, database } = records
  const all = database.transaction(() => {
    const { found, missing } = findCharacters(
      records,
      moves.flatMap(({ ids }) => ids),
    )
    const campaignOf = new Map(found.map(({ id, campaignId }) => [id, campaignId]))
    const back = new Map<number, number[]>()
    for (const { campaignId, ids } of moves) {
      for (const id of new Set(ids)) {
        const from = campaignOf.get(id)
        if (from === undefined || from === campaignId) continue
        characters.move(id, campaignId)
        back.set(from, [...(back.get(from) ?? []), id])
      }
    }
    const backMoves = Array.from(back, ([campaignId, ids]) => ({ campaignId, ids }))
    return { ids: backMoves.flatMap(({ ids }) => ids), missing, back: backMoves }
  })
  return all.immediate()
}
