import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import classes from './tray-line.module.css'

interface TrayLineProps extends ComponentPropsWithRef<'button'> {
  /** The icon at its beginning. */
  readonly sign: ReactNode
  readonly label: string
  /** What stands for the label where the rail is narrow. */
  readonly short: string
  /** From 0 to 100, drawn as a thin bar; null or left out draws none. */
  readonly percent?: number | null
  /** Set where every change of the label is to be read out. */
  readonly labelRole?: 'status'
}

/** One line below the campaigns about something in the background; a click opens it. */
export function TrayLine(props: TrayLineProps) {
  const { sign, label, short, percent = null, labelRole, ...button } = props
  return (
    <UnstyledButton {...button} className={classes.tray} title={label}>
      {sign}
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      <span className={classes.short} aria-hidden>
        {short}
      </span>
      <VisuallyHidden role={labelRole}>{label}</VisuallyHidden>
      {percent !== null && (
        <span className={classes.bar} style={{ width: `${percent}%` }} aria-hidden />
      )}
    </UnstyledButton>
  )
}
