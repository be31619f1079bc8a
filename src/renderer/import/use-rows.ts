import { useQueries } from '@tanstack/react-query'
import type { ImportRow, ImportRowQuery } from '../../shared/legacy-import'
import { type ImportRowsOf, queries } from '../app/api'

/** Rows asked for at a time: a few screens of a large window. */
export const rowsAtOnce = 100

/** Which rows: whose, and which of them. */
export interface RowSelection extends Pick<ImportRowQuery, 'class' | 'outcome' | 'search'> {
  readonly of: ImportRowsOf
}

export interface Rows {
  /** How many there are in all; undefined until the first answer. */
  readonly total: number | undefined
  /** The row at this place, or undefined while its page is on the way. */
  readonly rowAt: (index: number) => ImportRow | undefined
  readonly error: unknown
  readonly retry: () => void
}

function pageOf({ of, ...narrowed }: RowSelection, number: number) {
  return queries.importRows(of, { ...narrowed, offset: number * rowsAtOnce, limit: rowsAtOnce })
}

/** The rows of a selection, of which only the first page and the pages in sight are held. */
export function useRows(selection: RowSelection, pagesInSight: readonly number[]): Rows {
  const numbers = [...new Set([0, ...pagesInSight])]
  const pages = useQueries({ queries: numbers.map((number) => pageOf(selection, number)) })
  return {
    total: pages[0]?.data?.total,
    rowAt: (index) => {
      const page = pages[numbers.indexOf(Math.floor(index / rowsAtOnce))]
      return page?.data?.rows[index % rowsAtOnce]
    },
    error: pages.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const page of pages) if (page.error) void page.refetch()
    },
  }
}
