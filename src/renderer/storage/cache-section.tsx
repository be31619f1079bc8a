import { Button, Group, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { CurrentWork } from '../tasks/current-task'
import { stopWork, useWork } from '../tasks/task'
import { SettingRow } from '../ui/setting-row'
import { emptyCache, rebuildCache, useRebuilding } from './cache'
import { MegabytesField } from './megabytes-field'
import classes from './storage-tab.module.css'

/** The small copies of portraits: how much they may take, and the ways to be rid of them. */
export function CacheSection({ bytes }: { readonly bytes: number }) {
  const t = useWords()
  const client = useQueryClient()
  const [{ thumbnailCacheMb }, change] = usePreferences()
  const { phase } = useRebuilding()
  const { running, isStopping } = useWork()
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('storage.cache.title')}
      </Title>
      <p className={classes.note}>{t('storage.cache.note', { bytes })}</p>
      <SettingRow
        title={
          <MegabytesField
            label={t('storage.cache.limit')}
            value={thumbnailCacheMb}
            min={16}
            max={1_000_000}
            className={classes.limit}
            onChange={(megabytes) => void change({ thumbnailCacheMb: megabytes })}
          />
        }
        isLong
      >
        <Group gap="sm">
          <Button
            size="xs"
            variant="default"
            disabled={running !== null}
            onClick={() => void rebuildCache(client)}
          >
            {t('storage.cache.rebuild')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={phase === 'running'}
            onClick={() => void emptyCache(client)}
          >
            {t('storage.cache.empty')}
          </Button>
        </Group>
      </SettingRow>
      {phase === 'running' && (
        <>
          <CurrentWork work="thumbnails" />
          <Button size="xs" variant="default" loading={isStopping} onClick={() => void stopWork()}>
            {t('storage.cache.cancel')}
          </Button>
        </>
      )}
    </section>
  )
}
