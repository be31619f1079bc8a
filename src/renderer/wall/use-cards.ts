import {
  type DefaultError,
  keepPreviousData,
  type UseQueryOptions,
  useQueries,
  useQuery,
} from '@tanstack/react-query'

/** One window into something that has pages. */
interface CardPage<Card> {
  readonly total: number
  readonly cards: readonly Card[]
}

export interface Cards<Card> {
  /** How many there are in all; undefined until the first answer. */
  readonly total: number | undefined
  /** The card at this place, or undefined while its page is on the way. */
  readonly cardAt: (index: number) => Card | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** Cards that are loaded page by page; only the first page and the visible ones are held. */
export function useCards<Page extends CardPage<unknown>, Key extends readonly unknown[]>(
  page: (number: number) => UseQueryOptions<Page, DefaultError, Page, Key>,
  pageSize: number,
  pagesInSight: readonly number[],
): Cards<Page['cards'][number]> {
  // While a search is typed the previous cards stay, so that the wall does not flicker at each key.
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
