import { Button, CloseButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import classes from '../backup/backup-notice.module.css'
import { lastPart } from '../components/counts'
import { useWords } from '../i18n'
import { openLibrary } from '../place'
import { emptyCache } from './cache'
import { storageQueries } from './storage-queries'

/** Above the screen: that there is little room left on the disk of the data. Gone once there is room again. */
export function SpaceNotice() {
  const t = useWords()
  const client = useQueryClient()
  const { data: space } = useQuery(storageQueries.space())
  const [closed, close] = useState<string | null>(null)
  if (space === undefined || space.freeBytes === null) return null
  const { level, folder, freeBytes: free } = space
  if ((level !== 'low' && level !== 'full') || level === closed) return null
  return (
    <div className={classes.notice} role="note">
      <IconAlertTriangle size={20} stroke={1.6} className={classes.sign} aria-hidden />
      <span className={classes.words}>
        {t(`storage.notice.${level}`, { free, folder: lastPart(folder) })}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => openLibrary('storage')}>
        {t('storage.notice.open')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => void emptyCache(client)}>
        {t('storage.notice.empty')}
      </Button>
      <CloseButton size="sm" aria-label={t('app.dismiss')} onClick={() => close(level)} />
    </div>
  )
}
