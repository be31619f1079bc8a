import { Button, CloseButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import classes from '../backup/backup-notice.module.css'
import { useWords } from '../i18n'
import { openLibrary } from '../place'
import { storageQueries } from './storage-queries'

/** Above the screen: that the data lies where a database is not safe. Once closed, never again for that place. */
export function PlaceNotice() {
  const t = useWords()
  const { data: place } = useQuery(storageQueries.place())
  const [closed, close] = useLocalStorage<string | null>({
    key: 'place-notice-closed',
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  if (place === undefined || place.kind === 'plain' || place.folder === closed) return null
  return (
    <div className={classes.notice} role="note">
      <IconAlertTriangle size={20} stroke={1.6} className={classes.sign} aria-hidden />
      <span className={classes.words}>{t(`storage.place.${place.kind}`)}</span>
      <Button size="compact-sm" variant="default" onClick={() => openLibrary('storage')}>
        {t('storage.notice.open')}
      </Button>
      <CloseButton size="sm" aria-label={t('app.dismiss')} onClick={() => close(place.folder)} />
    </div>
  )
}
