import type { LibraryCard, LibrarySelection } from '../../shared/library'
import { queries } from '../api'
import { type Cards, useCards } from '../wall/use-cards'

/** Cards asked for at a time: a few screens of a large window. */
export const pageSize = 120

/** Every portrait of a selection, of which only the first page and the pages in sight are held. */
export function useLibrary(
  selection: LibrarySelection,
  pagesInSight: readonly number[],
): Cards<LibraryCard> {
  const page = (number: number) =>
    queries.everyPortrait({ ...selection, offset: number * pageSize, limit: pageSize })
  return useCards(page, pageSize, pagesInSight)
}
