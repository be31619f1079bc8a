import { type RefObject, useLayoutEffect, useState } from 'react'

interface GridPlace {
  readonly widthPx: number
  /** How far the grid begins below the top of what scrolls; the header above it decides. */
  readonly topPx: number
}

/** Where the grid lies inside its scroller, followed as the window and the header change size. */
export function useGridPlace(
  scroller: HTMLElement,
  grid: RefObject<HTMLElement | null>,
): GridPlace {
  const [place, setPlace] = useState<GridPlace>({ widthPx: 0, topPx: 0 })
  useLayoutEffect(() => {
    const element = grid.current
    if (!element) return
    const measure = () => {
      const inside = element.getBoundingClientRect()
      const topPx = inside.top - scroller.getBoundingClientRect().top + scroller.scrollTop
      setPlace((former) =>
        former.topPx === topPx && former.widthPx === inside.width
          ? former
          : { topPx, widthPx: inside.width },
      )
    }
    const observer = new ResizeObserver(measure)
    for (const part of scroller.children) observer.observe(part)
    measure()
    return () => observer.disconnect()
  }, [scroller, grid])
  return place
}
