import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import { openGallery } from '../app/navigation'
import { lastPart } from '../ui/counts'
import { NoticeStrip } from '../ui/notice-strip'
import { storageQueries } from './storage-queries'

/** Above the screen: that there is little room left on the disk of the data. Gone once there is room again. */
export function SpaceNotice() {
  const t = useWords()
  const { data: space } = useQuery(storageQueries.space())
  const [closed, close] = useState<string | null>(null)
  if (space === undefined || space.freeBytes === null) return null
  const { level, folder, freeBytes: free } = space
  if ((level !== 'low' && level !== 'full') || level === closed) return null
  return (
    <NoticeStrip
      icon={IconAlertTriangle}
      text={t(`storage.notice.${level}`, { free, folder: lastPart(folder) })}
      action={t('storage.notice.open')}
      onAction={() => openGallery('storage')}
      onClose={() => close(level)}
    />
  )
}
