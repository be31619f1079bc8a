import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../app/i18n'
import { IconButton } from '../ui/icon-button'
import type { Selection } from './selection'
import classes from './selection-bar.module.css'
import { focusWall } from './use-grid-keys'

interface SelectionBarProps {
  readonly selection: Selection
  readonly label: string
  /** What can be done with those that are selected. */
  readonly children: ReactNode
}

/** Says how many are selected, with what can be done with all of them. */
export function SelectionBar({ selection, label, children }: SelectionBarProps) {
  const t = useWords()
  const { ids } = selection.use()
  if (ids.size === 0) return null
  const deselect = () => {
    selection.clear()
    focusWall()
  }
  return (
    <div className={classes.bar} role="toolbar" aria-label={label}>
      <span className={classes.count} role="status">
        {t('wall.selected', { count: ids.size })}
      </span>
      {children}
      <IconButton label={t('wall.deselectAll')} onClick={deselect}>
        <IconX size={20} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  )
}
