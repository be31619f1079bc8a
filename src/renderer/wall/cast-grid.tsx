import { useDebouncedValue } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CastSelection } from '../../shared/character'
import type { Preferences } from '../../shared/preferences'
import { ErrorNotice } from '../components/error-notice'
import { useWords } from '../i18n'
import { openCharacter, usePlace } from '../place'
import { CastCard, WaitingCard } from './cast-card'
import classes from './cast-grid.module.css'
import { pageSize, useCast } from './use-cast'
import { useGridKeys } from './use-grid-keys'
import { useGridPlace } from './use-grid-place'
import { useOpenCard } from './use-open-card'
import { measureWall, thumbnailFor } from './wall-measures'

/** Cards drawn ahead of the scrolling, however high they are. */
const pixelsBeyondSight = 400
const rowsWhileWaiting = 3
const scrollRestMs = 40
/** This much of a picture shows the face. */
const faceShare = 0.6

interface CastGridProps {
  readonly selection: CastSelection
  readonly density: Preferences['density']
  readonly scroller: HTMLElement
  readonly whenEmpty: ReactNode
}

/** The cards in sight, and only those, of however many there are. */
export function CastGrid({ selection, density, scroller, whenEmpty }: CastGridProps) {
  const t = useWords()
  const { characterId } = usePlace()
  const grid = useRef<HTMLUListElement>(null)
  const { widthPx, topPx } = useGridPlace(scroller, grid)
  const [pages, setPages] = useState('0-0')
  const [pagesAtRest] = useDebouncedValue(pages, scrollRestMs)
  const cast = useCast(
    selection,
    useMemo(() => pagesBetween(pagesAtRest), [pagesAtRest]),
  )
  const measures = measureWall(widthPx, density)
  const { columns, rowHeightPx, pictureHeightPx, gapPx, cardWidthPx } = measures
  const total = cast.total ?? (cast.error === null ? columns * rowsWhileWaiting : 0)
  const rows = Math.ceil(total / columns)
  const virtualizer = useVirtualizer({
    count: rows,
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
  useLayoutEffect(() => setPages(`${firstPage}-${lastPage}`), [firstPage, lastPage])

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
    open: (index) => {
      const card = cast.cardAt(index)
      if (card) openCharacter(card.id, card.campaignId)
    },
  })
  useOpenCard({ selection, cast, columns, keepInSight, ...keys })
  const thumbnail = thumbnailFor(pictureHeightPx, window.devicePixelRatio)

  return (
    <div className={classes.wall}>
      {cast.error !== null && (
        <div className={classes.notice}>
          <ErrorNotice error={cast.error} handlers={{ retry: cast.retry }} />
        </div>
      )}
      {cast.total === 0 && whenEmpty}
      <ul
        ref={grid}
        data-wall
        aria-label={t('wall.label')}
        aria-busy={cast.total === undefined && cast.error === null}
        className={classes.grid}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {inSight.flatMap((row) =>
          indexesIn(row.index, columns, total).map((index, column) => {
            const card = cast.cardAt(index)
            const [left, top] = [column * (cardWidthPx + gapPx), row.start - topPx]
            return (
              <li
                key={card?.id ?? `waiting-${index}`}
                aria-posinset={index + 1}
                aria-setsize={total}
                className={classes.place}
                style={{ width: cardWidthPx, transform: `translate(${left}px, ${top}px)` }}
              >
                {card ? (
                  <CastCard
                    card={card}
                    isDense={density === 'dense'}
                    thumbnail={thumbnail}
                    isOpen={card.id === characterId}
                    {...keys.card(index)}
                  />
                ) : (
                  <WaitingCard />
                )}
              </li>
            )
          }),
        )}
      </ul>
    </div>
  )
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
