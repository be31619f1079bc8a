import { useReducedMotion } from '@mantine/hooks'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { portraitUrl } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { animateThenRemove, moveAndScale, placeOver } from './moving-picture'

const slideMs = 200

interface Slide {
  readonly subject: Subject
  readonly currentId: number | null
  /** The large picture's place, from where the previous portrait leaves. */
  readonly stage: RefObject<HTMLElement | null>
}

/** When another portrait becomes current, the previous one slides from the stage to its frame of the strip. */
export function useSlideIntoStrip({ subject, currentId, stage }: Slide): void {
  const isStill = useReducedMotion()
  const previous = useRef(currentId)
  const { kind, id } = subject
  useLayoutEffect(() => {
    const leavingId = previous.current
    previous.current = currentId
    if (leavingId === currentId || isStill || stage.current === null) return
    const leaving = portraitUrl({ kind, id }, { portraitId: leavingId, size: 512 })
    return slide(stage.current, leaving, leavingId)
  }, [kind, id, currentId, isStill, stage])
}

function slide(stage: HTMLElement, url: string, portraitId: number | null): () => void {
  const copy = new Image()
  const place = stage.getBoundingClientRect()
  copy.src = url
  copy.alt = ''
  Object.assign(copy.style, {
    objectFit: 'cover',
    objectPosition: '50% 20%',
    borderRadius: 'var(--ck-frame)',
  })
  placeOver(copy, place, { zIndex: '1' })
  stage.append(copy)
  // The strip learns of the new portrait in the same moment or the next; its frame is looked up then.
  const start = requestAnimationFrame(() => {
    const frame = document.querySelector(`[data-portrait-id="${portraitId ?? 'avatar'}"]`)
    const transform = moveAndScale(place, frame?.getBoundingClientRect() ?? place)
    animateThenRemove(copy, [{ opacity: 1 }, { opacity: 0.5, transform }], slideMs)
  })
  return () => {
    cancelAnimationFrame(start)
    copy.remove()
  }
}
