import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './drop-frame.module.css'

interface DropFrameProps {
  /** What can be dropped on the window instead of pressing a button. */
  readonly text: string
  /** Said above the buttons. */
  readonly title?: string
  /** Something was chosen already: this steps back. */
  readonly isQuiet?: boolean
  /** The buttons that ask for a file or a folder. */
  readonly children: ReactNode
}

/** The ways to point at a file or a folder. */
export function DropFrame({ text, title, isQuiet = false, children }: DropFrameProps) {
  return (
    <div className={classes.frame} data-quiet={isQuiet || undefined}>
      {title !== undefined && <p className={classes.title}>{title}</p>}
      <Group gap="sm">{children}</Group>
      <p className={classes.text}>{text}</p>
    </div>
  )
}
