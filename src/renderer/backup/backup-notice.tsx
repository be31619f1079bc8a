import { IconShieldExclamation } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { openSettings } from '../app/navigation'
import { NoticeStrip } from '../ui/notice-strip'
import { openBackUp } from './back-up'
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
    <NoticeStrip
      icon={IconShieldExclamation}
      text={
        isGone
          ? t('backup.notice.folderGone')
          : last === null
            ? t('backup.notice.never')
            : t('backup.notice.overdue', { ago: daysAgo(last.madeAt) })
      }
      action={t(isGone ? 'backup.notice.settings' : 'backup.open')}
      onAction={isGone ? openSettings : openBackUp}
      onClose={() => close(warning)}
    />
  )
}
