import { useDebouncedValue } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Preferences } from '../../shared/preferences'
import { type GridKeys, useGridKeys } from './use-grid-keys'
import { useGridPlace } from './use-grid-place'
import { measureWall, thumbnailFor } from './wall-measures'

/** Cards drawn ahead of the scrolling, however high they are. */
const pixelsBeyondSight = 200
const rowsWhileWaiting = 3
const scrollRestMs = 40
/** This much of a picture shows the face. */
const faceShare = 0.6

/** The pages in sight, at once after a rest and else when the scrolling rests; and the way to tell which they are. */
export function usePagesInSight(): readonly [readonly number[], (pages: string) => void] {
  const [pages, setPages] = useState('0-0')
  const [pagesAtRest] = useDebouncedValue(pages, scrollRestMs, { leading: true })
  return [useMemo(() => pagesBetween(pagesAtRest), [pagesAtRest]), setPages]
}

interface CardWallOptions extends Pick<GridKeys, 'open' | 'onMove'> {
  readonly scroller: HTMLElement
  readonly density: Preferences['density']
  /** Undefined until the first answer. */
  readonly total: number | undefined
  readonly hasFailed: boolean
  readonly pageSize: number
  readonly onPages: (pages: string) => void
}

export type CardWall = ReturnType<typeof useCardWall>

/** Where the cards in sight stand, of however many there are, and how the arrow keys move among them. */
export function useCardWall(options: CardWallOptions) {
  const { scroller, density, hasFailed, pageSize, onPages, open, onMove } = options
  const grid = useRef<HTMLUListElement>(null)
  const { widthPx, topPx } = useGridPlace(scroller, grid)
  const measures = measureWall(widthPx, density)
  const { columns, rowHeightPx, pictureHeightPx, gapPx, cardWidthPx } = measures
  const total = options.total ?? (hasFailed ? 0 : columns * rowsWhileWaiting)
  const virtualizer = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller,
    estimateSize: () => rowHeightPx,
    overscan: Math.ceil(pixelsBeyondSight / rowHeightPx),
    scrollMargin: topPx,
  })
  const measuredFor = useRef(rowHeightPx)
  useLayoutEffect(() => {
    // The cards change their size with the window, all at once; the virtualizer keeps what it knew.
    if (measuredFor.current === rowHeightPx) return
    measuredFor.current = rowHeightPx
    virtualizer.measure()
  }, [virtualizer, rowHeightPx])

  const inSight = virtualizer.getVirtualItems()
  const firstPage = Math.floor(((inSight[0]?.index ?? 0) * columns) / pageSize)
  const lastPage = Math.floor((((inSight.at(-1)?.index ?? 0) + 1) * columns - 1) / pageSize)
  useLayoutEffect(() => onPages(`${firstPage}-${lastPage}`), [firstPage, lastPage, onPages])

  const keepInSight = useCallback(
    (row: number, neededPx = pictureHeightPx * faceShare) => {
      const topOfRow = topPx + row * rowHeightPx
      const belowToolbar = topOfRow - toolbarHeight(scroller)
      const wholeCard = topOfRow + rowHeightPx - gapPx / 2
      const { scrollTop, clientHeight } = scroller
      if (scrollTop > belowToolbar) scroller.scrollTop = belowToolbar
      else if (topOfRow + neededPx > scrollTop + clientHeight) {
        scroller.scrollTop = Math.min(belowToolbar, wholeCard - clientHeight)
      }
    },
    [scroller, topPx, rowHeightPx, pictureHeightPx, gapPx],
  )
  const seenFrom = (virtualizer.scrollOffset ?? 0) + toolbarHeight(scroller)
  const firstSeen = inSight.find(({ end }) => end > seenFrom)?.index ?? 0
  const keys = useGridKeys({
    total,
    columns,
    drawn: {
      from: (inSight[0]?.index ?? 0) * columns,
      to: ((inSight.at(-1)?.index ?? 0) + 1) * columns - 1,
      seen: firstSeen * columns,
    },
    showRow: (row) => keepInSight(row, rowHeightPx),
    open,
    onMove,
  })
  const places = inSight.flatMap((row) =>
    indexesIn(row.index, columns, total).map((index, column) => ({
      index,
      leftPx: column * (cardWidthPx + gapPx),
      topPx: row.start - topPx,
    })),
  )
  return {
    grid,
    total,
    places,
    keys,
    keepInSight,
    columns,
    cardWidthPx,
    heightPx: virtualizer.getTotalSize(),
    isWaiting: options.total === undefined && !hasFailed,
    thumbnail: thumbnailFor(pictureHeightPx, window.devicePixelRatio),
  }
}

/** What the toolbar, which stays in sight, covers at the top. */
function toolbarHeight(scroller: HTMLElement): number {
  return scroller.querySelector('[data-wall-toolbar]')?.clientHeight ?? 0
}

function indexesIn(row: number, columns: number, total: number): number[] {
  const length = Math.max(0, Math.min(columns, total - row * columns))
  return Array.from({ length }, (_, column) => row * columns + column)
}

function pagesBetween(range: string): number[] {
  const [from = 0, to = 0] = range.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
