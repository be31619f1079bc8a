import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FacetCounts, GalleryEntry, GallerySelection } from '../../shared/gallery'
import { queries } from '../app/api'
import { type Cards, useCards } from '../wall/use-cards'
import { useGalleryView } from './gallery-view'

/** Main answers a search within a few milliseconds; this only spares it the letters typed in one go. */
const typingRestMs = 30

/** Cards asked for at a time: a few screens of a large window. */
export const pageSize = 120

/** Every portrait of a selection, of which only the first page and the pages in sight are held. */
export function useGallery(
  selection: GallerySelection,
  pagesInSight: readonly number[],
): Cards<GalleryEntry> {
  const page = (number: number) =>
    queries.everyPortrait({ ...selection, offset: number * pageSize, limit: pageSize })
  return useCards(page, pageSize, pagesInSight)
}

/** What is asked for: a first letter at once, what is typed on when the typing rests. */
export function useGallerySelection(): GallerySelection {
  const { search, sort, filters } = useGalleryView()
  const [searched] = useDebouncedValue(search.trim(), typingRestMs, { leading: true })
  return { search: searched, sort, filters }
}

/** How many portraits each value of each filter would leave; undefined until the first answer. */
export function usePortraitCounts(): FacetCounts | undefined {
  const { search, filters } = useGallerySelection()
  return useQuery({
    ...queries.portraitCounts({ search, filters }),
    placeholderData: keepPreviousData,
  }).data
}
