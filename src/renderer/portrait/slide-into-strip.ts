import { useReducedMotion } from '@mantine/hooks'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { portraitUrl } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'

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
  const ghost = new Image()
  const place = stage.getBoundingClientRect()
  ghost.src = url
  ghost.alt = ''
  Object.assign(ghost.style, {
    position: 'fixed',
    left: `${place.left}px`,
    top: `${place.top}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
    objectFit: 'cover',
    objectPosition: '50% 20%',
    borderRadius: 'var(--ck-frame)',
    pointerEvents: 'none',
    transformOrigin: '0 0',
    zIndex: '1',
  })
  stage.append(ghost)
  const gone = () => ghost.remove()
  // The strip learns of the new portrait in the same moment or the next; its frame is looked up then.
  const start = requestAnimationFrame(() => {
    const frame = document.querySelector(`[data-portrait-id="${portraitId ?? 'avatar'}"]`)
    const goal = frame?.getBoundingClientRect() ?? place
    const move = `translate(${goal.left - place.left}px, ${goal.top - place.top}px)`
    const shrink = `scale(${goal.width / place.width}, ${goal.height / place.height})`
    ghost
      .animate([{ opacity: 1 }, { opacity: 0.5, transform: `${move} ${shrink}` }], {
        duration: slideMs,
        easing: 'cubic-bezier(0.2, 0.6, 0.2, 1)',
      })
      .finished.then(gone, gone)
  })
  return () => {
    cancelAnimationFrame(start)
    gone()
  }
}
