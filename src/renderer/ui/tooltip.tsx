import { Tooltip, type TooltipProps } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { type ReactElement, useEffect, useState } from 'react'

/** How long the mouse rests on something before its name is shown, in milliseconds. */
const usualDelayMs = 350
/** The library's own rules are off: it forgets a mouse that was there before the tooltip was. */
const byHand = { hover: false, focus: false, touch: false } as const

interface HoverTooltipProps extends Pick<TooltipProps, 'label' | 'position' | 'openDelay' | 'ref'> {
  readonly children: ReactElement
  /** Has nothing to say now, for instance because the words stand there already. */
  readonly isOff?: boolean
  /** Shows something that has just happened, wherever the mouse is. */
  readonly isForced?: boolean
}

/**
 * The tooltip of everything that has one: shown while the mouse rests there, gone at a press and at any key,
 * and not back before the mouse has left and come again.
 */
export function HoverTooltip({
  children,
  openDelay = usualDelayMs,
  isOff = false,
  isForced = false,
  ref,
  ...tooltip
}: HoverTooltipProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const [isResting, setResting] = useState(false)
  const merged = useMergedRef(setTarget, ref)
  useEffect(() => {
    if (target === null) return
    return watchMouse(target, openDelay, setResting)
  }, [target, openDelay])
  return (
    <Tooltip {...tooltip} ref={merged} events={byHand} opened={isForced || (isResting && !isOff)}>
      {children}
    </Tooltip>
  )
}

/**
 * Calls back when the mouse has rested on the target, and when that is over. Returns the function that stops
 * it.
 */
function watchMouse(
  target: HTMLElement,
  openDelayMs: number,
  setResting: (isResting: boolean) => void,
): () => void {
  let timer = 0
  // The name was shown, or is no longer wanted, until the mouse has left and come again.
  let isOver = false
  const begin = () => {
    if (isOver || timer !== 0) return
    timer = window.setTimeout(() => setResting(true), openDelayMs)
  }
  const enter = (event: PointerEvent) => {
    isOver = false
    move(event)
  }
  const move = ({ pointerType }: PointerEvent) => {
    if (pointerType === 'mouse') begin()
  }
  const end = () => {
    clearTimeout(timer)
    timer = 0
    isOver = true
    setResting(false)
  }
  target.addEventListener('pointerenter', enter)
  // A mouse that was there before this was drawn enters nothing.
  target.addEventListener('pointermove', move)
  if (target.matches(':hover')) begin()
  target.addEventListener('pointerleave', end)
  target.addEventListener('pointerdown', end)
  // Someone who uses the keyboard or the wheel is no longer looking for a name.
  window.addEventListener('keydown', end, { capture: true })
  window.addEventListener('wheel', end, { capture: true, passive: true })
  return () => {
    clearTimeout(timer)
    target.removeEventListener('pointerenter', enter)
    target.removeEventListener('pointermove', move)
    target.removeEventListener('pointerleave', end)
    target.removeEventListener('pointerdown', end)
    window.removeEventListener('keydown', end, { capture: true })
    window.removeEventListener('wheel', end, { capture: true })
  }
}
