import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect } from 'react'
import { greatestCardWidthPx, leastCardWidthPx } from '../../shared/preferences'
import { usePreferences } from '../app/preferences'
import { createStore } from '../app/store'
import { defaultCardWidthPx } from './wall-measures'

/** Of a turn of the wheel by a line, in pixels. */
const wheelStepPx = 12
const wheelRestMs = 300

/** The size while it is being changed; the preferences have it once the hand is taken off. */
const changing = createStore<{ widthPx: number | null }>({ widthPx: null })

/** The least width of a card on every wall, in pixels, and how to change it and to keep what it was changed to. */
export function useCardSize() {
  const [{ density, cardWidthPx }, change] = usePreferences()
  const widthPx = changing.use().widthPx ?? cardWidthPx ?? defaultCardWidthPx(density, innerWidth)
  return {
    widthPx,
    resize: (wantedPx: number) => {
      const px = Math.min(greatestCardWidthPx, Math.max(leastCardWidthPx, Math.round(wantedPx)))
      changing.change({ widthPx: px })
    },
    keep: () => {
      const { widthPx: chosenPx } = changing.read()
      if (chosenPx === null) return
      void change({ cardWidthPx: chosenPx })
      changing.change({ widthPx: null })
    },
  }
}

/** The wheel with Ctrl changes the size of the cards. */
export function useWheelSize(scroller: HTMLElement): void {
  const { widthPx, resize, keep } = useCardSize()
  const keepSoon = useDebouncedCallback(keep, wheelRestMs)
  useEffect(() => {
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      resize(widthPx - Math.sign(event.deltaY) * wheelStepPx)
      keepSoon()
    }
    scroller.addEventListener('wheel', turn, { passive: false })
    return () => scroller.removeEventListener('wheel', turn)
  }, [scroller, widthPx, resize, keepSoon])
}
