import { type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect } from 'react'
import type { ShowRange } from './use-pages-in-sight'
import { usePlaceIn } from './use-place-in'

/** Drawn above and below what is in sight. */
const rowsBeyondSight = 6

interface VirtualRowsOptions {
  /** What the rows lie in. */
  readonly rows: RefObject<HTMLElement | null>
  /** What scrolls them: an element that holds more than the rows, or a box of their own. */
  readonly scroller: HTMLElement | RefObject<HTMLElement | null>
  readonly count: number
  /** How high a row usually is; each is measured once it is drawn. */
  readonly rowHeightPx: number
  /** Identifies rows when their order changes. Must be the same function as long as the rows are the same. */
  readonly keyAt?: (index: number) => string | number
  readonly rangeExtractor?: (range: Range) => number[]
  readonly onSight?: ShowRange
}

/** Which rows of a long list are drawn, and where: those in sight and a few more. */
export function useVirtualRows(options: VirtualRowsOptions) {
  const { rows, scroller, count, rowHeightPx, keyAt, rangeExtractor, onSight } = options
  const { topPx } = usePlaceIn(scroller instanceof HTMLElement ? scroller : null, rows)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => (scroller instanceof HTMLElement ? scroller : scroller.current),
    estimateSize: () => rowHeightPx,
    overscan: rowsBeyondSight,
    scrollMargin: topPx,
    ...(keyAt && { getItemKey: keyAt }),
    ...(rangeExtractor && { rangeExtractor }),
  })
  const drawn = virtualizer.getVirtualItems()
  const first = drawn[0]?.index ?? 0
  const last = drawn.at(-1)?.index ?? 0
  useLayoutEffect(() => onSight?.(first, last), [first, last, onSight])
  return {
    virtualizer,
    heightPx: virtualizer.getTotalSize(),
    drawn: drawn.map(({ index, key, start }) => ({ index, key, topPx: start - topPx })),
  }
}
