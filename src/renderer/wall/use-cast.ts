import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { CastSelection, CharacterCard } from '../../shared/character'
import { queries } from '../api'

/** Cards asked for at a time: a few screens of a large window. */
export const pageSize = 200

export interface Cast {
  /** How many there are in all; undefined until the first answer. */
  readonly total: number | undefined
  /** The card at this place, or undefined while its page is on the way. */
  readonly cardAt: (index: number) => CharacterCard | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** One page of a selection, as a question to main. */
export function pageOf(selection: CastSelection, number: number) {
  return queries.cast({ ...selection, offset: number * pageSize, limit: pageSize })
}

/** A campaign's cast, of which only the first page and the pages in sight are held. */
export function useCast(selection: CastSelection, pagesInSight: readonly number[]): Cast {
  const page = (number: number) => pageOf(selection, number)
  // While a search is typed the former cards stay, so that the wall does not blink at each key.
  const first = useQuery({ ...page(0), placeholderData: keepPreviousData })
  const numbers = pagesInSight.filter((number) => number > 0)
  const others = useQueries({ queries: numbers.map(page) })
  return {
    total: first.data?.total,
    cardAt: (index) => {
      const number = Math.floor(index / pageSize)
      const holder = number === 0 ? first : others[numbers.indexOf(number)]
      return holder?.data?.cards[index % pageSize]
    },
    error: first.error ?? others.find(({ error }) => error)?.error ?? null,
    retry: () => {
      void first.refetch()
      for (const other of others) if (other.error) void other.refetch()
    },
  }
}
