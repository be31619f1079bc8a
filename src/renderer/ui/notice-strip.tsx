import { Button, CloseButton } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import classes from './notice-strip.module.css'

interface NoticeStripProps {
  readonly icon: TablerIcon
  readonly text: string
  /** What can be done about it. */
  readonly action: string
  readonly onAction: () => void
  readonly onClose: () => void
}

/** Above the campaign: one thing to know, with one thing to do about it. Stays until it is closed. */
export function NoticeStrip({ icon: Icon, text, action, onAction, onClose }: NoticeStripProps) {
  const t = useWords()
  return (
    <div className={classes.notice} role="note">
      <Icon size={20} stroke={1.6} className={classes.sign} aria-hidden />
      <span className={classes.words}>{text}</span>
      <Button size="compact-sm" variant="default" onClick={onAction}>
        {action}
      </Button>
      <CloseButton size="sm" aria-label={t('app.dismiss')} onClick={onClose} />
    </div>
  )
}
