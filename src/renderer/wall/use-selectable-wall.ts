import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { useShortcut } from '../app/keys/shortcuts'
import type { Selection } from './selection'
import { type CardWall, type CardWallOptions, useCardWall } from './use-card-wall'
import type { Cards } from './use-cards'
import { useRubberBand } from './use-rubber-band'

/** An arrow key that is held down opens only the card it ends on. */
const followRestMs = 150

interface WallCard {
  readonly id: number
}

/** A menu that was asked for: where, on which card, and for which ones. */
export interface AskedMenu<Card extends WallCard> {
  readonly card: Card
  readonly index: number
  readonly ids: readonly number[]
  /** What has the keyboard again afterwards. */
  readonly from: HTMLElement
  readonly xPx: number
  readonly yPx: number
}

/** What is done with a card at its place; always the same functions, so that a card is drawn only when it changed. */
export interface CardActions<Card extends WallCard> {
  readonly reach: (index: number) => void
  readonly click: (event: MouseEvent, index: number, card: Card) => void
  readonly tick: (event: MouseEvent, index: number, card: Card) => void
  readonly ask: (event: MouseEvent<HTMLElement>, index: number, card: Card) => void
  readonly press: (event: KeyboardEvent, index: number, card: Card) => void
}

interface SelectableWallOptions<Card extends WallCard>
  extends Pick<CardWallOptions, 'scroller' | 'onSight'> {
  readonly cards: Cards<Card>
  readonly selection: Selection
  /** The ids between two places of the wall as it is shown now, both of them included. */
  readonly idsBetween: (from: number, to: number) => Promise<readonly number[]>
  readonly open: (card: Card, index: number) => void
  /** Shows the card that the arrow keys went to where another one is open. Undefined while none is. */
  readonly follow: ((card: Card, index: number) => void) | undefined
  /** Shows its face in the large view. */
  readonly show: (index: number) => void
  readonly rename: (card: Card) => void
  /** `card` is the one the key was pressed on; it is among the ids, or nothing is selected. */
  readonly trash: (ids: readonly number[], card: Card) => void
  readonly ask: (asked: AskedMenu<Card>) => void
}

export interface SelectableWall<Card extends WallCard> {
  readonly wall: CardWall
  readonly actions: CardActions<Card>
}

/**
 * A wall whose cards are opened, selected and acted on by mouse and keyboard: a click opens, Ctrl or Shift and a click
 * select, as do Ctrl+Space, Shift and the arrows, Ctrl+A and a rectangle drawn around them.
 */
export function useSelectableWall<Card extends WallCard>(
  options: SelectableWallOptions<Card>,
): SelectableWall<Card> {
  const { scroller, cards, selection, idsBetween, onSight } = options
  const { ids: selected } = selection.use()
  const follow = useFollow(options)
  // Of several answers that are under way only the one asked for last counts.
  const asked = useRef(0)
  const selectBetween = async (from: number, to: number, anchor: number) => {
    asked.current += 1
    const turn = asked.current
    const ids = await idsBetween(from, to)
    if (turn === asked.current) selection.select(ids, anchor)
  }
  const extend = (to: number) => {
    const { anchor } = selection.read()
    void selectBetween(anchor, to, anchor)
  }
  const wall = useCardWall({
    scroller,
    onSight,
    total: cards.total,
    hasFailed: cards.error !== null,
    onMove: (from, to, isExtending) => {
      if (!isExtending) return follow.to(to)
      if (selected.size === 0) selection.anchorAt(from)
      extend(to)
    },
  })
  useShortcut('select-all', () => {
    if (cards.total) void selectBetween(0, cards.total - 1, 0)
  })
  useRubberBand({ scroller, wall, cards, selection, idsBetween })
  const toggle = (index: number, card: Card) => {
    asked.current += 1
    selection.toggle(card.id, index)
  }
  const idsFor = ({ id }: Card) => (selected.has(id) ? [...selected] : [id])
  const actions = useStableActions<Card>({
    reach: (index) => wall.keys.choose(index),
    click: (event, index, card) => {
      if (event.shiftKey) return extend(index)
      if (event.ctrlKey || event.metaKey) return toggle(index, card)
      asked.current += 1
      selection.select([], index)
      follow.stop()
      options.open(card, index)
    },
    tick: (event, index, card) => {
      if (event.shiftKey) extend(index)
      else toggle(index, card)
    },
    ask: (event, index, card) => {
      event.preventDefault()
      const place = placeOfMenu(event)
      options.ask({ card, index, from: event.currentTarget, ids: idsFor(card), ...place })
    },
    press: (event, index, card) => {
      const isMod = event.ctrlKey || event.metaKey
      if (event.key === ' ' && isMod) toggle(index, card)
      else if (event.key === ' ') options.show(index)
      else if (event.key === 'F2') options.rename(card)
      else if (event.key === 'Delete') {
        options.trash(selected.size > 0 ? [...selected] : [card.id], card)
      } else return wall.keys.press(event)
      event.preventDefault()
    },
  })
  return { wall, actions }
}

/** Follows the arrow keys once they rest, as long as something is open. */
function useFollow<Card extends WallCard>({
  follow,
  cards,
}: Pick<SelectableWallOptions<Card>, 'follow' | 'cards'>): {
  readonly to: (index: number) => void
  readonly stop: () => void
} {
  const newest = useRef({ follow, cards })
  useLayoutEffect(() => {
    newest.current = { follow, cards }
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stop = () => clearTimeout(timer.current)
  useEffect(() => () => clearTimeout(timer.current), [])
  const to = (index: number) => {
    stop()
    if (follow === undefined) return
    timer.current = setTimeout(() => {
      const card = newest.current.cards.cardAt(index)
      if (card) newest.current.follow?.(card, index)
    }, followRestMs)
  }
  return { to, stop }
}

/** Where a context menu opens: at the pointer, or over the card when a key asked for it. */
function placeOfMenu(event: MouseEvent<HTMLElement>): { xPx: number; yPx: number } {
  // The menu key comes without a place of its own.
  const isKey = event.clientX === 0 && event.clientY === 0
  if (!isKey) return { xPx: event.clientX, yPx: event.clientY }
  const card = event.currentTarget.getBoundingClientRect()
  return { xPx: card.left + card.width / 2, yPx: card.top + card.height / 3 }
}

/** Functions that stay the same and call the newest of these. */
function useStableActions<Card extends WallCard>(actions: CardActions<Card>): CardActions<Card> {
  const newest = useRef(actions)
  useLayoutEffect(() => {
    newest.current = actions
  })
  return useMemo<CardActions<Card>>(
    () => ({
      reach: (...args) => newest.current.reach(...args),
      click: (...args) => newest.current.click(...args),
      tick: (...args) => newest.current.tick(...args),
      ask: (...args) => newest.current.ask(...args),
      press: (...args) => newest.current.press(...args),
    }),
    [],
  )
}
