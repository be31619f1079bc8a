import { useCallback, useMemo, useState } from 'react'

/** Says which items of a list are in sight, from the first to the last. */
export type ShowRange = (first: number, last: number) => void

/** The numbers of the pages that the items in sight lie on, and the function that says which items those are. */
export function usePagesInSight(pageSize: number): readonly [readonly number[], ShowRange] {
  // A string, so that scrolling within the same pages changes nothing.
  const [range, setRange] = useState('0-0')
  const showRange = useCallback(
    (first: number, last: number) =>
      setRange(`${Math.floor(first / pageSize)}-${Math.floor(last / pageSize)}`),
    [pageSize],
  )
  return [useMemo(() => pagesBetween(range), [range]), showRange]
}

function pagesBetween(range: string): number[] {
  const [from = 0, to = 0] = range.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
