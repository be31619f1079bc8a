import { Button, Group, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { openIntegrity } from '../app/navigation'
import { openBackUp } from '../backup/back-up'
import { LastBackup } from '../backup/last-backup'
import { SetAsideList } from '../restore/set-aside-list'
import { SettingRow } from '../ui/setting-row'
import classes from './storage-tab.module.css'

/** The safety copies: the last backup, the quarantine, what restores set aside. */
export function SafetySection({ quarantineBytes }: { readonly quarantineBytes: number }) {
  const t = useWords()
  const { data: backups } = useQuery(queries.backupState())
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('storage.safetyCopies')}
      </Title>
      <SettingRow
        title={t('storage.backup.title')}
        note={(backups && <LastBackup state={backups} />) ?? ''}
        isLong
      >
        <Button size="xs" variant="default" onClick={openBackUp}>
          {t('backup.open')}
        </Button>
      </SettingRow>
      <SettingRow
        title={t('storage.quarantine.title')}
        note={
          quarantineBytes === 0
            ? t('storage.quarantine.none')
            : t('storage.quarantine.note', { bytes: quarantineBytes })
        }
        isLong
      >
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={openIntegrity}>
            {t('storage.quarantine.open')}
          </Button>
        </Group>
      </SettingRow>
      <SetAsideList title={t('storage.safety')} />
    </section>
  )
}
