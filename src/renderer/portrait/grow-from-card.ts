import { useReducedMotion } from '@mantine/hooks'
import { type RefObject, useLayoutEffect } from 'react'
import { animateThenRemove, moveAndScale, placeOver } from './moving-picture'

const growMs = 180

/** When a panel opens, the face on the open card grows into the large picture; not where motion is unwanted. */
export function useGrowFromCard(stage: RefObject<HTMLElement | null>, isWanted: boolean): void {
  const isStill = useReducedMotion()
  useLayoutEffect(() => {
    const face = document.querySelector('[data-wall] [aria-current="true"] [data-face]')
    const goal = stage.current?.getBoundingClientRect()
    if (!isWanted || isStill || !(face instanceof HTMLElement) || goal === undefined) return
    const place = face.getBoundingClientRect()
    if (place.width === 0 || place.bottom < 0 || place.top > innerHeight) return
    return grow(face, place, goal)
  }, [stage, isWanted, isStill])
}

function grow(face: HTMLElement, place: DOMRectReadOnly, goal: DOMRectReadOnly): () => void {
  const copy = face.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return () => undefined
  copy.ariaHidden = 'true'
  copy.style.visibility = 'visible'
  placeOver(copy, place, { zIndex: '5' })
  document.body.append(copy)
  animateThenRemove(copy, [{ transform: 'none' }, { transform: moveAndScale(place, goal) }], growMs)
  return () => copy.remove()
}
