import { useReducedMotion } from '@mantine/hooks'
import { type RefObject, useLayoutEffect } from 'react'

const growMs = 180

/** How a picture is moved and scaled from one place to another, as CSS. */
export function growth(from: DOMRectReadOnly, to: DOMRectReadOnly): string {
  const move = `translate(${to.left - from.left}px, ${to.top - from.top}px)`
  return `${move} scale(${to.width / from.width}, ${to.height / from.height})`
}

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
  const ghost = face.cloneNode(true)
  if (!(ghost instanceof HTMLElement)) return () => undefined
  ghost.ariaHidden = 'true'
  Object.assign(ghost.style, {
    position: 'fixed',
    left: `${place.left}px`,
    top: `${place.top}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
    pointerEvents: 'none',
    transformOrigin: '0 0',
    visibility: 'visible',
    zIndex: '5',
  })
  document.body.append(ghost)
  const gone = () => ghost.remove()
  ghost
    .animate([{ transform: 'none' }, { transform: growth(place, goal) }], {
      duration: growMs,
      easing: 'cubic-bezier(0.2, 0.6, 0.2, 1)',
    })
    .finished.then(gone, gone)
  return gone
}
