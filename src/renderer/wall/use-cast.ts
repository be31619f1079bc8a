import type { CastSelection, CharacterCard } from '../../shared/character'
import { queries } from '../app/api'
import { type Cards, useCards } from './use-cards'

/** Cards asked for at a time: a few screens of a large window. */
export const pageSize = 200

export type LoadedCharacters = Cards<CharacterCard>

/** One page of a selection, as a question to main. */
export function pageOf(selection: CastSelection, number: number) {
  return queries.cast({ ...selection, offset: number * pageSize, limit: pageSize })
}

/** A campaign's cast, of which only the first page and the pages in sight are held. */
export function useCast(
  selection: CastSelection,
  pagesInSight: readonly number[],
): LoadedCharacters {
  return useCards((number) => pageOf(selection, number), pageSize, pagesInSight)
}
