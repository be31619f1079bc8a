import { useDebouncedValue } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react'
import { type ShowRange, usePagesInSight } from '../ui/use-pages-in-sight'
import { usePlaceIn } from '../ui/use-place-in'
import { useCardSize, useWheelSize } from './card-size'
import { type GridKeys, useGridKeys } from './use-grid-keys'
import { useSteadyCard } from './use-steady-card'
import { type Box, indexesWithin, measureWall, thumbnailFor } from './wall-measures'

/** Cards drawn ahead of the scrolling, however high they are. */
const pixelsBeyondSight = 200
const rowsWhileWaiting = 3
const scrollRestMs = 40
/** This much of a picture shows the face. */
const faceShare = 0.6

/** The pages in sight, at once after a rest and otherwise when the scrolling rests. */
export function usePagesAtRest(pageSize: number): readonly [readonly number[], ShowRange] {
  const [pages, showRange] = usePagesInSight(pageSize)
  const [pagesAtRest] = useDebouncedValue(pages, scrollRestMs, { leading: true })
  return [pagesAtRest, showRange]
}

export interface CardWallOptions extends Pick<GridKeys, 'onMove'> {
  readonly scroller: HTMLElement
  /** Undefined until the first answer. */
  readonly total: number | undefined
  readonly hasFailed: boolean
  readonly onSight: ShowRange
}

export type CardWall = ReturnType<typeof useCardWall>

/** Where the cards in sight stand, of however many there are, and how the arrow keys move among them. */
export function useCardWall(options: CardWallOptions) {
  const { scroller, hasFailed, onSight, onMove } = options
  const grid = useRef<HTMLTableElement>(null)
  const { total, topPx, virtualizer, ...measures } = useRows(grid, options)
  const { columns, rowHeightPx, pictureHeightPx, gapPx, cardWidthPx, isSmall, nameLines } = measures
  const inSight = virtualizer.getVirtualItems()
  const firstDrawn = (inSight[0]?.index ?? 0) * columns
  const lastDrawn = ((inSight.at(-1)?.index ?? 0) + 1) * columns - 1
  useLayoutEffect(() => onSight(firstDrawn, lastDrawn), [firstDrawn, lastDrawn, onSight])

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
    grid,
    total,
    columns,
    drawn: { from: firstDrawn, to: lastDrawn, seen: firstSeen * columns },
    showRow: (row) => keepInSight(row, rowHeightPx),
    onMove,
  })
  const isActiveSeen = keys.active >= firstSeen * columns && keys.active <= lastDrawn
  useSteadyCard({
    scroller,
    scrolledPx: virtualizer.scrollOffset ?? 0,
    topPx,
    rowHeightPx,
    columns,
    index: isActiveSeen ? keys.active : firstSeen * columns,
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
    indexesWithin: (box: Box) => indexesWithin(measures, options.total ?? 0, box),
    columns,
    cardWidthPx,
    isSmall,
    nameLines,
    heightPx: virtualizer.getTotalSize(),
    isWaiting: options.total === undefined && !hasFailed,
    thumbnail: thumbnailFor(pictureHeightPx, window.devicePixelRatio),
  }
}

/** The rows of cards in sight, as large as the room and the chosen size make them. */
function useRows(
  grid: RefObject<HTMLElement | null>,
  { scroller, total: known, hasFailed }: CardWallOptions,
) {
  const { widthPx, topPx, besidePx } = usePlaceIn(scroller, grid)
  const { widthPx: cardPx } = useCardSize()
  useWheelSize(scroller)
  const measures = measureWall({ widthPx, besidePx, cardPx })
  const { columns, rowHeightPx } = measures
  const total = known ?? (hasFailed ? 0 : columns * rowsWhileWaiting)
  // Not VirtualList: each row is several cards of a height that follows the window's width.
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
  return { ...measures, total, topPx, virtualizer }
}

/** What the toolbar, which stays in sight, covers at the top. */
function toolbarHeight(scroller: HTMLElement): number {
  return scroller.querySelector('[data-wall-toolbar]')?.clientHeight ?? 0
}

function indexesIn(row: number, columns: number, total: number): number[] {
  const length = Math.max(0, Math.min(columns, total - row * columns))
  return Array.from({ length }, (_, column) => row * columns + column)
}
