import { Button, Group, Text } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import type { OfferedModel, ProviderProfile } from '../../shared/generation'
import { request } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import classes from './settings-screen.module.css'

interface ServiceTestProps {
  readonly profile: ProviderProfile
  readonly models: readonly OfferedModel[] | null
  readonly onModels: (models: readonly OfferedModel[] | null) => void
  readonly onChoose: (model: string) => void
}

/** Asks the service for its models: that the address and the key are right, and what to choose from. */
export function ServiceTest({ profile, models, onModels, onChoose }: ServiceTestProps) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const test = async () => {
    setAsking(true)
    setError(null)
    try {
      onModels(await request('providers:test', { id: profile.id }))
    } catch (refusal) {
      onModels(null)
      setError(refusal)
    } finally {
      setAsking(false)
    }
  }
  const isOffered = models?.some(({ id }) => id === profile.model)
  return (
    <div>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={18} aria-hidden />}
          loading={isAsking}
          onClick={() => void test()}
        >
          {t('settings.test')}
        </Button>
        <Text size="sm" c="var(--ck-quiet)" role="status">
          {models ? t('settings.testDone', { count: models.length }) : t('settings.testNote')}
        </Text>
      </Group>
      {error !== null && (
        <div style={{ marginTop: 12 }}>
          <ErrorNotice
            error={error}
            handlers={{ retry: () => void test(), 'open-settings': null }}
          />
        </div>
      )}
      {models && profile.model !== '' && !isOffered && (
        <Text mt="sm" c="var(--ck-mark)">
          {t('settings.modelNotOffered', { model: profile.model })}
        </Text>
      )}
      {models && models.length > 0 && (
        <ul className={classes.models} aria-label={t('settings.models')}>
          {models.map((model) => (
            <li key={model.id} className={classes.model}>
              <span>
                {model.id}
                {model.shutdownDate && (
                  <span className={classes.ending}>
                    {t('settings.modelEnds', { date: dayOf(model.shutdownDate) })}
                  </span>
                )}
              </span>
              {model.id === profile.model ? (
                <Text c="var(--ck-quiet)">{t('settings.modelChosen')}</Text>
              ) : (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('settings.modelUseNamed', { model: model.id })}
                  onClick={() => onChoose(model.id)}
                >
                  {t('settings.modelUse')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function dayOf(date: string): string {
  const format = new Intl.DateTimeFormat(translator.language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${date}T00:00:00Z`))
}
