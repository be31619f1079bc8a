import type { CSSProperties, ReactNode } from 'react'
import classes from './card-wall.module.css'
import type { CardWall } from './use-card-wall'

interface CardsOnWallProps {
  readonly wall: CardWall
  readonly label: string
  /** Identifies the cards when their order changes; undefined while a card is loading. */
  readonly keyAt: (index: number) => number | undefined
  readonly selected: ReadonlySet<number>
  readonly children: (index: number) => ReactNode
}

/**
 * The cards in sight, and only those, of however many there are. For screen readers each is a row of its own: in rows
 * as they are seen, a card would be drawn again, and lose the keyboard, whenever the columns change.
 */
export function CardsOnWall({ wall, label, keyAt, selected, children }: CardsOnWallProps) {
  /** The number of lines is read by the style sheets of both kinds of cards. */
  const style: CSSProperties & Record<'--ck-name-lines', number> = {
    height: wall.heightPx,
    '--ck-name-lines': wall.nameLines,
  }
  // A grid without a row is none.
  const described =
    wall.total === 0
      ? {}
      : {
          role: 'grid',
          'aria-label': label,
          'aria-multiselectable': true,
          'aria-rowcount': wall.total,
        }
  return (
    <table
      ref={wall.grid}
      data-wall
      {...described}
      aria-busy={wall.isWaiting}
      className={classes.grid}
      style={style}
    >
      <tbody className={classes.cards}>
        {wall.places.map(({ index, leftPx, topPx }) => {
          const id = keyAt(index)
          return (
            <tr
              key={id ?? `waiting-${index}`}
              data-place={index}
              aria-rowindex={index + 1}
              aria-selected={id !== undefined && selected.has(id)}
              className={classes.place}
              style={{ width: wall.cardWidthPx, transform: `translate(${leftPx}px, ${topPx}px)` }}
            >
              <td className={classes.cell}>{children(index)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
