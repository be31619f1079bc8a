import type { ReactNode } from 'react'
import classes from './card-wall.module.css'
import type { CardWall } from './use-card-wall'

interface CardsOnWallProps {
  readonly wall: CardWall
  readonly label: string
  /** Identifies the cards when their order changes; undefined while a card is loading. */
  readonly keyAt: (index: number) => number | undefined
  readonly children: (index: number) => ReactNode
}

/** The cards in sight, and only those, of however many there are. */
export function CardsOnWall({ wall, label, keyAt, children }: CardsOnWallProps) {
  return (
    <ul
      ref={wall.grid}
      data-wall
      aria-label={label}
      aria-busy={wall.isWaiting}
      className={classes.grid}
      style={{ height: wall.heightPx }}
    >
      {wall.places.map(({ index, leftPx, topPx }) => (
        <li
          key={keyAt(index) ?? `waiting-${index}`}
          aria-posinset={index + 1}
          aria-setsize={wall.total}
          className={classes.place}
          style={{ width: wall.cardWidthPx, transform: `translate(${leftPx}px, ${topPx}px)` }}
        >
          {children(index)}
        </li>
      ))}
    </ul>
  )
}
