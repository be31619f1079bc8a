import { Button, CloseButton } from '@mantine/core'
import { IconShieldExclamation } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../api'
import { useWords } from '../i18n'
import { openSettings } from '../place'
import { openBackUp } from './back-up'
import classes from './backup-notice.module.css'
import { daysAgo } from './last-backup'

/** Above the campaign: that there was no backup for long, or that their folder is gone. Once, calmly. */
export function BackupNotice() {
  const t = useWords()
  const { data: state } = useQuery(queries.backupState())
  const [closed, close] = useState<string | null>(null)
  if (state === undefined || state.warning === 'none' || state.warning === closed) return null
  const { warning, last } = state
  const isGone = warning === 'folder-gone'
  return (
    <div className={classes.notice} role="note">
      <IconShieldExclamation size={20} stroke={1.6} className={classes.sign} aria-hidden />
      <span className={classes.words}>
        {isGone
          ? t('backup.notice.folderGone')
          : last === null
            ? t('backup.notice.never')
            : t('backup.notice.overdue', { ago: daysAgo(last.madeAt) })}
      </span>
      <Button size="compact-sm" variant="default" onClick={isGone ? openSettings : openBackUp}>
        {t(isGone ? 'backup.notice.settings' : 'backup.open')}
      </Button>
      <CloseButton size="sm" aria-label={t('app.dismiss')} onClick={() => close(warning)} />
    </div>
  )
}
