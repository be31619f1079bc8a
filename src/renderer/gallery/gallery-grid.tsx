import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { GalleryEntry as Card } from '../../shared/gallery'
import { useWords } from '../app/i18n'
import { renameCharacter } from '../character/rename-character'
import { ErrorNotice } from '../ui/error-notice'
import type { ShowRange } from '../ui/use-pages-in-sight'
import { CardsOnWall } from '../wall/card-wall'
import { WaitingCard } from '../wall/cast-card'
import { ShownCard } from '../wall/shown-card'
import type { Cards } from '../wall/use-cards'
import { focusWall } from '../wall/use-grid-keys'
import { type AskedMenu, useSelectableWall } from '../wall/use-selectable-wall'
import { idsBetween, nameOf, trashPortraits } from './gallery-actions'
import { GalleryCard, subjectOfCard } from './gallery-card'
import classes from './gallery-grid.module.css'
import { followPortrait, gallerySelection, openPortrait, useGalleryState } from './gallery-view'

interface GalleryGridProps {
  readonly cards: Cards<Card>
  readonly scroller: HTMLElement
  readonly whenEmpty: ReactNode
  readonly onSight: ShowRange
  readonly onMenu: (asked: AskedMenu<Card>) => void
}

/** The portraits as cards: to open, to select, to act on. */
export function GalleryGrid(props: GalleryGridProps) {
  const { cards, scroller, whenEmpty, onSight, onMenu } = props
  const t = useWords()
  const { openId } = useGalleryState()
  const { ids: selected } = gallerySelection.use()
  const [large, showLarge] = useState<number | null>(null)
  const { wall, actions } = useSelectableWall({
    scroller,
    cards,
    selection: gallerySelection,
    onSight,
    idsBetween,
    open: (card) => openPortrait(card.id),
    follow: openId === null ? undefined : (card) => followPortrait(card.id),
    show: showLarge,
    rename: ({ owner }) => {
      if (owner?.subject.kind === 'character') renameCharacter(owner.subject.id, owner.campaignId)
    },
    trash: (ids) => void trashPortraits(ids),
    ask: onMenu,
  })
  const { keys, thumbnail } = wall
  useStaysInSight(wall.columns, () => {
    const isOnWall = document.activeElement?.closest('[data-wall]') != null
    if (openId !== null || isOnWall) wall.keepInSight(Math.floor(keys.active / wall.columns))
  })
  useKeyboardStays(cards.total)

  return (
    <div className={classes.wall} data-selecting={selected.size > 0 || undefined}>
      {cards.error !== null && (
        <div className={classes.notice}>
          <ErrorNotice error={cards.error} handlers={{ retry: cards.retry }} />
        </div>
      )}
      {cards.total === 0 && whenEmpty}
      <CardsOnWall
        wall={wall}
        label={t('gallery.wall')}
        keyAt={(index) => cards.cardAt(index)?.id}
        selected={selected}
      >
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
      <ShownCard
        wall={wall}
        index={large}
        faceAt={(index) => faceOf(cards.cardAt(index))}
        onShow={showLarge}
      />
    </div>
  )
}

function faceOf(card: Card | undefined) {
  if (card === undefined) return undefined
  const kind = card.owner?.subject.kind ?? 'unowned'
  return { id: card.id, kind, name: nameOf(card), portrayed: subjectOfCard(card) } as const
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
