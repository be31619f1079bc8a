import { Box, Button, Group, Switch, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { AppError } from '../../shared/errors'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { openRestore } from '../app/navigation'
import { attempt } from '../app/toasts'
import { SetAsideList } from '../restore/set-aside-list'
import { ErrorNotice } from '../ui/error-notice'
import { SettingRow, SettingSection } from '../ui/setting-row'
import { openBackUp } from './back-up'
import { BackupFolder } from './backup-folder'
import { LastBackup } from './last-backup'
import { VerifyBackup } from './verify-backup'

/** Automatic backups: whether, where, and how the last one went. */
export function BackupSettings() {
  const t = useWords()
  const client = useQueryClient()
  const { data: state, error, refetch } = useQuery(queries.backupState())
  const turn = (isOn: boolean) =>
    attempt(async () => {
      const now = await request('backup:set-automatic', { isOn })
      client.setQueryData(queries.backupState().queryKey, now)
    })
  return (
    <SettingSection title={t('backup.settings.title')}>
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {state && (
        <>
          <SettingRow
            title={t('backup.settings.automatic')}
            note={t('backup.settings.automaticNote')}
          >
            {(titleId) => (
              <Switch
                aria-labelledby={titleId}
                checked={state.automatic.isOn}
                onChange={({ currentTarget }) => void turn(currentTarget.checked)}
              />
            )}
          </SettingRow>
          <BackupFolder state={state} />
          {state.automatic.trouble && (
            <Box mt={14}>
              <ErrorNotice
                error={new AppError(state.automatic.trouble.code, state.automatic.trouble.details)}
                handlers={{ 'choose-file': null, retry: null }}
              />
            </Box>
          )}
          <SettingRow
            title={t('backup.last.title')}
            belowNote={
              <Text
                size="xs"
                c={state.warning === 'overdue' ? 'var(--ck-mark)' : 'var(--ck-quiet)'}
              >
                <LastBackup state={state} />
              </Text>
            }
          >
            <Group gap="sm">
              <Button size="xs" variant="default" onClick={openRestore}>
                {t('restore.open')}
              </Button>
              <Button size="xs" variant="default" onClick={openBackUp}>
                {t('backup.open')}
              </Button>
            </Group>
          </SettingRow>
          <VerifyBackup />
          <SetAsideList title={t('restore.aside.title')} />
        </>
      )}
    </SettingSection>
  )
}
