import type { Database } from 'better-sqlite3'
import type { FaceSubjects, SuggestedFaces } from '../../shared/add-pictures'
import { type CardRow, cardColumns, portraitJoin, toCard } from '../campaigns/cards'
import { keysOfFile, nameKey, small } from './name-in-file'

interface Row extends CardRow {
  readonly campaign_name: string
}

/** Those who may get a face, by name, outside the trash, with the unassigned pictures that are named like them. */
export function suggestFaces(database: Database, whose: FaceSubjects): SuggestedFaces[] {
  const isMeant =
    'ids' in whose
      ? 'character.id IN (SELECT value FROM json_each(?))'
      : 'character.campaign_id = ? AND character.current_portrait_id IS NULL'
  const select = database.prepare<[number | string], Row>(
    `SELECT ${cardColumns}, campaign.name AS campaign_name
     FROM character JOIN campaign ON campaign.id = character.campaign_id
       ${portraitJoin('character')}
     WHERE ${isMeant} AND character.trashed_at IS NULL AND campaign.trashed_at IS NULL
     ORDER BY character.sort_name, character.id`,
  )
  const suggest = createSuggestions(database)
  return select.all('ids' in whose ? JSON.stringify(whose.ids) : whose.campaignId).map((row) => {
    const { id, name, campaignId, avatarStyle, avatarSeed, portrait } = toCard(row)
    const card = { id, name, campaignId, avatarStyle, avatarSeed, portrait }
    return { ...card, campaignName: row.campaign_name, suggestions: suggest(name) }
  })
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
