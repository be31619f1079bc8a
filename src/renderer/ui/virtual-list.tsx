import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import classes from './virtual-list.module.css'

const linesBeyondSight = 8

interface LongListProps {
  readonly label: string
  readonly count: number
  readonly lineHeightPx: number
  /** Where there is little room for it. */
  readonly isLow?: boolean
  readonly line: (index: number) => ReactNode
}

/** A list in a box of its own that draws only the lines in sight. */
export function LongList({ label, count, lineHeightPx, isLow, line }: LongListProps) {
  const box = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeightPx,
    overscan: linesBeyondSight,
  })
  return (
    <div ref={box} className={classes.box} data-low={isLow || undefined}>
      <ul
        aria-label={label}
        className={classes.list}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <li
            key={index}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={count}
            className={classes.line}
            style={{ transform: `translateY(${start}px)` }}
          >
            {line(index)}
          </li>
        ))}
      </ul>
    </div>
  )
}
