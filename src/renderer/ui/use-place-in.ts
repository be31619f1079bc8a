import { type RefObject, useLayoutEffect, useState } from 'react'

interface Place {
  readonly widthPx: number
  /** How far the element begins below the top of the scrolled content; what stands above it decides. */
  readonly topPx: number
  /** How much of the window lies to the right of what scrolls it. */
  readonly besidePx: number
}

const nowhere: Place = { widthPx: 0, topPx: 0, besidePx: 0 }

/** Where an element lies inside what scrolls it, kept up to date as the window and what is above change size. */
export function usePlaceIn(
  scroller: HTMLElement | null,
  element: RefObject<HTMLElement | null>,
): Place {
  const [place, setPlace] = useState(nowhere)
  useLayoutEffect(() => {
    const placed = element.current
    if (!placed || !scroller) return
    const measure = () => {
      const inside = placed.getBoundingClientRect()
      const outside = scroller.getBoundingClientRect()
      const topPx = inside.top - outside.top + scroller.scrollTop
      const besidePx = innerWidth - outside.right
      setPlace((known) =>
        known.topPx === topPx && known.widthPx === inside.width && known.besidePx === besidePx
          ? known
          : { topPx, widthPx: inside.width, besidePx },
      )
    }
    const observer = new ResizeObserver(measure)
    for (const part of scroller.children) observer.observe(part)
    measure()
    return () => observer.disconnect()
  }, [scroller, element])
  return place
}
