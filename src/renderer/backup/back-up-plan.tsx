import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { countList } from '../ui/counts'
import { ErrorNotice } from '../ui/error-notice'
import { Fact, Facts } from '../ui/facts'
import { backUp } from './back-up'
import { LastBackup } from './last-backup'

interface BackUpPlanProps {
  readonly onClose: () => void
  /** The one before was cancelled. */
  readonly wasStopped: boolean
}

/** What a backup will hold, before anything is written. */
export function BackUpPlan({ onClose, wasStopped }: BackUpPlanProps) {
  const t = useWords()
  const {
    data: plan,
    error,
    refetch,
  } = useQuery({ ...queries.backupPlan(), refetchOnMount: 'always' })
  const { data: state } = useQuery(queries.backupState())
  const list = plan ? countList(plan.counts) : ''
  const isShort = plan !== undefined && plan.freeBytes !== null && plan.freeBytes < plan.bytes
  return (
    <Stack gap="md">
      {wasStopped && <Text role="status">{t('backup.cancelled')}</Text>}
      <Text>{t('backup.text')}</Text>
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      <Facts>
        <Fact name={t('backup.plan.holds')}>
          {plan && (list === '' ? t('backup.plan.empty') : list)}
        </Fact>
        <Fact name={t('backup.plan.size')}>
          {plan && t('backup.plan.about', { bytes: plan.bytes })}
        </Fact>
        {plan && plan.freeBytes !== null && (
          <Fact name={t('backup.plan.room')} isMarked={isShort}>
            {t('backup.plan.free', { bytes: plan.freeBytes, folder: plan.folder })}
          </Fact>
        )}
        <Fact name={t('backup.plan.without')}>{t('backup.plan.noSecrets')}</Fact>
        {state && (
          <Fact name={t('backup.last.title')} isMarked={state.warning === 'overdue'}>
            <LastBackup state={state} />
          </Fact>
        )}
      </Facts>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button data-autofocus onClick={() => void backUp()}>
          {t('backup.choosePlace')}
        </Button>
      </Group>
    </Stack>
  )
}
