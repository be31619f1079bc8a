import { useLayoutEffect, useRef } from 'react'

interface SteadyCard {
  readonly scroller: HTMLElement
  /** How far it was scrolled before the cards changed. */
  readonly scrolledPx: number
  readonly topPx: number
  readonly rowHeightPx: number
  readonly columns: number
  /** The card that stays where it is. */
  readonly index: number
}

/** When all cards change their size, or their columns, one of them stays where it is in the window. */
export function useSteadyCard(now: SteadyCard): void {
  const before = useRef(now)
  useLayoutEffect(() => {
    const was = before.current
    before.current = now
    const { scroller, rowHeightPx, columns, index } = now
    if (was.rowHeightPx === rowHeightPx && was.columns === columns) return
    // At the very top the header stays in sight.
    if (was.scrolledPx === 0) return
    const distancePx = topOfCard(was, index) - was.scrolledPx
    scroller.scrollTop = topOfCard(now, index) - distancePx
  })
}

function topOfCard({ topPx, columns, rowHeightPx }: SteadyCard, index: number): number {
  return topPx + Math.floor(index / columns) * rowHeightPx
}
