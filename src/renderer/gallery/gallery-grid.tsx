import { type MouseEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { GalleryEntry as Card } from '../../shared/gallery'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import type { ShowRange } from '../ui/use-pages-in-sight'
import { CardsOnWall } from '../wall/card-wall'
import { WaitingCard } from '../wall/cast-card'
import { useCardWall } from '../wall/use-card-wall'
import type { Cards } from '../wall/use-cards'
import { focusWall } from '../wall/use-grid-keys'
import { idsBetween, trashPortraits } from './gallery-actions'
import { type CardActions, GalleryCard } from './gallery-card'
import classes from './gallery-grid.module.css'
import type { AskedMenu } from './gallery-menu'
import { galleryState, openPortrait, select, toggle, useGalleryState } from './gallery-view'

interface GalleryGridProps {
  readonly cards: Cards<Card>
  readonly scroller: HTMLElement
  readonly whenEmpty: ReactNode
  readonly onSight: ShowRange
  readonly onMenu: (asked: AskedMenu) => void
}

/** The portraits as cards: to open, to select, to act on. */
export function GalleryGrid(props: GalleryGridProps) {
  const { cards, scroller, whenEmpty, onSight, onMenu } = props
  const t = useWords()
  const { selected, openId } = useGalleryState()
  const extend = async (to: number) => {
    const { anchor } = galleryState()
    select(await idsBetween(anchor, to), anchor)
  }
  const wall = useCardWall({
    scroller,
    total: cards.total,
    hasFailed: cards.error !== null,
    onSight,
    open: (index) => {
      const card = cards.cardAt(index)
      if (card) openPortrait(card.id, index)
    },
    onMove: (from, to, isExtending) => {
      if (!isExtending) return
      if (selected.size === 0) select([], from)
      void extend(to)
    },
  })
  const { keys, thumbnail } = wall
  useStaysInSight(wall.columns, () => {
    const isOnWall = document.activeElement?.closest('[data-wall]') != null
    if (openId !== null || isOnWall) wall.keepInSight(Math.floor(keys.active / wall.columns))
  })
  useKeyboardStays(cards.total)

  const actions = useStableActions({
    reach: (index) => keys.choose(index),
    hold: (element, index) => keys.card(index).cardRef(element),
    click: (event, index, card) => {
      if (event.shiftKey) void extend(index)
      else if (event.ctrlKey || event.metaKey) toggle(card.id, index)
      else openPortrait(card.id, index)
    },
    tick: (event, index, card) => {
      if (event.shiftKey) void extend(index)
      else toggle(card.id, index)
    },
    ask: (event, card) => {
      event.preventDefault()
      const ids = selected.has(card.id) ? [...selected] : [card.id]
      onMenu({ card, from: event.currentTarget, ids, ...placeOfMenu(event) })
    },
    press: (event, index, card) => {
      if (event.key === ' ' && !event.ctrlKey) toggle(card.id, index)
      else if (event.key === 'Delete') {
        void trashPortraits(selected.size > 0 ? [...selected] : [card.id])
      } else return keys.card(index).onKeyDown(event)
      event.preventDefault()
    },
  })

  return (
    <div className={classes.wall} data-selecting={selected.size > 0 || undefined}>
      {cards.error !== null && (
        <div className={classes.notice}>
          <ErrorNotice error={cards.error} handlers={{ retry: cards.retry }} />
        </div>
      )}
      {cards.total === 0 && whenEmpty}
      <CardsOnWall wall={wall} label={t('gallery.wall')} keyAt={(index) => cards.cardAt(index)?.id}>
        {(index) => {
          const card = cards.cardAt(index)
          if (!card) return <WaitingCard />
          return (
            <GalleryCard
              card={card}
              index={index}
              isSmall={wall.isSmall}
              isOpen={card.id === openId}
              isSelected={selected.has(card.id)}
              thumbnail={thumbnail}
              tabIndex={index === keys.tabbable ? 0 : -1}
              actions={actions}
            />
          )
        }}
      </CardsOnWall>
    </div>
  )
}

/** Where a context menu opens: at the pointer, or over the card when a key asked for it. */
function placeOfMenu(event: MouseEvent<HTMLElement>): Pick<AskedMenu, 'xPx' | 'yPx'> {
  // The menu key comes without a place of its own.
  const isKey = event.clientX === 0 && event.clientY === 0
  if (!isKey) return { xPx: event.clientX, yPx: event.clientY }
  const card = event.currentTarget.getBoundingClientRect()
  return { xPx: card.left + card.width / 2, yPx: card.top + card.height / 3 }
}

/** Functions that stay the same and call the newest of these. */
function useStableActions(actions: CardActions): CardActions {
  const newest = useRef(actions)
  useLayoutEffect(() => {
    newest.current = actions
  })
  return useMemo<CardActions>(
    () => ({
      reach: (...args) => newest.current.reach(...args),
      hold: (...args) => newest.current.hold(...args),
      click: (...args) => newest.current.click(...args),
      tick: (...args) => newest.current.tick(...args),
      ask: (...args) => newest.current.ask(...args),
      press: (...args) => newest.current.press(...args),
    }),
    [],
  )
}

/** The details take room from the wall, and its cards move into fewer columns. */
function useStaysInSight(columns: number, show: () => void): void {
  const shown = useRef(columns)
  useLayoutEffect(() => {
    if (shown.current === columns) return
    shown.current = columns
    show()
  })
}

/** When the focused card has gone, the card that takes its place gets the focus. */
function useKeyboardStays(total: number | undefined): void {
  const previous = useRef(total)
  const hadFocus = useRef(false)
  useEffect(() => {
    const hasFocus = document.activeElement?.closest('[data-wall]') != null
    const isNowhere = document.activeElement === document.body
    if (hadFocus.current && isNowhere && total !== previous.current && total !== 0) focusWall()
    hadFocus.current = hasFocus || (hadFocus.current && isNowhere && total === previous.current)
    previous.current = total
  })
}
