import { Button, Group, Switch, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { AppError } from '../../shared/errors'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { openRestore } from '../app/navigation'
import { attempt } from '../app/toasts'
import { SetAsideList } from '../restore/set-aside-list'
import classes from '../settings/settings-screen.module.css'
import { ErrorNotice } from '../ui/error-notice'
import { openBackUp } from './back-up'
import { BackupFolder } from './backup-folder'
import { LastBackup } from './last-backup'
import { VerifyBackup } from './verify-backup'

/** Automatic backups: whether, where, and how the last one went. */
export function BackupSettings() {
  const t = useWords()
  const client = useQueryClient()
  const labelId = useId()
  const { data: state, error, refetch } = useQuery(queries.backupState())
  const turn = (isOn: boolean) =>
    attempt(async () => {
      const now = await request('backup:set-automatic', { isOn })
      client.setQueryData(queries.backupState().queryKey, now)
    })
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('backup.settings.title')}
      </Title>
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {state && (
        <>
          <div className={classes.line}>
            <div className={classes.lineText}>
              <div id={labelId} className={classes.lineTitle}>
                {t('backup.settings.automatic')}
              </div>
              <div className={classes.lineNote}>{t('backup.settings.automaticNote')}</div>
            </div>
            <Switch
              aria-labelledby={labelId}
              checked={state.automatic.isOn}
              onChange={({ currentTarget }) => void turn(currentTarget.checked)}
            />
          </div>
          <BackupFolder state={state} />
          {state.automatic.trouble && (
            <div className={classes.trouble}>
              <ErrorNotice
                error={new AppError(state.automatic.trouble.code, state.automatic.trouble.details)}
                handlers={{ 'choose-file': null, retry: null }}
              />
            </div>
          )}
          <div className={classes.line}>
            <div className={classes.lineText}>
              <div className={classes.lineTitle}>{t('backup.last.title')}</div>
              <Text
                size="xs"
                c={state.warning === 'overdue' ? 'var(--ck-mark)' : 'var(--ck-quiet)'}
              >
                <LastBackup state={state} />
              </Text>
            </div>
            <Group gap="sm">
              <Button size="xs" variant="default" onClick={openRestore}>
                {t('restore.open')}
              </Button>
              <Button size="xs" variant="default" onClick={openBackUp}>
                {t('backup.open')}
              </Button>
            </Group>
          </div>
          <VerifyBackup />
          <SetAsideList title={t('restore.aside.title')} />
        </>
      )}
    </section>
  )
}
