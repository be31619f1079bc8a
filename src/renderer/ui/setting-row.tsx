import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './setting-row.module.css'

interface SettingSectionProps {
  readonly title: string
  readonly children: ReactNode
}

/** Settings that belong together, under their heading. */
export function SettingSection({ title, children }: SettingSectionProps) {
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {title}
      </Title>
      {children}
    </section>
  )
}

interface SettingRowProps {
  /** A string is set in bold; anything else stands as it is. */
  readonly title?: ReactNode
  /** Small, below the title. */
  readonly note?: ReactNode
  /** Below the note, as it is. */
  readonly belowNote?: ReactNode
  /** True where the texts are long, as paths are, and take their room first. */
  readonly isLong?: boolean
  /** True inside a frame that keeps its own distances. */
  readonly isFlush?: boolean
  /** The control; a function is given the title's id, for `aria-labelledby`. */
  readonly children?: ReactNode | ((titleId: string) => ReactNode)
}

/** One setting: what it is on the left, its control on the right. */
export function SettingRow(props: SettingRowProps) {
  const { title, note, belowNote, isLong, isFlush, children } = props
  const titleId = useId()
  return (
    <div className={classes.row} data-long={isLong || undefined} data-flush={isFlush || undefined}>
      <div className={classes.text}>
        {typeof title === 'string' ? (
          <div id={titleId} className={classes.title}>
            {title}
          </div>
        ) : (
          title
        )}
        {note !== undefined && <div className={classes.note}>{note}</div>}
        {belowNote}
      </div>
      {typeof children === 'function' ? children(titleId) : children}
    </div>
  )
}
