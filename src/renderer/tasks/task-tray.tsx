import type { TablerIcon } from '@tabler/icons-react'
import { type HowFar, percentOf } from './how-far'
import { TrayLine } from './tray-line'
import classes from './tray-line.module.css'

interface WorkTrayProps {
  readonly icon: TablerIcon
  /** What is being done. */
  readonly title: string
  /** Null until it is known. */
  readonly howFar: HowFar | null
  /** Leads back to where it is shown. */
  readonly onOpen: () => void
}

/** Long work that goes on in the background: one line below the campaigns that leads back to it. */
export function WorkTray({ icon: Icon, title, howFar, onOpen }: WorkTrayProps) {
  const known = percentOf(howFar)
  const percent = known === null ? null : Math.floor(known)
  return (
    <TrayLine
      sign={<Icon size={20} className={classes.lamp} aria-hidden />}
      label={title}
      short={percent === null ? '' : `${percent} %`}
      percent={percent}
      onClick={onOpen}
    />
  )
}
