import { IconCheck } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import classes from './card-tick.module.css'

interface CardTickProps {
  readonly isSelected: boolean
  readonly onTick: (event: MouseEvent) => void
}

/** Selects a card by mouse. The keyboard has Ctrl+Space, and the row says whether it is selected. */
export function CardTick({ isSelected, onTick }: CardTickProps) {
  return (
    <button
      type="button"
      aria-hidden
      tabIndex={-1}
      className={classes.tick}
      data-tick
      data-ticked={isSelected || undefined}
      // The keyboard stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTick}
    >
      <IconCheck size={16} stroke={2.6} aria-hidden />
    </button>
  )
}
