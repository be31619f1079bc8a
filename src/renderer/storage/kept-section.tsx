import { Button, Group, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { openCheck } from '../app/navigation'
import { openBackUp } from '../backup/back-up'
import { LastBackup } from '../backup/last-backup'
import { SetAsideList } from '../restore/set-aside-list'
import classes from './storage-tab.module.css'

/** What is kept for safety's sake: the last backup, what is in quarantine, what restores set aside. */
export function KeptSection({ quarantineBytes }: { readonly quarantineBytes: number }) {
  const t = useWords()
  const { data: backups } = useQuery(queries.backupState())
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('storage.kept')}
      </Title>
      <div className={classes.line}>
        <div className={classes.lineText}>
          <div className={classes.lineTitle}>{t('storage.backup.title')}</div>
          <div className={classes.lineNote}>{backups && <LastBackup state={backups} />}</div>
        </div>
        <Button size="xs" variant="default" onClick={openBackUp}>
          {t('backup.open')}
        </Button>
      </div>
      <div className={classes.line}>
        <div className={classes.lineText}>
          <div className={classes.lineTitle}>{t('storage.quarantine.title')}</div>
          <div className={classes.lineNote}>
            {quarantineBytes === 0
              ? t('storage.quarantine.none')
              : t('storage.quarantine.note', { bytes: quarantineBytes })}
          </div>
        </div>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={openCheck}>
            {t('storage.quarantine.open')}
          </Button>
        </Group>
      </div>
      <SetAsideList title={t('storage.safety')} />
    </section>
  )
}
