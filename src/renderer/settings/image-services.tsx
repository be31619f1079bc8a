import { Radio, VisuallyHidden } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { providerIds } from '../../shared/generation'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { ErrorNotice } from '../ui/error-notice'
import { SettingSection } from '../ui/setting-row'
import { ImageService } from './image-service'
import classes from './settings-screen.module.css'

/** Who draws portraits, and how that service is reached. */
export function ImageServices() {
  const t = useWords()
  const [preferences, change] = usePreferences()
  const { data: profiles, error, refetch } = useQuery(queries.providers())
  const profile = profiles?.find(({ id }) => id === preferences.provider)
  return (
    <SettingSection title={t('settings.services')}>
      <Radio.Group
        label={<VisuallyHidden>{t('settings.services')}</VisuallyHidden>}
        classNames={{ label: classes.unseen }}
        value={preferences.provider}
        onChange={(chosen) => {
          const provider = providerIds.find((known) => known === chosen)
          if (provider) void change({ provider })
        }}
      >
        <div className={classes.providers}>
          {providerIds.map((id) => (
            <Radio.Card key={id} value={id} className={classes.provider}>
              <Radio.Indicator mt={3} />
              <span>
                {t(`settings.providers.${id}`)}
                <span className={classes.providerNote}>{t(`settings.providerNotes.${id}`)}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {profile && <ImageService key={profile.id} profile={profile} />}
      {preferences.provider === 'avatar' && (
        <div className={classes.service}>
          <p className={classes.privacy}>
            <IconShieldLock size={20} aria-hidden />
            {t('settings.privacyAvatar')}
          </p>
        </div>
      )}
    </SettingSection>
  )
}
