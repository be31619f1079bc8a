import type { Database } from 'better-sqlite3'
import type { FacelessCharacter } from '../../shared/add-pictures'
import { keysOfFile, nameKey, small } from './name-in-file'

interface Row {
  readonly id: number
  readonly name: string
  readonly campaign_id: number
  readonly campaign_name: string
  readonly avatar_style: string
  readonly avatar_seed: string
}

/** Everybody of a campaign who shows no portrait, by name, with the unassigned pictures that are named like them. */
export function readFaceless(database: Database, campaignId: number): FacelessCharacter[] {
  const select = database.prepare<[number], Row>(
    `SELECT character.id, character.name, campaign_id, campaign.name AS campaign_name,
       character.avatar_style, character.avatar_seed
     FROM character JOIN campaign ON campaign.id = campaign_id
     WHERE campaign_id = ? AND character.trashed_at IS NULL AND campaign.trashed_at IS NULL
       AND character.current_portrait_id IS NULL
     ORDER BY character.sort_name, character.id`,
  )
  const suggest = createSuggestions(database)
  return select.all(campaignId).map((row) => ({
    id: row.id,
    name: row.name,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    avatarStyle: row.avatar_style,
    avatarSeed: row.avatar_seed,
    suggestions: suggest(row.name),
  }))
}

/** Of the same name first, then those that share a word of it, which is often only the first name. */
function createSuggestions(database: Database): (name: string) => readonly number[] {
  const byKey = new Map<string, number[]>()
  const byWord = new Map<string, number[]>()
  const add = (map: Map<string, number[]>, key: string, id: number): void => {
    map.set(key, [...(map.get(key) ?? []), id])
  }
  const unassigned = database.prepare<[], { id: number; original_name: string | null }>(
    `SELECT id, original_name FROM portrait
     WHERE campaign_id IS NULL AND character_id IS NULL AND trashed_at IS NULL ORDER BY id`,
  )
  for (const { id, original_name } of unassigned.iterate()) {
    const keys = keysOfFile(original_name ?? '')
    for (const key of keys) add(byKey, key, id)
    for (const word of new Set(keys.flatMap(wordsOf))) add(byWord, word, id)
  }
  return (name) => {
    const key = nameKey(name)
    const sharing = wordsOf(key).flatMap((word) => byWord.get(word) ?? [])
    return [...new Set([...(byKey.get(key) ?? []), ...sharing])].slice(0, mostSuggestions)
  }
}

const mostSuggestions = 12

/** Words that distinguish one character from another: not "of", "the" or a number. */
const wordsOf = (key: string): string[] =>
  key.split(' ').filter((word) => word.length > 2 && !small.has(word) && /\p{L}/u.test(word))
