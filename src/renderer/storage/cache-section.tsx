import { Button, Group, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { cancelTask, useLibraryBusy, useTask } from '../tasks/task'
import { TaskLine } from '../tasks/task-line'
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
  const { isStopping } = useTask('thumbnails')
  const isBusy = useLibraryBusy()
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
            disabled={isBusy}
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
          <TaskLine kind="thumbnails" />
          <Button
            size="xs"
            variant="default"
            loading={isStopping}
            onClick={() => void cancelTask('thumbnails')}
          >
            {t('storage.cache.cancel')}
          </Button>
        </>
      )}
    </section>
  )
}
