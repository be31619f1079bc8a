import { Alert, Button } from '@mantine/core'
import type { BackupVerdict } from '../../shared/backup'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { cancelTask, createTask } from '../tasks/task'
import { TaskLine } from '../tasks/task-line'
import { moment } from '../ui/counts'
import { DamagedPortraits } from '../ui/damaged-portraits'
import { ErrorNotice } from '../ui/error-notice'
import { SettingRow } from '../ui/setting-row'

const verifying = createTask<BackupVerdict>()

/** Reads a backup from end to end and reports whether it can be relied on. */
export function VerifyBackup() {
  const t = useWords()
  const { phase, result, error } = verifying.use()
  const isRunning = phase === 'running'
  return (
    <>
      <SettingRow title={t('backup.verify.title')} note={t('backup.verify.note')}>
        {isRunning ? (
          <Button size="xs" variant="default" onClick={() => void cancelTask('verify')}>
            {t('app.cancel')}
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            onClick={() => void verifying.begin(() => request('backup:verify'))}
          >
            {t('backup.verify.choose')}
          </Button>
        )}
      </SettingRow>
      {isRunning && <TaskLine kind="verify" waiting={t('backup.verify.waiting')} />}
      {phase === 'failed' && (
        <ErrorNotice
          error={error}
          handlers={{ 'choose-file': null, retry: null }}
          onDismiss={verifying.forget}
        />
      )}
      {phase === 'done' && result && (
        <Alert mt="sm" role="status">
          {t('backup.verify.sound', {
            name: result.summary.name,
            when: moment(result.summary.madeAt),
          })}{' '}
          {t('backup.verified', { count: result.proof.entries, bytes: result.proof.bytes })}
        </Alert>
      )}
      {phase === 'done' && result && (
        <DamagedPortraits
          sentence={t('restore.preview.harmed', { count: result.warnings.length })}
          portraits={result.warnings}
        />
      )}
    </>
  )
}
