import { useLocalStorage } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useWords } from '../app/i18n'
import { openGallery } from '../app/navigation'
import { NoticeStrip } from '../ui/notice-strip'
import { storageQueries } from './storage-queries'

/** Above the screen: that the data lies where a database is not safe. Once closed, never again for that place. */
export function LocationNotice() {
  const t = useWords()
  const { data: place } = useQuery(storageQueries.place())
  const [closed, close] = useLocalStorage<string | null>({
    key: 'place-notice-closed',
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  if (place === undefined || place.kind === 'plain' || place.folder === closed) return null
  return (
    <NoticeStrip
      icon={IconAlertTriangle}
      text={t(`storage.place.${place.kind}`)}
      action={t('storage.notice.open')}
      onAction={() => openGallery('storage')}
      onClose={() => close(place.folder)}
    />
  )
}
