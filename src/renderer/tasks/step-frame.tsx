import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './step-frame.module.css'

interface StepFrameProps {
  readonly title: string
  /** What lies below and never scrolls away: the way back, and the step's one main action. */
  readonly foot: ReactNode
  /** Given what scrolls, for a list that draws only what is in sight. */
  readonly children: (scroller: HTMLElement) => ReactNode
}

/** One step: its heading takes the focus, so that it is read out and the keys begin here. */
export function StepFrame({ title, foot, children }: StepFrameProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <div ref={setScroller} className={classes.scroller}>
        <div className={classes.sheet}>
          <Title order={2} ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {scroller && children(scroller)}
        </div>
      </div>
      <div className={classes.foot}>{foot}</div>
    </>
  )
}
